import { expect, test } from 'vitest';
import { judgePolicy } from './index.ts';

const POLICY = `package terraform.validation

default is_valid_bucket = false

is_valid_bucket {
  resource := input.resource_changes[_]
  resource.type == "aws_s3_bucket"
  resource.change.after.bucket == "logs"
}

has_tags {
  input.resource_changes[_].change.after.tags
}

names = [name | name := input.resource_changes[_].name]
`;
const plan = (after: unknown) => ({ resource_changes: [{ type: 'aws_s3_bucket', name: 'a', change: { after } }] });

test('rules are passed, failed or undefined, and collections are no rules', () => {
  expect(judgePolicy(POLICY, plan({ bucket: 'logs', tags: {} })).rules).toEqual({
    is_valid_bucket: 'passed',
    has_tags: 'passed',
  });
  expect(judgePolicy(POLICY, plan({ bucket: 'other' })).rules).toEqual({
    is_valid_bucket: 'failed',
    has_tags: 'undefined',
  });
});

test('an undefined rule fails the strict verdict only', () => {
  const { verdict, strict, score } = judgePolicy(POLICY, plan({ bucket: 'logs' }));
  expect({ verdict, strict, score }).toEqual({ verdict: 'success', strict: 'failure', score: 0.5 });
});

test('the certificate names the expression and what it saw', () => {
  const [cause] = judgePolicy(POLICY, plan({ bucket: 'other', tags: {} })).certificate;
  expect(cause).toMatchObject({
    rule: 'is_valid_bucket',
    status: 'failed',
    expression: 'resource.change.after.bucket == "logs"',
    row: 8,
  });
  expect(cause?.message).toContain('"bucket": "other"');
});

test('zero counts as false, as it does in the original', () => {
  expect(judgePolicy('package p\nn = 0', {}).verdict).toBe('failure');
});

test('a policy that does not compile is an error with its place', () => {
  const { error, verdict } = judgePolicy('package p\na { b }', {});
  expect(verdict).toBe('failure');
  expect(error).toMatchObject({ code: 'rego_unsafe_var_error', row: 2 });
});
