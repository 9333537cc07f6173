import { expect, test } from 'vitest';
import { formatNumeric } from './decimal.ts';
import { add, divide, modulo, multiply, negate, numericFromDouble, parseNumeric } from './number.ts';
import type { Numeric } from './value.ts';

const number = (text: string) => parseNumeric(text) as Numeric;
const text = (value: Numeric | undefined) => (value === undefined ? 'none' : formatNumeric(value));

test('decimal fractions add up as written', () => {
  expect(text(add(number('0.1'), number('0.2')))).toBe('0.3');
});

test('a third has the digits that Terraform prints', () => {
  expect(text(divide(1, 3))).toMatch(/^0\.3{152,}5$/);
});

test('integers beyond 2^53 stay exact', () => {
  expect(text(add(9007199254740992, 1))).toBe('9007199254740993');
  expect(text(multiply(number('123456789123456789'), number('987654321987654321')))).toBe(
    '121932631356500531347203169112635269',
  );
});

test('division by zero is infinite, zero by zero is nothing, and the remainder by zero is the dividend', () => {
  expect(text(divide(1, 0))).toBe('+Inf');
  expect(text(divide(0, 0))).toBe('none');
  expect(text(modulo(5, 0))).toBe('5');
});

test('a number from a double prints like a double', () => {
  expect(text(numericFromDouble(2 ** 0.5))).toBe('1.4142135623730951');
});

test('minus zero keeps its sign', () => {
  expect(text(negate(0))).toBe('-0');
});

test('what is not a number is refused', () => {
  for (const bad of ['', ' 1', '1_000', '0x10', 'x', '1e', '--1']) expect(parseNumeric(bad)).toBeUndefined();
});
