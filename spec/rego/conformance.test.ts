/**
 * OPA's own cases. They lie beside the project; where they are missing this says so and the cases of ours still run.
 * What fails is listed, with a reason a line, in `known-failures.txt`: a listed case that passes is a failure too.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadCases, runCase, SUITES } from './conformance.ts';

const known = new Map<string, string>();
for (const line of readFileSync(new URL('known-failures.txt', import.meta.url), 'utf8').split('\n')) {
  const [name = '', reason = ''] = line.split('\t');
  if (name !== '' && !name.startsWith('#')) known.set(name, reason);
}

/** A case is named by suite, folder and note; a whole family by suite, folder and `*`. */
function reasonFor(suite: string, file: string, note: string): string | undefined {
  const folder = file.split('/')[0];
  return known.get(`${suite} ${folder}/*`) ?? known.get(`${suite} ${note}`);
}

for (const { name, dialect, file } of SUITES) {
  const cases = loadCases(file);
  if (cases === undefined) console.warn(`SKIPPED: OPA's cases ${name} are not beside the project (${file.pathname})`);
  describe.skipIf(cases === undefined)(`OPA's cases ${name}`, () => {
    test('every case passes except those listed, and those fail', () => {
      const surprises: string[] = [];
      const familiesThatFail = new Set<string>();
      const expected = new Map<string, boolean>();
      let passed = 0;
      for (const one of cases ?? []) {
        const difference = runCase(one, dialect);
        const reason = reasonFor(name, one.file, one.note);
        const folder = one.file.split('/')[0];
        if (difference === undefined) passed++;
        if (difference !== undefined && reason === undefined) surprises.push(`${one.note}: ${difference}`);
        if (known.has(`${name} ${folder}/*`)) {
          if (difference !== undefined) familiesThatFail.add(`${name} ${folder}/*`);
        } else if (reason !== undefined) {
          const key = `${name} ${one.note}`;
          expected.set(key, (expected.get(key) ?? false) || difference !== undefined);
        }
      }
      for (const [key, fails] of expected) if (!fails) surprises.push(`${key}: listed, but passes`);
      console.log(`${name}: ${passed} of ${cases?.length ?? 0} cases pass`);
      expect(surprises).toEqual([]);
    });
  });
}
