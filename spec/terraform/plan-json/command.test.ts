/** The commands end to end: `plan --json` and `verify --plan-json` against the recorded plans. Needs `dist` (`make build`). */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WalkCase } from '../walk/cases.ts';
import { comparablePlan, planCases, recordedPlans } from './cases.ts';

const COMMAND = fileURLToPath(new URL('../../../bin/terrasmith', import.meta.url));
const NAMES = ['configuration/module-calls', 'variables/kinds', 'resources/data-read', 'configuration/json-syntax'];
const recorded = recordedPlans();
const cases = planCases().filter(({ name }) => NAMES.includes(name));
const built = existsSync(fileURLToPath(new URL('../../../dist', import.meta.url)));

function truthOf(name: string): unknown {
  const truth = recorded.get(name);
  return truth !== undefined && 'plan' in truth ? comparablePlan(truth.plan) : undefined;
}

function run(args: readonly string[]): { readonly status: number | null; readonly text: string } {
  const { status, stdout } = spawnSync(COMMAND, args, { encoding: 'utf8' });
  return { status, text: stdout };
}

describe.skipIf(!built)('commands that show plan JSON', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'terrasmith-plan-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function written({ name, files }: WalkCase): string {
    const root = join(folder, name);
    for (const [path, text] of files) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return root;
  }

  test.each(cases.map((one) => [one.name, one] as const))('plan --json of %s', (name, one) => {
    const { status, text } = run(['plan', written(one), '--json', '--cloud', 'absent']);
    expect(status).toBe(0);
    const plan = JSON.parse(text) as Record<string, unknown>;
    expect(plan.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(comparablePlan(plan)).toEqual(truthOf(name));
  });

  test('verify --batch --plan-json gives every row its plan', () => {
    const rows = join(folder, 'rows.jsonl');
    const out = join(folder, 'out.jsonl');
    const lines = cases.map(({ name, files }) => JSON.stringify({ id: name, files: Object.fromEntries(files) }));
    writeFileSync(rows, `${lines.join('\n')}\n`);
    run(['verify', '--batch', rows, '--out', out, '--plan-json', '--cloud', 'absent']);
    const verdicts = readFileSync(out, 'utf8').trim().split('\n');
    expect(verdicts).toHaveLength(cases.length);
    for (const line of verdicts) {
      const { id, plan } = JSON.parse(line) as { id: string; plan: Record<string, unknown> };
      expect(comparablePlan(plan)).toEqual(truthOf(id));
    }
  });
});
