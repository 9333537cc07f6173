/** Known failures of a suite, or of the part of it whose names begin with `prefix`: a name and a reason a line. A listed case that passes fails the suite, as an unlisted one that fails does. */
import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';

export function expectLedger(file: URL, failures: readonly string[], prefix = ''): void {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const known = lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t')[0] as string)
    .filter((name) => name.startsWith(prefix));
  expect({
    unexpected: failures.filter((name) => !known.includes(name)),
    repaired: known.filter((name) => !failures.includes(name)),
  }).toEqual({ unexpected: [], repaired: [] });
}
