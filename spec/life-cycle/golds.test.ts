/**
 * The bundled reference solutions live their whole life in the simulated engine: they are applied, a second plan finds nothing to change,
 * and destroying leaves nothing. A quarter of them here, all with TERRASMITH_WHOLE=1 (`make fidelity`). Skipped, and says so, where there
 * is no terraform.
 */
import { spawnSync } from 'node:child_process';
import { afterAll, describe, expect, test } from 'vitest';
import { loadDataset } from '../../src/dataset/index.ts';
import { createVerifier, type Verifier } from '../../src/verify/index.ts';

const core = ['terraform', 'tofu'].some((name) => spawnSync(name, ['version'], { stdio: 'ignore' }).status === 0);
const python = spawnSync('python3', ['--version'], { stdio: 'ignore' }).status === 0;
if (!core) console.warn('SKIPPED: reference solutions are not applied, for neither terraform nor tofu is on PATH');
if (!python) console.warn('SKIPPED: reference solutions with a setup script are not applied, for there is no python3');

const EVERY = process.env.TERRASMITH_WHOLE === '1' ? 1 : 4;
const instances = [...(await loadDataset('bundled'))].filter((_, at) => at % EVERY === 0);
let verifier: Promise<Verifier> | undefined;
afterAll(async () => (await verifier)?.close());

describe.skipIf(!core)('the reference solution of', { timeout: 180_000 }, () => {
  test.each(
    instances.map((instance) => [instance.instance_id, instance] as const),
  )('%s is applied, is idempotent and leaves nothing', async (id, {
    gold_solution: files = {},
    setup_script: setup,
    expected_resources: expectedResources,
    region,
  }) => {
    if (setup !== undefined && !python) return;
    verifier ??= createVerifier({ engine: 'simulated', apply: true });
    const verdict = await (await verifier).verify({ id, files, expectedResources, region, scripts: { setup } });
    const { changes, destroyed, left } = verdict.stages.at(-1)?.detail ?? {};
    expect(
      verdict.stages.map(({ stage, status }) => `${stage} ${status}`),
      verdict.certificate,
    ).toEqual(['init', 'validate', 'plan', 'apply'].map((stage) => `${stage} passed`));
    expect({ changes, destroyed, left }).toEqual({ changes: undefined, destroyed: true, left: undefined });
  });
});
