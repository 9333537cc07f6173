/** How long `bin/terrasmith verify FILE` takes from nothing, against a Node that does nothing. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Measurement, percentile } from './measurement.ts';

const COMMAND = fileURLToPath(new URL('../bin/terrasmith', import.meta.url));
const RUNS = 21;
const CONFIGURATION = 'resource "aws_s3_bucket" "b" {\n  bucket = "logs"\n}\n';

export async function measure(): Promise<readonly Measurement[]> {
  const file = join(mkdtempSync(join(tmpdir(), 'terrasmith-perf-')), 'main.tf');
  writeFileSync(file, CONFIGURATION);
  const node: number[] = [];
  const verify: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    node.push(timeOf(['-e', '0']));
    verify.push(timeOf([COMMAND, 'verify', file]));
  }
  const nodeMs = percentile(node, 50);
  const verifyMs = percentile(verify, 50);
  return [
    { name: 'cold start: node -e 0', value: nodeMs, unit: 'ms' },
    { name: 'cold start: terrasmith verify FILE', value: verifyMs, unit: 'ms' },
    { name: 'cold start: ratio', value: verifyMs / nodeMs, unit: 'times', goal: '<= 2.5' },
  ];
}

function timeOf(args: readonly string[]): number {
  const started = performance.now();
  spawnSync(process.execPath, args, { stdio: 'ignore' });
  return performance.now() - started;
}
