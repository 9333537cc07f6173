/**
 * Our core against the real one with the same packs, on a sample: verdicts, titles with their lines, plans. All rows are compared by
 * scripts/compare-static-simulated.ts (`make fidelity`). Skipped, and says so, where there is no terraform.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { ORACLE_MISSING } from '../../perf/oracle.ts';
import { compareVerdicts, createVerifier, type EngineName, type Verifier } from '../../src/verify/index.ts';
import { cases, instances, type Row, recorded } from './rows.ts';

const core = spawnSync('terraform', ['version'], { stdio: 'ignore' }).status === 0;
if (!core) console.warn('SKIPPED: our core is not held against the real one, for terraform is not on PATH');

/** `ID: reason` a line. */
const known = new Set(
  readFileSync(new URL('known-failures.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.slice(0, line.indexOf(': '))),
);
const fromOracle = [...recorded(40)];
if (fromOracle.length === 0) console.warn(`SKIPPED: recorded configurations are not compared: ${ORACLE_MISSING}`);
const every = (step: number, rows: Iterable<Row>) => [...rows].filter((_, at) => at % step === 0);
const sample = [...fromOracle, ...every(5, instances()), ...every(12, cases())];

const verifiers = new Map<string, Promise<Verifier>>();
afterAll(async () => {
  for (const verifier of verifiers.values()) await (await verifier).close();
});

async function verdictOf({ id, files, options }: Row, engine: EngineName) {
  const key = JSON.stringify([engine, options]);
  const verifier = verifiers.get(key) ?? createVerifier({ ...options, engine, planJson: true });
  verifiers.set(key, verifier);
  return (await verifier).verify({ id, files });
}

describe.skipIf(!core)('static and simulated agree on', { timeout: 120_000 }, () => {
  test.each(sample.map((row) => [row.id, row] as const))('%s', async (id, row) => {
    const disagreements = compareVerdicts(await verdictOf(row, 'static'), await verdictOf(row, 'simulated'));
    if (known.has(id)) expect(disagreements).not.toEqual([]);
    else expect(disagreements).toEqual([]);
  });
});
