import { expect, test } from 'vitest';
import { secondsOf, seriesOf, tokensOf } from './metrics.ts';

const ROWS = [
  { step: 1, seconds: 10, num_tokens: 100, loss: 2 },
  { step: 2, seconds: 20, num_tokens: 220 },
  { step: 3, seconds: 7, num_tokens: 90, loss: 1 },
  { step: 4, seconds: 16, num_tokens: 150, loss: Number.NaN },
];

test('time and tokens of a run that was resumed are those of all its parts', () => {
  expect(secondsOf(ROWS)).toBe(36);
  expect(tokensOf(ROWS)).toBe(370);
  expect(tokensOf([{ step: 1 }])).toBeUndefined();
});

test('a series holds the steps at which a metric is a number', () => {
  expect(seriesOf(ROWS, 'loss')).toEqual([
    [1, 2],
    [3, 1],
  ]);
});
