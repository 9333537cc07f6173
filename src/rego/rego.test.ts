import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compilePolicy,
  type Dialect,
  type EvaluateOptions,
  errorText,
  evaluateQuery,
  runPolicyTests,
  toPlainJson,
} from './index.ts';

function answers(
  text: string,
  query: string,
  input: unknown = {},
  options: EvaluateOptions & { dialect?: Dialect } = {},
) {
  const { dialect = 'v1', ...rest } = options;
  const { policy, errors } = compilePolicy([{ name: 'p.rego', text: `package p\n${text}` }], { dialect });
  if (policy === undefined) return errors.map(errorText);
  const outcome = evaluateQuery(policy, query, input, rest);
  return (
    outcome.bindings?.map((binding) =>
      Object.fromEntries(Object.entries(binding).map(([name, value]) => [name, toPlainJson(value)])),
    ) ?? outcome.errors.map(errorText)
  );
}

const value = (text: string, input: unknown = {}, dialect: Dialect = 'v1') =>
  answers(text, 'x = data.p', input, { dialect })[0];

describe('undefined', () => {
  test('a rule that does not hold is absent, not false', () => {
    expect(value('a if input.x')).toEqual({ x: {} });
  });
  test('a value of null is a value', () => {
    expect(value('a := null\nb := object.get({"k": null}, "k", 1)')).toEqual({ x: { a: null, b: null } });
  });
  test('an argument that is undefined makes a negated call undefined, but not a negated comparison', () => {
    expect(value('a if not startswith(input.x, "b")\nb if not input.x == 1')).toEqual({ x: { b: true } });
  });
  test('print shows what is undefined and does not fail', () => {
    const lines: string[] = [];
    answers('a if print("x", input.x)', 'data.p.a', {}, { print: (line) => lines.push(line) });
    expect(lines).toEqual(['x <undefined>']);
  });
});

describe('numbers', () => {
  test('fractions are those of 64-bit floats', () => {
    expect(value('a := 0.1 + 0.2\nb := 4.35 * 100')).toEqual({ x: { a: 0.3, b: 435 } });
  });
  test('integers have no bound', () => {
    expect(value('a := (100000000000000000000 + 1) % 10')).toEqual({ x: { a: 1 } });
  });
});

describe('compile errors carry code and line', () => {
  test.each([
    ['a if { y == 1 }', 'p.rego:2: rego_unsafe_var_error: var y is unsafe'],
    ['a := b\n\nb := c', 'p.rego:4: rego_unsafe_var_error: var c is unsafe'],
    ['a := data.p.a', 'p.rego:2: rego_recursion_error: rule data.p.a is recursive: data.p.a -> data.p.a'],
    ['a contains 1\na := 2', 'p.rego:2: rego_type_error: conflicting rules data.p.a found'],
    ['a := nothing(1)', 'p.rego:2: rego_type_error: undefined function nothing'],
    ['a := count(1)', 'p.rego:2: rego_type_error: count: invalid argument(s)'],
    ['a if { some i }', 'p.rego:2: rego_compile_error: declared var i unused'],
    ['a { true }', 'p.rego:2: rego_parse_error: `if` keyword is required before rule body'],
  ])('%j', (text, expected) => {
    expect(answers(text, 'x = data.p')).toContain(expected);
  });
});

describe('evaluation errors', () => {
  test('two values for one complete rule are a conflict', () => {
    expect(answers('a := 1\na := 2', 'x = data.p')).toEqual([
      'p.rego:3: eval_conflict_error: complete rules must not produce multiple outputs',
    ]);
  });
  test('an error of a built-in is undefined, and the outcome in strict mode', () => {
    expect(answers('a := 1 / input.x', 'x = data.p', { x: 0 })).toEqual([{ x: {} }]);
    expect(answers('a := 1 / input.x', 'x = data.p', { x: 0 }, { strict: true })).toEqual([
      'p.rego:2: eval_builtin_error: div: divide by zero',
    ]);
  });
  test('steps are bounded', () => {
    const text = 'a := count([1 | some i in numbers.range(1, 1000); some j in numbers.range(1, 1000); i < j])';
    expect(answers(text, 'x = data.p', {}, { limits: { steps: 10_000 } })).toEqual([
      'eval_cancel_error: step limit reached',
    ]);
  });
  test('requests over the network are refused', () => {
    const text = 'a := http.send({"method": "get", "url": "http://localhost"})';
    expect(answers(text, 'x = data.p', {}, { strict: true })[0]).toContain('requests over the network are refused');
  });
});

describe('dialects', () => {
  test('v0 has partial sets by brackets and bodies without if', () => {
    expect(value('a[x] { x := input.xs[_]; x > 1 }', { xs: [1, 2, 3] }, 'v0')).toEqual({ x: { a: [2, 3] } });
  });
  test('left to itself, text that only parses as v1 is v1', () => {
    const { policy, errors } = compilePolicy([{ name: 'p.rego', text: 'package p\na if true' }]);
    expect(errors).toEqual([]);
    expect(policy?.dialect).toBe('v1');
  });
});

test('with replaces input, data and functions for one expression', () => {
  const text = [
    'a if input.x == 1',
    'b if a with input.x as 1',
    'c := x if x := data.cfg.n with data.cfg as {"n": 7}',
    'd := x if x := f(1) with f as g',
    'f(x) := x',
    'g(x) := x + 10',
  ].join('\n');
  expect(value(text)).toEqual({ x: { b: true, c: 7, d: 11 } });
});

test('tests report what failed and which lines were reached', () => {
  const text =
    'package p\nallow if input.x > 1\ntest_yes if allow with input as {"x": 2}\ntest_no if allow with input as {"x": 0}\n';
  const outcome = runPolicyTests([{ name: 'p.rego', text }]);
  if ('errors' in outcome) throw new Error('does not compile');
  expect(outcome.results.map(({ name, status }) => `${name} ${status}`)).toEqual([
    'data.p.test_yes passed',
    'data.p.test_no failed',
  ]);
  expect(outcome.coverage.percent).toBe(100);
});

test('no text makes the compiler throw', () => {
  const word = fc.constantFrom(
    'package p\n',
    'a',
    ' if ',
    '{',
    '}',
    '[',
    ']',
    ':=',
    '=',
    '|',
    'not ',
    'some ',
    'every ',
    ' in ',
    '"x"',
    '1',
    '.',
    '(',
    ')',
    ',',
    '\n',
    'with ',
    ' as ',
    'input',
    'else',
    '_',
    '$"{',
    '`',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 25 }), (words) => {
      compilePolicy([{ name: 'p.rego', text: `package p\n${words.join('')}` }]);
    }),
    { numRuns: 2_000 },
  );
});

test('nested brackets cost no more than their length, and too many are refused', () => {
  const nested = (depth: number) => `a := ${'{'.repeat(depth)}1${'}'.repeat(depth)}`;
  expect(answers(nested(100), 'x = data.p')).toHaveLength(1);
  expect(answers(nested(2_000), 'x = data.p')[0]).toContain('max parse recursion depth exceeded');
});
