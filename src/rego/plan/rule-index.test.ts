import { expect, test } from 'vitest';
import { compilePolicy, evaluateQuery, toPlainJson } from '../index.ts';

function evaluated(rules: string, input: unknown, query = 'x = data.p.r') {
  const { policy } = compilePolicy([{ name: 'p.rego', text: `package p\n${rules}` }], { dialect: 'v1' });
  const { bindings, errors } = evaluateQuery(policy as NonNullable<typeof policy>, query, input);
  return errors[0]?.code ?? bindings?.map(({ x }) => toPlainJson(x ?? null));
}

const many = (rule: (index: number) => string) => Array.from({ length: 20 }, (_, index) => rule(index)).join('\n');

test('of many rules those that ask for what the input has give the value', () => {
  const rules = many((index) => `r := ${index} if { input.a.kind == "k${index}"; input.on }`);
  expect(evaluated(rules, { a: { kind: 'k7' }, on: true })).toEqual([7]);
  expect(evaluated(rules, { a: { kind: 'k7' }, on: false })).toEqual([]);
  expect(evaluated(rules, { a: { kind: 'none' }, on: true })).toEqual([]);
  expect(evaluated(rules, undefined)).toEqual([]);
});

test('rules that do not ask, and rules with an else, are run all the same', () => {
  const rules = `${many((index) => `r contains ${index} if input.n == ${index % 5}`)}\nr contains "always" if input.n >= 0`;
  expect(evaluated(rules, { n: 3 })).toEqual([[3, 8, 13, 18, 'always']]);
  const chain = `${many((index) => `r := "low" if { input.n == ${index + 100} } else := "else" if { input.n == 1 }`)}`;
  expect(evaluated(chain, { n: 1 })).toEqual(['else']);
});

test('two rules under one constant may still disagree, and a name is not a number', () => {
  expect(evaluated(`${many((index) => `r := ${index} if input.n == ${index % 19}`)}`, { n: 0 })).toBe(
    'eval_conflict_error',
  );
  const mixed = many((index) => `r := ${index} if input[${index % 2 === 0 ? '1' : '"1"'}] == ${index}`);
  expect(evaluated(mixed, { '1': 3 })).toEqual([3]);
  expect(evaluated(mixed, ['a', 4])).toEqual([4]);
});

test('functions are filed under constant arguments', () => {
  const rules = `${many((index) => `f("k${index}", x) := x + ${index}`)}\ndefault f(_, _) := "none"`;
  expect(evaluated(rules, {}, 'x = [data.p.f("k3", 1), data.p.f("zz", 1)]')).toEqual([[4, 'none']]);
});
