/** Small cases of our own with what the real Terraform 1.11.4 says at `validate` and at `init` (see record.ts). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseCases } from './case-file.ts';
import { asSet, initialised, loaded, loadPhase, type RecordedDiagnostic } from './case-set.ts';

const FOLDER = join(import.meta.dirname, 'recorded');
const cases = parseCases(readFileSync(join(FOLDER, 'cases.txt'), 'utf8'));
const recorded = JSON.parse(readFileSync(join(FOLDER, 'terraform-1.11.4.json'), 'utf8')) as Record<
  string,
  { validate: RecordedDiagnostic[]; init: RecordedDiagnostic[] }
>;
const known = new Map(
  readFileSync(join(FOLDER, 'known-failures.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t') as [string, string]),
);

function agrees(name: string, ours: readonly string[], truth: readonly string[]): void {
  if (known.has(name)) expect(ours, 'a known failure passes: remove it from the ledger').not.toEqual(truth);
  else expect(ours).toEqual(truth);
}

describe('validate', () => {
  for (const [name, files] of cases) {
    test(name, () => {
      const truth = loadPhase(recorded[name]?.validate ?? []);
      // Where init could not install a module, validate says so and nothing else; our install problems are init's.
      if (truth.some(({ summary }) => summary === 'Module not installed')) return;
      agrees(`validate: ${name}`, asSet(loaded(files, 'local')), asSet(truth));
    });
  }
});

describe('init', () => {
  for (const [name, files] of cases) {
    test(name, () => {
      agrees(`init: ${name}`, asSet(initialised(files)), asSet(recorded[name]?.init ?? []));
    });
  }
});
