/** One worker of a parallel batch: keeps its verifier, takes chunks of rows, gives back their verdicts as lines. */
import { parentPort, workerData } from 'node:worker_threads';
import { type BatchRow, verifyRow } from './batch.ts';
import type { VerifyOptions } from './request.ts';
import { createVerifier } from './verifier.ts';

const options = workerData as VerifyOptions;
const verifier = createVerifier(options);

parentPort?.on('message', async (message: { chunk: number; rows: readonly BatchRow[] } | 'close') => {
  if (message === 'close') {
    await (await verifier).close();
    parentPort?.close();
    return;
  }
  const outcomes = [];
  for (const row of message.rows) outcomes.push(await verifyRow(row, await verifier, options));
  parentPort?.postMessage({ chunk: message.chunk, outcomes });
});
