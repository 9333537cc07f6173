/**
 * Speed, measured by one command: `npx tsx perf/index.ts [NAME…] [--out FILE]`. Each measurement is a file beside this one;
 * all run in one process after another, so that what is compared is measured in the same run. Machines are noisy:
 * ratios and counts of work are what to look at.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Measurement } from './measurement.ts';

const NAMES = ['static', 'growth', 'cold-start', 'engines', 'rego', 'runner', 'serve'] as const;

const args = process.argv.slice(2);
const outFlag = args.indexOf('--out');
const out = outFlag >= 0 ? (args.splice(outFlag, 2)[1] as string) : 'perf/out/perf.json';
const wanted = args.length > 0 ? args : NAMES;

const results: Measurement[] = [];
for (const name of wanted) {
  const { measure } = (await import(`./${name}.ts`)) as { measure: () => Promise<readonly Measurement[]> };
  for (const result of await measure()) {
    results.push(result);
    console.log(
      `${result.name.padEnd(52)} ${result.value === undefined ? 'skipped' : format(result)}  ${result.note ?? ''}`,
    );
  }
}
mkdirSync(dirname(out), { recursive: true });
writeFileSync(
  out,
  `${JSON.stringify({ node: process.version, measured: new Date().toISOString(), results }, null, 1)}\n`,
);
console.log(`\nwritten to ${out}`);

function format({ value, unit, goal }: Measurement): string {
  const number = (value as number) >= 100 ? (value as number).toFixed(0) : (value as number).toFixed(2);
  return `${number.padStart(10)} ${unit.padEnd(8)}${goal === undefined ? '' : ` goal ${goal}`}`;
}
