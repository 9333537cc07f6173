import { expect, test } from 'vitest';
import { stringValue } from '../../cty/index.ts';
import { callArnFunction } from './functions.ts';

test.each([
  ['arn_parse', 'nope'],
  ['arn_parse', 'arn:aws:iam'],
  ['trim_iam_role_path', 'arn:aws:s3:::x'],
  ['trim_iam_role_path', 'arn:aws:iam::123456789012:user/x'],
])('%s refuses %s as a call, without naming an argument', (name, text) => {
  const answer = callArnFunction(name, [stringValue(text)]);
  expect(answer).toMatchObject({ error: expect.any(String) });
  expect(answer).not.toHaveProperty('argument');
});
