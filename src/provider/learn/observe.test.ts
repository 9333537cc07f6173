import { expect, test } from 'vitest';
import { groupsOf } from './groups.ts';
import { explain } from './hypotheses.ts';
import { clustersOf, type Observation, pathOf, templateOf } from './observe.ts';

const path = pathOf(['rule', 'name'], new Set([0]));
const problem = (title: string, detail = '') => [{ title, detail, place: 'rule.name' }];

test('a message becomes a template with holes for the place, the value and the value set', () => {
  expect(templateOf('expected rule.0.name to be one of ["a" "b"], got zqzq', 'zqzq', path)).toEqual({
    text: 'expected {path} to be one of {values}, got {value}',
    values: ['a', 'b'],
  });
});

test('messages that differ only after a colon are one, with a reason', () => {
  const observations: Observation[] = [
    { value: 'arn:zzq', problems: problem('"n" (arn:zzq) is an invalid ARN: arn: not enough sections') },
    { value: 'zqzqzq', problems: problem('"n" (zqzqzq) is an invalid ARN: arn: invalid prefix') },
    { value: 'arn:aws:iam::123456789012:role/x', problems: [] },
  ];
  const [cluster, ...others] = clustersOf(observations, path);
  expect(others).toEqual([]);
  expect(cluster?.title).toBe('"n" ({value}) is an invalid ARN: {reason}');
  expect(explain(cluster as never, ['arn:aws:iam::123456789012:role/x'], [])).toEqual({ is: 'format', format: 'arn' });
});

test('bounds in a message are proved against the answers', () => {
  const title = (value: string) => `expected length of rule.0.name to be in the range (1 - 4), got ${value}`;
  const observations: Observation[] = [
    { value: 'zqzqz', problems: problem(title('zqzqz')) },
    { value: '', problems: problem(title('')) },
  ];
  const [cluster] = clustersOf(observations, path);
  expect(explain(cluster as never, ['a', 'zqzq'], [])).toEqual({ is: 'length', min: 1, max: 4 });
  expect(explain(cluster as never, ['a', 'zqzqzq'], [])).toBeUndefined();
});

test('a rule that is described in words is found', () => {
  const title = 'invalid value for name (must contain only alphanumeric characters, hyphens, and slashes)';
  const observations = ['a b', 'a_b', '!x!'].map((value): Observation => ({ value, problems: problem(title) }));
  const [cluster] = clustersOf(observations, path);
  expect(explain(cluster as never, ['a-b/c', 'A1'], [])).toMatchObject({ is: 'pattern' });
});

test('groups are read from the messages that name their members', () => {
  const conflict = (rival: string) => ({
    title: 'Conflicting configuration arguments',
    detail: `"rule.0.a": conflicts with ${rival}`,
    place: 'rule.a',
  });
  const one = {
    title: 'Invalid combination of arguments',
    detail: '"x": one of `x,rule.0.a` must be specified',
    place: 'x',
  };
  expect(groupsOf([conflict('b'), conflict('rule.0.c'), one])).toMatchObject([
    { is: 'conflictsWith', path: 'rule.a', paths: ['b', 'rule.c'] },
    { is: 'exactlyOneOf', path: 'x', paths: ['x', 'rule.a'] },
  ]);
});
