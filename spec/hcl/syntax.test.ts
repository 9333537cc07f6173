import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { format, parseNative } from '../../src/hcl/index.ts';
import { lineAt } from '../../src/source/index.ts';

interface Case {
  readonly text: string;
  readonly errors?: readonly string[];
  readonly formatted?: string;
}

test('damaged texts have the problems, on the lines, that the real fmt names; sound ones become the same text', () => {
  const cases = JSON.parse(readFileSync(new URL('syntax.json', import.meta.url), 'utf8')) as readonly Case[];
  for (const { text, errors, formatted } of cases) {
    const source = { name: 'x.tf', text };
    const found = parseNative(source).diagnostics.map(
      ({ summary, span }) => `${summary}@${span === undefined ? 0 : lineAt(source, span.start)}`,
    );
    expect([...new Set(found)].sort(), text).toEqual([...(errors ?? [])].sort());
    if (formatted !== undefined) expect(format(text)).toBe(formatted);
  }
});
