import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { limits, setLimits } from './limits.ts';

test('docs/limits.md names every limit with its default, and no other', () => {
  const page = readFileSync(fileURLToPath(new URL('../../docs/limits.md', import.meta.url)), 'utf8');
  const documented = [...page.matchAll(/^\| `(\w+)` \| ([\d,]+) \|/gm)].map(([, name, value]) => [
    name,
    Number(value?.replaceAll(',', '')),
  ]);
  expect(Object.fromEntries(documented)).toEqual(limits);
});

test('a limit that there is not, and a value that is no whole number, are refused', () => {
  expect(() => setLimits({ maxNothing: 1 } as object)).toThrow('there is no limit maxNothing');
  expect(() => setLimits({ maxElements: 0.5 })).toThrow('maxElements');
});
