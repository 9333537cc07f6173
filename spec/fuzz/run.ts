/** Runs hostile inputs through verification and formatting, and collects crashes, hangs and growth of memory. */
import { format } from '../../src/hcl/index.ts';
import { createVerifier } from '../../src/verify/index.ts';
import { corpus, fuzzInputs } from './inputs.ts';

const SLOW_MS = 1_000;

export interface FuzzFailure {
  readonly seed: number;
  readonly index: number;
  readonly kind: 'crash' | 'slow';
  readonly message: string;
  readonly input: string;
}

export interface FuzzReport {
  readonly inputs: number;
  readonly failures: readonly FuzzFailure[];
  readonly slowestMs: number;
  readonly peakMiB: number;
}

/** Stops early after `maximumFailures`. `onProgress` is told the number of inputs so far. */
export async function runFuzz(
  seed: number,
  count: number,
  onProgress: (done: number) => void = () => {},
  maximumFailures = 20,
): Promise<FuzzReport> {
  const verifier = await createVerifier();
  const failures: FuzzFailure[] = [];
  let index = 0;
  let slowestMs = 0;
  let peak = 0;
  for (const input of fuzzInputs(seed, count, corpus())) {
    const attempt = async () => {
      const started = performance.now();
      const used = process.cpuUsage();
      await verifier.verify({ id: String(index), files: { 'main.tf': input, 'm/main.tf': 'variable "x" {}\n' } });
      if (index % 5 === 0) await verifier.verify({ id: String(index), files: { 'main.tf.json': input } });
      format(input);
      const { user, system } = process.cpuUsage(used);
      // Time that other processes took is not ours.
      return Math.min(performance.now() - started, (user + system) / 1000);
    };
    try {
      let took = await attempt();
      // A hang comes again; a collection of garbage does not.
      if (took > SLOW_MS) took = Math.min(took, await attempt(), await attempt());
      slowestMs = Math.max(slowestMs, took);
      if (took > SLOW_MS) failures.push({ seed, index, kind: 'slow', message: `${Math.round(took)} ms`, input });
    } catch (error) {
      failures.push({ seed, index, kind: 'crash', message: (error as Error).stack ?? String(error), input });
    }
    if (index % 100 === 0) peak = Math.max(peak, process.memoryUsage().rss);
    if (failures.length >= maximumFailures) break;
    onProgress(++index);
  }
  await verifier.close();
  return { inputs: index, failures, slowestMs, peakMiB: peak / 1024 / 1024 };
}
