/**
 * The complete graded score, offline: the real engine with the aws executable against moto, applied, judged by the instance's validation
 * script, destroyed. One instance here, all that have a script with TERRASMITH_WHOLE=1. Skipped, and says so, where something is missing.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runBenchmark } from '../../src/benchmark/index.ts';
import { createDataset, type Instance, loadDataset } from '../../src/dataset/index.ts';
import { executableForTests } from '../../src/provider/executable/executable-for-tests.ts';
import { motoCommand, motoPython } from '../../src/verify/cloud/moto.ts';
import { verify } from '../../src/verify/index.ts';

const core = spawnSync('terraform', ['version'], { stdio: 'ignore' }).status === 0;
const aws = executableForTests('hashicorp/aws');
const python = motoPython() ?? 'python3';
const moto = hasMoto() && spawnSync(python, ['-c', 'import boto3'], { stdio: 'ignore' }).status === 0;
if (!core) console.warn('SKIPPED: nothing is applied with the real engine, for terraform is not on PATH');
if (!moto) console.warn('SKIPPED: nothing is applied with the real engine, for moto or boto3 is not here');

function hasMoto(): boolean {
  try {
    return motoCommand().length > 0;
  } catch {
    return false;
  }
}

/** What they make is not all to be had of moto 5.2: selections of backups, checks of state machines. */
const LACKING = new Set(['aws/backup-plan', 'aws/order-workflow']);
const SMALL = 'aws/private-versioned-bucket';
const scripted = [...(await loadDataset('bundled'))].filter(
  ({ instance_id, validation_script }) => validation_script !== undefined && !LACKING.has(instance_id),
);
const chosen = process.env.TERRASMITH_WHOLE === '1' ? scripted : scripted.filter((one) => one.instance_id === SMALL);
const OPTIONS = { engine: 'real', cloud: 'moto', apply: true } as const;
const directory = mkdtempSync(join(tmpdir(), 'terrasmith-real-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('at least twelve bundled instances have a validation script that moto can answer', () => {
  expect(scripted.length).toBeGreaterThanOrEqual(12);
});

describe.skipIf(!core || !moto || aws === undefined)('with moto', { timeout: 3_600_000 }, () => {
  test('reference solutions earn the whole score, apply and check included, and the report shows both', async () => {
    const report = await runBenchmark({
      datasets: createDataset('scripted', chosen),
      models: 'gold',
      verifyOptions: OPTIONS,
      directory,
      concurrency: 2,
    });
    expect(report.meanScore).toBe(1);
    expect(report.stagePassRates()).toMatchObject({ apply: 1, check: 1 });
    expect(readFileSync(join(directory, 'report.md'), 'utf8')).toMatch(/\| *apply *\| *check *\|/);
  });

  test('a bucket that keeps no versions loses what the check is worth', async () => {
    const {
      instance_id: id,
      gold_solution = {},
      validation_script: check,
      ...small
    } = chosen.find(({ instance_id }) => instance_id === SMALL) as Instance;
    const files = { 'main.tf': (gold_solution['main.tf'] as string).replace('"Enabled"', '"Suspended"') };
    const request = { id, files, expectedResources: small.expected_resources, region: small.region };
    const verdict = await verify({ ...request, scripts: { check } }, OPTIONS);
    expect(verdict.stages.map(({ stage, status }) => `${stage} ${status}`)).toEqual([
      ...['init passed', 'validate passed', 'plan passed', 'apply passed', 'check failed'],
    ]);
    expect(verdict.stages.at(-1)?.detail.tests).toMatchObject({ 'bucket exists': true, 'versions are kept': false });
    expect(verdict.score).toBeCloseTo(0.9);
  });
});
