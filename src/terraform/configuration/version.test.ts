import { expect, test } from 'vitest';
import { newestSatisfying, parseConstraints, parseVersion, satisfies, type Version } from './version.ts';

function holds(version: string, constraint: string): boolean {
  const constraints = parseConstraints(constraint);
  if (typeof constraints === 'string') throw new Error(constraints);
  return satisfies(parseVersion(version) as Version, constraints);
}

test('the pessimistic operator lets only the last written segment grow', () => {
  expect(holds('1.11.4', '~> 1.9')).toBe(true);
  expect(holds('1.11.4', '~> 1.9.0')).toBe(false);
  expect(holds('2.0.0', '~> 1.9')).toBe(false);
  expect(holds('5.90.0', '~> 5')).toBe(true);
});

test('all parts of a constraint must hold', () => {
  expect(holds('4.3.1', '>= 4.0, != 4.3.1')).toBe(false);
  expect(holds('4.3.2', '>= 4.0, != 4.3.1')).toBe(true);
});

test('a prerelease matches only a constraint that names one of the same version', () => {
  expect(holds('1.10.0-beta1', '>= 1.9.0')).toBe(false);
  expect(holds('1.10.0-beta2', '>= 1.10.0-beta1')).toBe(true);
});

test('what is not a constraint is said in a sentence', () => {
  expect(typeof parseConstraints('latest')).toBe('string');
  expect(typeof parseConstraints('')).toBe('string');
});

test('the newest version that fits is chosen by number', () => {
  const constraints = parseConstraints('>= 5.0');
  expect(typeof constraints === 'string' ? '' : newestSatisfying(['5.9.0', '5.90.0', '4.99.0'], constraints)).toBe(
    '5.90.0',
  );
});
