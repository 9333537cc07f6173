import { setImmediate } from 'node:timers/promises';

const YIELD_EVERY_MS = 25;

/** Works on the items, which are drawn as they are needed, `limit` at a time. Throws what the work throws. */
export async function concurrently<T>(
  items: Iterable<T>,
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.iterator]();
  let yielded = performance.now();
  const worker = async () => {
    for (let next = iterator.next(); !next.done; next = iterator.next()) {
      await work(next.value);
      // Replay and verification never wait for the world: without this, signals and timers would wait for the end.
      if (performance.now() - yielded > YIELD_EVERY_MS) {
        await setImmediate();
        yielded = performance.now();
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, limit) }, worker));
}
