import type { Clock } from './clock.ts';
import { type Model, ModelError } from './model.ts';

/** The model, whose request is given up after so many milliseconds. */
export function withTimeLimit(model: Model, ms: number, clock: Clock): Model {
  return {
    ...model,
    complete: (request, signal) =>
      within(
        ms,
        clock,
        () => new ModelError(`${model.name} gave no answer within ${ms / 1000} s`, { retryable: true }),
        (stop) => model.complete(request, stop),
        signal,
      ),
  };
}

/** Does the work with a signal that aborts, with `late`, after so many milliseconds, or with the outer signal before. */
export async function within<T>(
  ms: number,
  clock: Clock,
  late: () => Error,
  work: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  outer?.throwIfAborted();
  const done = new AbortController();
  const limit = new AbortController();
  const stop = () => limit.abort(outer?.reason);
  outer?.addEventListener('abort', stop, { once: true });
  const timer = clock.sleep(ms, done.signal).then(
    () => limit.abort(late()),
    () => {},
  );
  const stopped = new Promise<never>((_, reject) => {
    limit.signal.addEventListener('abort', () => reject(limit.signal.reason as Error), { once: true });
  });
  try {
    return await Promise.race([work(limit.signal), stopped]);
  } finally {
    outer?.removeEventListener('abort', stop);
    done.abort();
    await timer;
  }
}
