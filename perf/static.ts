/** Static verification of the recorded configurations: rate, tail latency, memory, and what a second worker adds. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Measurement, percentile } from './measurement.ts';
import { ORACLE_MISSING, oracleRows, writeBatch } from './oracle.ts';

const COMMAND = fileURLToPath(new URL('../bin/terrasmith', import.meta.url));

/** How often the rows are repeated where a longer batch is measured: what each worker pays once is then little. */
const LONGER = 4;

export async function measure(): Promise<readonly Measurement[]> {
  const rows = oracleRows();
  if (rows === undefined) return [{ name: 'static verify', unit: 'rows/s', note: ORACLE_MISSING }];
  const input = writeBatch(rows, false);
  const repeated = Array.from({ length: LONGER }, () => rows).flat();
  const long = writeBatch(repeated, false);
  const plain = await batchRun(input, rows.length, 1);
  const two = await batchRun(input, rows.length, 2);
  const longPlain = await batchRun(long, repeated.length, 1);
  const longTwo = await batchRun(long, repeated.length, 2);
  const [beside] = await Promise.all([batchRun(input, rows.length, 1), batchRun(input, rows.length, 1)]);
  const policy = await batchRun(writeBatch(rows, true), rows.length, 1);
  return [
    { name: 'static verify, one process, start included', value: plain.rate, unit: 'rows/s', goal: '>= 1000' },
    { name: 'static verify, median of a row', value: percentile(plain.durations, 50), unit: 'ms' },
    {
      name: 'static verify, 99th percentile of a row',
      value: percentile(plain.durations, 99),
      unit: 'ms',
      goal: '< 10',
    },
    { name: 'static verify, peak memory', value: plain.peakMiB, unit: 'MiB', goal: '< 300' },
    { name: 'two jobs against one', value: two.rate / plain.rate, unit: 'times', goal: '>= 1.7' },
    {
      name: `two jobs against one, every row ${LONGER} times`,
      value: longTwo.rate / longPlain.rate,
      unit: 'times',
      goal: '>= 1.7',
    },
    {
      name: 'two processes side by side against one',
      value: (2 * beside.rate) / plain.rate,
      unit: 'times',
      note: 'what this machine has to give',
    },
    { name: 'static verify with policy', value: policy.rate, unit: 'rows/s', goal: '>= 800' },
  ];
}

async function batchRun(input: string, rows: number, jobs: number) {
  const out = join(mkdtempSync(join(tmpdir(), 'terrasmith-perf-')), 'out.jsonl');
  const flags = ['--providers', 'hashicorp/aws=5.90.0', '--cloud', 'absent', '--jobs', String(jobs)];
  const started = performance.now();
  const run = spawn(process.execPath, [
    ...['--require', MEMORY_REPORT, COMMAND],
    ...['verify', '--batch', input, '--out', out, ...flags],
  ]);
  let messages = '';
  run.stderr.on('data', (chunk) => {
    messages += chunk;
  });
  await new Promise((resolve) => run.once('close', resolve));
  const seconds = (performance.now() - started) / 1000;
  const durations = readFileSync(out, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { stages: { duration_ms: number }[] }).stages)
    .map((stages) => stages.reduce((sum, { duration_ms }) => sum + duration_ms, 0));
  const peakKiB = Number(/peak (\d+) KiB/.exec(messages)?.[1] ?? Number.NaN);
  return { rate: rows / seconds, durations, peakMiB: peakKiB / 1024 };
}

/** Prints the process's peak resident memory when it ends. A file that is required: a module that is imported slows the whole run. */
const MEMORY_REPORT = join(mkdtempSync(join(tmpdir(), 'terrasmith-perf-')), 'memory.cjs');
writeFileSync(
  MEMORY_REPORT,
  "process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + ' KiB\\n'));\n",
);
