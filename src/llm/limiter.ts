/** Limits on requests to a vendor: how many at once, how many a minute, how many tokens a minute. First come, first served. */
import type { Clock } from './clock.ts';
import { type Model, ModelError } from './model.ts';
import type { VendorLimits } from './settings.ts';

export interface Limiter {
  /** Waits for a turn; the result ends it, given the tokens that were used. Rejects where the signal aborts the wait. */
  enter(signal?: AbortSignal): Promise<(tokens: number) => void>;
  /** Starts nothing for so long: the vendor asked to wait. */
  pause(ms: number): void;
}

const MINUTE = 60_000;
const DEFAULT_CONCURRENCY = 8;

export function createLimiter(limits: VendorLimits, clock: Clock): Limiter {
  const { concurrency = DEFAULT_CONCURRENCY, requestsPerMinute, tokensPerMinute } = limits;
  const interval = requestsPerMinute === undefined ? 0 : MINUTE / requestsPerMinute;
  const msPerToken = tokensPerMinute === undefined ? 0 : MINUTE / tokensPerMinute;
  let inFlight = 0;
  let notBefore = Number.NEGATIVE_INFINITY;
  let queue: Promise<unknown> = Promise.resolve();
  let onLeave: (() => void) | undefined;

  const leave = (tokens: number) => {
    inFlight--;
    // A used token is paid for with time in which nothing else starts.
    if (msPerToken > 0) notBefore = Math.max(notBefore, clock.now()) + tokens * msPerToken;
    onLeave?.();
  };

  async function turn(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    while (inFlight >= concurrency) await someoneLeaves(signal);
    for (let wait = notBefore - clock.now(); wait > 0; wait = notBefore - clock.now()) await clock.sleep(wait, signal);
    notBefore = Math.max(notBefore, clock.now() + interval);
    inFlight++;
  }

  function someoneLeaves(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = () => reject(signal?.reason as Error);
      signal?.addEventListener('abort', stop, { once: true });
      onLeave = () => {
        onLeave = undefined;
        signal?.removeEventListener('abort', stop);
        resolve();
      };
    });
  }

  return {
    async enter(signal) {
      const before = queue;
      const mine = before.then(() => turn(signal));
      queue = mine.catch(() => {});
      await mine;
      return leave;
    },
    pause(ms) {
      notBefore = Math.max(notBefore, clock.now() + ms);
    },
  };
}

/** The model, one request at a time as the limiter allows. A vendor that asks to wait is not asked by others meanwhile. */
export function withLimit(model: Model, limiter: Limiter): Model {
  return {
    ...model,
    async complete(request, signal) {
      const leave = await limiter.enter(signal);
      let tokens = 0;
      try {
        const completion = await model.complete(request, signal);
        tokens = (completion.usage?.input_tokens ?? 0) + (completion.usage?.output_tokens ?? 0);
        return completion;
      } catch (error) {
        if (error instanceof ModelError && error.retryAfterMs !== undefined) limiter.pause(error.retryAfterMs);
        throw error;
      } finally {
        leave(tokens);
      }
    },
  };
}
