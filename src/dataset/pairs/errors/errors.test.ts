/** Every error mode, put into bundled reference solutions, fails at its stage with a title of Terraform's that it promises. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { format } from '../../../hcl/index.ts';
import { createVerifier, type Verifier } from '../../../verify/index.ts';
import type { Dataset } from '../../dataset.ts';
import { loadDataset } from '../../load.ts';
import { pairsOf } from '../make-pairs.ts';
import { normalised } from '../normalise.ts';
import type { Pair } from '../pair.ts';
import { ERROR_MODES, type ErrorMode } from './index.ts';

let verifier: Verifier;
let dataset: Dataset;
beforeAll(async () => {
  verifier = await createVerifier();
  dataset = await loadDataset('bundled');
});
afterAll(() => verifier.close());

/** The first pair of the mode among the bundled instances. */
async function pairWith(mode: ErrorMode): Promise<Pair | undefined> {
  for (const seed of [0, 1]) {
    for (const instance of dataset) {
      const [pair] = await pairsOf(instance, { verifier, format, seed, perInstance: 1, modes: [mode] });
      if (pair !== undefined) return pair;
    }
  }
  return undefined;
}

test.each(
  ERROR_MODES.map((mode) => [mode.name, mode.title?.source ?? 'a rule of the policy', mode] as const),
)('%s fails with %s', async (name, _, mode) => {
  const pair = await pairWith(mode);
  if (pair === undefined) throw new Error(`no bundled instance could be given the error ${name}`);
  const { instance, preferred, dispreferred } = pair;
  const { instance_id: id, policy } = instance;
  const verdict = await verifier.verify({ id, files: dispreferred, policy });
  const failed = verdict.stages.find(({ status }) => status !== 'passed');
  expect(failed?.stage).toBe(mode.stage);
  const titles = failed?.diagnostics.map(({ summary }) => summary) ?? [];
  if (mode.title !== undefined) expect(titles.some((title) => mode.title?.test(title))).toBe(true);
  const right = await verifier.verify({ id, files: preferred, policy });
  expect(right.stages.every(({ status }) => status === 'passed')).toBe(true);
  for (const files of [preferred, dispreferred]) expect(normalised(files, format)).toEqual(files);
});

test('there are at least 25 modes, each with a name of its own and the frequency that models show', () => {
  expect(new Set(ERROR_MODES.map(({ name }) => name)).size).toBe(ERROR_MODES.length);
  expect(ERROR_MODES.length).toBeGreaterThanOrEqual(25);
  const heaviest = [...ERROR_MODES].sort((a, b) => b.weight - a.weight).slice(0, 4);
  expect(heaviest.map(({ name }) => name)).toEqual([
    'unsupported-argument',
    'invented-resource-type',
    'missing-required-argument',
    'unsupported-block',
  ]);
});
