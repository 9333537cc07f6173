/**
 * Every bundled reference solution in the attached engine: real executables where they are on the machine, which for aws makes it the
 * provider's own word that they are right; packs for the rest. Skipped, and says so, where there is no aws executable.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { loadDataset } from '../../src/dataset/index.ts';
import { executableForTests } from '../../src/provider/executable/executable-for-tests.ts';
import { createVerifier, type Verifier } from '../../src/verify/index.ts';

const aws = executableForTests('hashicorp/aws');
let verifier: Verifier | undefined;
afterAll(async () => verifier?.close());

describe.skipIf(aws === undefined)('attached', () => {
  test('every reference solution passes init, validate, plan and policy with the full score', async () => {
    verifier = await createVerifier({ engine: 'attached' });
    const wrong: unknown[] = [];
    for (const instance of await loadDataset('bundled')) {
      const { instance_id: id, gold_solution: files = {}, policy, expected_resources: expectedResources } = instance;
      const { stages, score, certificate } = await verifier.verify({ id, files, policy, expectedResources });
      const results = stages.map(({ stage, status }) => `${stage} ${status}`).join(', ');
      if (results !== 'init passed, validate passed, plan passed, policy passed' || score !== 1)
        wrong.push({ id, results, score, certificate });
    }
    expect(wrong).toEqual([]);
  }, 300_000);
});
