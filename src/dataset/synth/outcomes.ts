/** What becomes of number after number, in their order, in this thread or by workers; ends when the reader stops. */
import { Worker } from 'node:worker_threads';
import { createVerifier } from '../../verify/index.ts';
import { createJob, type Outcome, type Recipe } from './job.ts';

const NUMBERS_PER_CHUNK = 16;
/** Chunks begun ahead of the one that is read, for each worker. */
const CHUNKS_AHEAD = 3;

export async function* outcomesOf(numbers: Iterator<number>, recipe: Recipe, jobs: number): AsyncGenerator<Outcome> {
  if (jobs > 1) yield* byWorkers(numbers, recipe, jobs);
  else yield* here(numbers, recipe);
}

async function* here(numbers: Iterator<number>, recipe: Recipe): AsyncGenerator<Outcome> {
  const verifier = await createVerifier();
  try {
    const job = createJob(recipe, verifier);
    for (let next = numbers.next(); next.done !== true; next = numbers.next()) yield await job(next.value);
  } finally {
    await verifier.close();
  }
}

async function* byWorkers(numbers: Iterator<number>, recipe: Recipe, jobs: number): AsyncGenerator<Outcome> {
  const workers = Array.from({ length: jobs }, () => startWorker(recipe));
  const begun: Promise<readonly Outcome[]>[] = [];
  let chunk = 0;
  const begin = () => {
    const taken = take(numbers, NUMBERS_PER_CHUNK);
    if (taken.length === 0) return false;
    // Chunks are of like size, so turns do as well as a queue.
    begun.push((workers[chunk % jobs] as SynthWorker).perform(chunk++, taken));
    return true;
  };
  try {
    for (let ahead = 0; ahead < jobs * CHUNKS_AHEAD && begin(); ahead++);
    for (let next = begun.shift(); next !== undefined; next = begun.shift()) {
      yield* await next;
      begin();
    }
  } finally {
    await Promise.all(workers.map(({ close }) => close()));
  }
}

interface SynthWorker {
  readonly perform: (chunk: number, numbers: readonly number[]) => Promise<readonly Outcome[]>;
  readonly close: () => Promise<unknown>;
}

function startWorker(recipe: Recipe): SynthWorker {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const worker = new Worker(new URL(`./synth-worker.${extension}`, import.meta.url), { workerData: recipe });
  const pending = new Map<number, PromiseWithResolversOf<readonly Outcome[]>>();
  worker.on('message', ({ chunk, outcomes }: { chunk: number; outcomes: readonly Outcome[] }) => {
    pending.get(chunk)?.resolve(outcomes);
    pending.delete(chunk);
  });
  worker.on('error', (error) => {
    for (const { reject } of pending.values()) reject(error);
  });
  return {
    perform: (chunk, numbers) => {
      const answer = new Promise<readonly Outcome[]>((resolve, reject) => pending.set(chunk, { resolve, reject }));
      // Work that nobody waits for any more may fail unseen.
      answer.catch(() => {});
      worker.postMessage({ chunk, numbers });
      return answer;
    },
    close: () => worker.terminate(),
  };
}

interface PromiseWithResolversOf<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

function take(numbers: Iterator<number>, count: number): number[] {
  const taken: number[] = [];
  while (taken.length < count) {
    const next = numbers.next();
    if (next.done === true) break;
    taken.push(next.value);
  }
  return taken;
}
