import { expect, test } from 'vitest';
import { parseNative } from '../../hcl/index.ts';
import type { PathStep } from '../../provider/index.ts';
import { positionAt } from '../../source/index.ts';
import { spanOfPath } from './path-span.ts';

const ONE = `rule {
  transition {
    days = 1
  }
}
`;
const TWO = ONE.replace('}\n}', '}\n  transition {\n  }\n}');

const attribute = (name: string): PathStep => ({ kind: 'attribute', name });

function lineOf(text: string, ...path: PathStep[]): number {
  const { value } = parseNative({ name: 'main.tf', text });
  const { source, start } = spanOfPath(value, path);
  return positionAt(source, start).line;
}

test('a path that ends in the only nested block of a name means that block', () => {
  const first: PathStep = { kind: 'index', key: 0 };
  expect(lineOf(ONE, attribute('rule'), first, attribute('transition'))).toBe(2);
});

test('a path that ends in one of several nested blocks means the block around them', () => {
  const first: PathStep = { kind: 'index', key: 0 };
  expect(lineOf(TWO, attribute('rule'), first, attribute('transition'))).toBe(1);
});

test('a path of one step never enters a block', () => {
  expect(lineOf(`\n\n${ONE}`, attribute('rule'))).toBe(1);
});
