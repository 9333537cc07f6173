/** A worker thread: keeps its verifier, does one job after the other, and tells when it is ready for the first. */
import { parentPort, workerData } from 'node:worker_threads';
import { createVerifier, type VerifyOptions } from '../verify/index.ts';
import type { Job } from './job.ts';
import { performJob } from './perform.ts';

const WARM_UP = `resource "aws_s3_bucket" "b" {
  bucket = "warm-up"
}
`;

async function work(): Promise<void> {
  const verifier = await createVerifier(workerData as VerifyOptions);
  await verifier.verify({ id: 'warm-up', files: { 'main.tf': WARM_UP } }).catch(() => {});
  const perform = async (job: Job | 'close'): Promise<void> => {
    if (job === 'close') {
      await verifier.close();
      parentPort?.close();
      return;
    }
    const started = performance.now();
    const result = await performJob(job, verifier);
    parentPort?.postMessage({ result, took: performance.now() - started });
  };
  // One after the other: results carry nothing that says which job they belong to, and times are of one job alone.
  let before = Promise.resolve();
  parentPort?.on('message', (job: Job | 'close') => {
    before = before.then(() => perform(job));
  });
  parentPort?.postMessage('ready');
}

void work();
