import { expect, test } from 'vitest';
import { bootstrapInterval } from './bootstrap.ts';
import { pairedDifference } from './paired.ts';
import { passAtK } from './pass-at-k.ts';

test('pass@k is the chance that k of n answers hold a correct one', () => {
  expect(passAtK(1, 1, 1)).toBe(1);
  expect(passAtK(1, 0, 1)).toBe(0);
  expect(passAtK(4, 1, 1)).toBeCloseTo(0.25, 12);
  expect(passAtK(5, 2, 2)).toBeCloseTo(1 - 3 / 10, 12);
  expect(passAtK(10, 3, 5)).toBeCloseTo(1 - 21 / 252, 12);
  expect(passAtK(5, 3, 3)).toBe(1);
  expect(() => passAtK(2, 1, 3)).toThrow(RangeError);
});

test('the bootstrap interval holds the mean, is narrow for equal values and repeats itself', () => {
  expect(bootstrapInterval([0.5, 0.5, 0.5])).toEqual([0.5, 0.5]);
  const values = Array.from({ length: 100 }, (_, i) => (i < 50 ? 0 : 1));
  const [low, high] = bootstrapInterval(values);
  expect(low).toBeGreaterThan(0.36);
  expect(low).toBeLessThan(0.44);
  expect(high).toBeGreaterThan(0.56);
  expect(high).toBeLessThan(0.64);
  expect(bootstrapInterval(values)).toEqual([low, high]);
});

test('a paired difference is significant when all agree and not when they cancel', () => {
  const clear = pairedDifference(Array.from({ length: 20 }, () => 0.3));
  expect(clear.difference).toBeCloseTo(0.3, 12);
  expect(clear.p).toBeLessThan(0.001);
  expect(pairedDifference([0.3, -0.3, 0.1, -0.1]).p).toBeGreaterThan(0.9);
  expect(pairedDifference([]).p).toBe(1);
});
