/** One worker of a synthesis: takes chunks of numbers, gives back what became of each. */
import { parentPort, workerData } from 'node:worker_threads';
import { createVerifier } from '../../verify/index.ts';
import { createJob, type Outcome, type Recipe } from './job.ts';

const verifier = createVerifier();
const job = verifier.then((ready) => createJob(workerData as Recipe, ready));

parentPort?.on(
  'message',
  async (message: { readonly chunk: number; readonly numbers: readonly number[] } | 'close') => {
    if (message === 'close') {
      await (await verifier).close();
      parentPort?.close();
      return;
    }
    const outcomes: Outcome[] = [];
    for (const number of message.numbers) outcomes.push(await (await job)(number));
    parentPort?.postMessage({ chunk: message.chunk, outcomes });
  },
);
