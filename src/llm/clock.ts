/** Time as an argument, so that what waits can be tested without waiting. */
export interface Clock {
  /** Milliseconds since some fixed moment. */
  now(): number;
  /** Resolves after so many milliseconds; rejects with the signal's reason where that comes first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason as Error);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, ms);
      signal?.addEventListener('abort', stop, { once: true });
    }),
};

interface Sleeper {
  readonly until: number;
  wake(): void;
}

export interface ManualClock extends Clock {
  /** Moves time on and wakes, in order, whoever's time has come; what they do next runs in between. */
  advance(ms: number): Promise<void>;
  /** How many sleep. */
  sleepers(): number;
}

/** A clock that stands still until it is told to move. */
export function manualClock(): ManualClock {
  let now = 0;
  let sleeping: Sleeper[] = [];
  return {
    now: () => now,
    sleepers: () => sleeping.length,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason as Error);
        const sleeper = { until: now + ms, wake: resolve };
        sleeping.push(sleeper);
        signal?.addEventListener(
          'abort',
          () => {
            sleeping = sleeping.filter((each) => each !== sleeper);
            reject(signal.reason as Error);
          },
          { once: true },
        );
      }),
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        await settled();
        const [next] = sleeping.filter(({ until }) => until <= end).sort((a, b) => a.until - b.until);
        if (next === undefined) break;
        now = Math.max(now, next.until);
        sleeping = sleeping.filter((each) => each !== next);
        next.wake();
      }
      now = end;
      await settled();
    },
  };
}

/** Lets every promise that can go on go on. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
