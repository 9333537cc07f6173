import type { Clock } from './clock.ts';
import { type Model, ModelError } from './model.ts';

export interface RetryOptions {
  /** How often a failed request is made again. */
  readonly retries: number;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;
/** A vendor that wants more than this (a daily quota) is not waited for. */
const LONGEST_RETRY_AFTER_MS = 10 * 60_000;

/** The model, asked again after failures that may pass: each time after about twice as long, and never before the vendor wants. */
export function withRetries(model: Model, { retries, clock, random }: RetryOptions): Model {
  return {
    ...model,
    async complete(request, signal) {
      for (let attempt = 0; ; attempt++) {
        try {
          return await model.complete(request, signal);
        } catch (error) {
          signal?.throwIfAborted();
          if (!mayPass(error)) throw error;
          if (attempt === retries) throw attempt === 0 ? error : afterTries(error, attempt + 1);
          await clock.sleep(waitBefore(attempt, error.retryAfterMs, random()), signal);
        }
      }
    },
  };
}

function mayPass(error: unknown): error is ModelError {
  return error instanceof ModelError && error.retryable && (error.retryAfterMs ?? 0) <= LONGEST_RETRY_AFTER_MS;
}

/** Half fixed, half chance, so that those who failed together do not come back together. */
function waitBefore(attempt: number, retryAfterMs: number | undefined, chance: number): number {
  const usual = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt) * (0.5 + chance / 2);
  return retryAfterMs === undefined ? usual : retryAfterMs + chance * FIRST_WAIT_MS;
}

function afterTries(error: ModelError, tries: number): ModelError {
  const { status, retryAfterMs } = error;
  return new ModelError(`${error.message} (${tries} tries)`, { retryable: true, cause: error, status, retryAfterMs });
}
