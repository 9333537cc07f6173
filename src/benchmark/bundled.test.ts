import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  brokenVariants,
  bundledFolder,
  counted,
  DIFFICULTIES,
  type Instance,
  loadDataset,
  renamedAndReversed,
} from '../dataset/index.ts';
import { createVerifier } from '../verify/index.ts';
import { runBenchmark } from './run.ts';

const folder = () => join(mkdtempSync(join(tmpdir(), 'terrasmith-bundled-')), 'run');

test('every bundled instance loads, with difficulty, tags, expected resources, reference and policy', async () => {
  const dataset = await loadDataset('bundled');
  expect(dataset.problems).toEqual([]);
  const incomplete = dataset.instances.filter(
    ({ difficulty, tags, expected_resources, gold_solution, policy }) =>
      difficulty === undefined || tags.length === 0 || !expected_resources || !gold_solution || !policy,
  );
  expect(incomplete.map(({ instance_id }) => instance_id)).toEqual([]);
  const count = (is: (instance: Instance) => boolean) => dataset.instances.filter(is).length;
  expect(dataset.length).toBe(72);
  for (const level of DIFFICULTIES) expect(count(({ difficulty }) => difficulty === level)).toBe(24);
  for (const [provider, least] of Object.entries({ aws: 44, azurerm: 8, google: 8, kubernetes: 6 }))
    expect(count((instance) => instance.provider === provider)).toBeGreaterThanOrEqual(least);
});

test('every reference solution passes every stage with the full score', async () => {
  const report = await runBenchmark({ datasets: 'bundled', models: 'gold', directory: folder() });
  const wrong = report.outcomes.filter(({ passed, score }) => !passed || score !== 1);
  expect(wrong.map(({ instance_id, score, causes, error }) => ({ instance_id, score, causes, error }))).toEqual([]);
});

test('the configuration to be changed plans, and does not satisfy the policy yet', async () => {
  const verifier = await createVerifier();
  const mutations = (await loadDataset('bundled')).filter(({ base_files }) => base_files !== undefined);
  expect(mutations.length).toBe(16);
  for (const { instance_id, base_files, policy } of mutations) {
    const { stages } = await verifier.verify({ id: instance_id, files: base_files ?? {}, policy });
    const results = Object.fromEntries(stages.map(({ stage, status }) => [stage, status]));
    expect({ instance_id, ...results }).toMatchObject({ instance_id, plan: 'passed', policy: 'failed' });
  }
  await verifier.close();
});

test('every policy refuses at least three broken variants of the reference and accepts rewritings of it', async () => {
  const verifier = await createVerifier();
  const wrong: string[] = [];
  for (const { instance_id: id, gold_solution: gold = {}, policy } of (await loadDataset('bundled')).instances) {
    const failedStage = async (files: Readonly<Record<string, string>>) =>
      (await verifier.verify({ id, files, policy })).stages.find(({ status }) => status === 'failed')?.stage;
    for (const rewrite of [renamedAndReversed, counted])
      if ((await failedStage(rewrite(gold))) !== undefined) wrong.push(`${id}: refuses ${rewrite.name}`);
    let refused = 0;
    for (const { files } of brokenVariants(gold)) {
      if ((await failedStage(files)) === 'policy') refused++;
      if (refused === 3) break;
    }
    if (refused < 3) wrong.push(`${id}: refuses only ${refused} broken variants`);
  }
  await verifier.close();
  expect(wrong).toEqual([]);
}, 120_000);

test('the baseline answers every instance and lies well below the reference', async () => {
  const recorded = join(bundledFolder() ?? '', 'baselines', 'baseline.jsonl');
  const report = await runBenchmark({ datasets: 'bundled', models: `replay/${recorded}`, directory: folder() });
  const { samples, mean_score, pass_rate } = report.models[0] ?? { samples: 0, mean_score: 1, pass_rate: 1 };
  expect(samples).toBe((await loadDataset('bundled')).length);
  expect(mean_score).toBeGreaterThan(0.3);
  expect(mean_score).toBeLessThan(0.8);
  expect(pass_rate).toBeLessThan(0.5);
});
