import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Expression, NativeBody } from './ast.ts';
import { format } from './format/format.ts';
import { parseJsonBody } from './json-parser.ts';
import { parseExpression, parseNative, parseTemplate } from './parse.ts';

const pieces = fc.constantFrom(
  ...[
    'a',
    ' ',
    '\n',
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    '"',
    '${',
    '%{',
    '~}',
    '<<E\n',
    'E\n',
    '=',
    ',',
    '.',
    '*',
    '1',
    '-',
  ],
  ...['for', 'in', 'if', ':', '?', '=>', '...', '#', '/*', '*/', '\\', '$', 'é', '&&', '==', 'null', 'x "y" {\n'],
);
const texts = fc.oneof(
  fc.string(),
  fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')),
);

test('parsing never throws', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const source = { name: 'x', text };
      parseNative(source);
      parseExpression(source);
      parseTemplate(source);
      parseJsonBody(source);
    }),
    { numRuns: 3000 },
  );
});

test('spans lie in the text, and those of attributes in that of their body', () => {
  const check = (body: NativeBody, start: number, end: number): void => {
    for (const { span, expression } of body.attributes.values()) {
      expect(span.start >= start && span.end <= end && span.start <= span.end).toBe(true);
      inside(expression, span.start, end);
    }
    for (const block of body.blocks) check(block.body as NativeBody, block.typeSpan.start, end);
  };
  const inside = ({ span }: Expression, start: number, end: number): void => {
    expect(span.start >= start && span.end <= end).toBe(true);
  };
  fc.assert(
    fc.property(texts, (text) => check(parseNative({ name: 'x', text }).value, 0, text.length)),
    { numRuns: 2000 },
  );
});

test('formatting twice changes nothing more', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom('a=1\n', 'b  =  [1,\n2]\n', 'c {\nd = "$' + '{x}"\n}\n', '# e\n', 'f = <<E\nx\nE\n', '\n'),
        {
          maxLength: 12,
        },
      ),
      (lines) => {
        const once = format(lines.join(''));
        expect(format(once)).toBe(once);
      },
    ),
  );
});

test('nesting past the limit ends at once with a message that names it', () => {
  for (const text of [`a = ${'['.repeat(100_000)}`, `a = ${'!'.repeat(100_000)}`, `a = b${'[c]'.repeat(100_000)}`]) {
    const { diagnostics } = parseNative({ name: 'x', text });
    expect(diagnostics.map(({ summary }) => summary)).toEqual(['Nesting too deep']);
    expect(diagnostics[0]?.detail).toContain('maxNesting');
  }
});
