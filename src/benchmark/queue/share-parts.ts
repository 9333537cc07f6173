/**
 * Work of another kind over the queue of shared runs: parts go out as text, results come back as text, in the order of the
 * parts. A killed worker's parts are done by others.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { openQueue, type PartKey, QueueError, type SharedQueue } from './database.ts';

export interface PartsRun {
  readonly format: 'shared-parts/1';
  /** What knows how to do the parts. */
  readonly kind: string;
  readonly recipe: unknown;
}

export interface PartsOptions {
  readonly url: string;
  readonly version: string;
  /** Names the run: an interrupted one that begins again finds its own results. */
  readonly run: string;
  readonly kind: string;
  readonly recipe: unknown;
  /** Parts handed out before the first of them is back. */
  readonly ahead?: number;
  readonly onNotice: (notice: string) => void;
}

const POLL_MS = 100;
const SUPERVISE_MS = 2000;
const PATIENCE_MS = 10_000;
const AHEAD = 32;

/** Results in the order of the parts. Ends when the reader stops. Throws `QueueError`. */
export async function* shareParts(parts: Iterator<string>, options: PartsOptions): AsyncGenerator<string> {
  const { url, version, run, kind, recipe, ahead = AHEAD, onNotice } = options;
  const queue = await openQueue(url, version, (error) => onNotice(`the queue: ${error.message}`));
  const waiting: string[] = [];
  const done = new Map<string, string>();
  const supervise = supervisorOf(queue, options);
  try {
    await queue.openRun(run, JSON.stringify({ format: 'shared-parts/1', kind, recipe } satisfies PartsRun));
    for (;;) {
      const fresh = take(parts, ahead - waiting.length);
      waiting.push(...fresh);
      await queue.addJobs(
        run,
        fresh.filter((part) => !done.has(part)).map((part) => ({ part })),
      );
      const [first] = waiting;
      if (first === undefined) return;
      const result = done.get(first);
      if (result !== undefined) {
        waiting.shift();
        done.delete(first);
        yield result;
      } else if ((await collect(queue, run, done)) === 0) {
        await supervise();
        await sleep(POLL_MS);
      }
    }
  } finally {
    await queue.closeRun(run);
    await queue.close();
  }
}

function take(parts: Iterator<string>, count: number): string[] {
  const taken: string[] = [];
  while (taken.length < count) {
    const next = parts.next();
    if (next.done === true) break;
    taken.push(next.value);
  }
  return taken;
}

async function collect(queue: SharedQueue, run: string, done: Map<string, string>): Promise<number> {
  const found = await queue.finishedSamples(run);
  for (const { key, sample } of found) done.set((JSON.parse(key) as PartKey).part, sample);
  const keys = found.map(({ key }) => key);
  if (keys.length > 0) await queue.drop(run, keys);
  return found.length;
}

/** Brings back what dead workers had, and says once that nobody works. */
function supervisorOf(queue: SharedQueue, { run, onNotice }: PartsOptions): () => Promise<void> {
  const started = performance.now();
  let supervised = 0;
  let told = false;
  return async () => {
    if (performance.now() - supervised < SUPERVISE_MS) return;
    supervised = performance.now();
    await queue.reviveJobs();
    const [lost] = await queue.givenUp(run);
    if (lost !== undefined) throw new QueueError(`every worker that tried a part died: ${JSON.stringify(lost)}`);
    if (told || performance.now() - started < PATIENCE_MS || (await queue.countWorkers()) > 0) return;
    told = true;
    onNotice('no worker has been heard of: start some with terrasmith worker --queue and the same address');
  };
}
