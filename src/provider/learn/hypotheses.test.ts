import { expect, test } from 'vitest';
import { explain, explainAlternatives } from './hypotheses.ts';
import type { Cluster, Probe } from './observe.ts';

const cluster = (title: string, failing: readonly Probe[], values?: readonly string[]): Cluster => ({
  title,
  detail: '',
  values,
  failing: new Set(failing),
  titles: new Map(failing.map((probe) => [probe, title])),
});

test('a range is the one that the message names and every answer bears out', () => {
  const found = explain(cluster('expected x to be in the range (0 - 900), got -1', [-1, 901, 1000]), [0, 1, 900], []);
  expect(found).toEqual({ is: 'range', min: 0, max: 900 });
});

test('a message whose numbers the answers contradict gives no rule', () => {
  expect(explain(cluster('expected x to be in the range (0 - 900)', [-1, 500]), [0, 300, 900], [])).toBeUndefined();
});

test('a name rule in words is found in the library of patterns', () => {
  const bad = ['a b', 'a/b', '!'];
  const good = ['abc', 'A-1', 'a_b', ''];
  const found = explain(cluster('must contain only alphanumeric characters, hyphens and underscores', bad), good, []);
  expect(found).toEqual({ is: 'pattern', pattern: '^[0-9A-Za-z_-]*$' });
});

test('two messages for the same values are alternatives of which one must hold', () => {
  const bad = [-1, 1, 59, 61];
  const found = explainAlternatives(
    [
      cluster('expected period to be one of [10 20 30]', bad, ['10', '20', '30']),
      cluster('expected period to be divisible by 60', bad),
    ],
    [10, 20, 30, 60, 120],
  );
  expect(found?.map(({ test: rule }) => rule)).toEqual([
    { is: 'oneOf', values: [10, 20, 30] },
    { is: 'range', multipleOf: 60 },
  ]);
});
