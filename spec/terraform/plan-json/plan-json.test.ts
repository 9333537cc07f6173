/**
 * Whole plans against the real terraform 1.11.4 with its built-in provider: the same verdict, and the same JSON but for
 * the time and for lists that come in any order. Regenerate the truth with `npx tsx spec/terraform/plan-json/record.ts`.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createVerifier, type Verifier } from '../../../src/verify/index.ts';
import type { WalkCase } from '../walk/cases.ts';
import { comparablePlan, planCases, type RecordedPlan, recordedPlans } from './cases.ts';

const knownFailures = new Map(
  readFileSync(new URL('./known-failures.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
);

let verifier: Verifier;
beforeAll(async () => {
  verifier = await createVerifier({ planJson: true, cloud: 'absent' });
});
afterAll(() => verifier.close());

async function compareWith(truth: RecordedPlan, { name, files }: WalkCase): Promise<void> {
  const { plan, certificate } = await verifier.verify({ id: name, files: Object.fromEntries(files) });
  if ('errors' in truth) {
    expect(plan, `terraform says ${truth.errors.join('; ')}`).toBeUndefined();
    return;
  }
  expect(plan, `terraform plans it; we say ${certificate}`).toBeDefined();
  expect(comparablePlan(plan as Readonly<Record<string, unknown>>)).toEqual(comparablePlan(truth.plan));
}

describe('plan JSON agrees with terraform', () => {
  const recorded = recordedPlans();
  for (const one of planCases()) {
    const reason = knownFailures.get(one.name);
    test(one.name, async () => {
      const truth = recorded.get(one.name);
      if (truth === undefined) throw new Error(`${one.name} is not recorded`);
      if (reason === undefined) await compareWith(truth, one);
      else await expect(compareWith(truth, one), `passes now; strike it off: ${reason}`).rejects.toThrow();
    });
  }
});
