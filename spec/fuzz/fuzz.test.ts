import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { verify } from '../../src/verify/index.ts';
import { runFuzz } from './run.ts';

const CRASHES = fileURLToPath(new URL('./crashes/', import.meta.url));
const INPUTS = 5_000;

test(`${INPUTS} hostile inputs cause no crash and no hang`, { timeout: 600_000 }, async () => {
  const seed = Number(process.env.FUZZ_SEED ?? 20_261_121);
  const report = await runFuzz(seed, INPUTS);
  expect(report.failures.map(({ kind, index, message }) => `${kind} seed ${seed} input ${index}: ${message}`)).toEqual(
    [],
  );
  expect(report.inputs).toBe(INPUTS);
});

for (const name of readdirSync(CRASHES).filter((file) => file.endsWith('.tf') || file.endsWith('.tf.json'))) {
  test(`what once crashed is judged now: ${name}`, async () => {
    const text = readFileSync(join(CRASHES, name), 'utf8');
    const verdict = await verify({ id: name, files: { [name.endsWith('.json') ? 'main.tf.json' : 'main.tf']: text } });
    expect(verdict.stages[0]?.status).not.toBe('error');
  });
}
