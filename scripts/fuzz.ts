/**
 * Hostile inputs in bulk: `npx tsx scripts/fuzz.ts [--inputs 200000] [--seed N]`. Prints the seeds; what crashed or hung is
 * written to spec/fuzz/crashes, where it stays as a case.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runFuzz } from '../spec/fuzz/run.ts';
import { progressOn } from '../src/cli/progress.ts';

const ROUND = 10_000;
const MEMORY_MIB = 500;
const crashes = fileURLToPath(new URL('../spec/fuzz/crashes/', import.meta.url));

const { values } = parseArgs({ options: { inputs: { type: 'string', default: '200000' }, seed: { type: 'string' } } });
const first = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed);
const inputs = Number(values.inputs);
const progress = progressOn(process.stderr, 'tried', true, inputs);
let failed = 0;
let slowest = 0;
let peak = 0;
for (let done = 0, seed = first; done < inputs; done += ROUND, seed++) {
  console.log(`seed ${seed}`);
  const report = await runFuzz(seed, Math.min(ROUND, inputs - done), () => progress.step());
  slowest = Math.max(slowest, report.slowestMs);
  peak = Math.max(peak, report.peakMiB);
  for (const { kind, index, message, input } of report.failures) {
    failed++;
    mkdirSync(crashes, { recursive: true });
    const path = join(crashes, `${kind}-${seed}-${index}.tf`);
    writeFileSync(path, input);
    console.log(`${kind} at input ${index} of seed ${seed}, kept as ${path}\n${message}`);
  }
}
progress.end(`${failed} failures, slowest input ${Math.round(slowest)} ms, peak memory ${Math.round(peak)} MiB`);
process.exitCode = failed > 0 || peak > MEMORY_MIB ? 1 : 0;
