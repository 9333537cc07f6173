/**
 * A batch over several worker threads: chunks of rows go to whichever worker is free, verdicts come back in input order,
 * and only a bounded number of chunks is in memory at once.
 */
import { Worker } from 'node:worker_threads';
import { type BatchRow, type RowOutcome, verifyRows } from './batch.ts';
import type { VerifyOptions } from './request.ts';

const ROWS_PER_CHUNK = 32;
/** Chunks read ahead of the one that is to be written next, for each worker. */
const CHUNKS_AHEAD = 4;

interface Pending {
  readonly rows: readonly BatchRow[];
  readonly resolve: (outcomes: readonly RowOutcome[]) => void;
  readonly reject: (error: Error) => void;
}

export async function* verifyRowsInParallel(
  rows: AsyncIterable<BatchRow>,
  options: VerifyOptions,
  jobs: number,
): AsyncGenerator<RowOutcome> {
  if (jobs <= 1) {
    yield* verifyRows(rows, options);
    return;
  }
  const pool = startPool(options, jobs);
  const inOrder: Promise<readonly RowOutcome[]>[] = [];
  try {
    for await (const chunk of chunksOf(rows, ROWS_PER_CHUNK)) {
      inOrder.push(pool.submit(chunk));
      if (inOrder.length >= jobs * CHUNKS_AHEAD) yield* await (inOrder.shift() as Promise<readonly RowOutcome[]>);
    }
    for (const outcomes of inOrder) yield* await outcomes;
  } finally {
    await pool.close();
  }
}

function startPool(options: VerifyOptions, jobs: number) {
  const waiting: { readonly chunk: number; readonly rows: readonly BatchRow[] }[] = [];
  const pending = new Map<number, Pending>();
  const idle: Worker[] = [];
  let chunks = 0;
  const assign = () => {
    while (idle.length > 0 && waiting.length > 0) idle.shift()?.postMessage(waiting.shift());
  };
  const failAll = (error: Error) => {
    for (const { reject } of pending.values()) reject(error);
  };
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const workers = Array.from({ length: jobs }, () => {
    const worker = new Worker(new URL(`./batch-worker.${extension}`, import.meta.url), { workerData: options });
    worker.on('message', ({ chunk, outcomes }: { chunk: number; outcomes: readonly RowOutcome[] }) => {
      pending.get(chunk)?.resolve(outcomes);
      pending.delete(chunk);
      idle.push(worker);
      assign();
    });
    worker.on('error', (error) => failAll(error instanceof Error ? error : new Error(String(error))));
    idle.push(worker);
    return worker;
  });
  return {
    submit: (rows: readonly BatchRow[]) =>
      new Promise<readonly RowOutcome[]>((resolve, reject) => {
        const chunk = chunks++;
        pending.set(chunk, { rows, resolve, reject });
        waiting.push({ chunk, rows });
        assign();
      }),
    close: async () => {
      const ended = workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve)));
      for (const worker of workers) worker.postMessage('close');
      await Promise.all(ended);
    },
  };
}

async function* chunksOf<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<readonly T[]> {
  let chunk: T[] = [];
  for await (const item of items) {
    chunk.push(item);
    if (chunk.length === size) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}
