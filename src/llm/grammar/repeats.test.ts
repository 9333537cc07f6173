import { expect, test } from 'vitest';
import { withoutRepeats } from './repeats.ts';

const POLICY = `resource "aws_iam_role" "main" {
  name = "a"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
    }, {
      Effect = "Deny"
    }]
  })
}
`;

test('a text without repeats comes out as it is', () => {
  expect(withoutRepeats(POLICY)).toBe(POLICY);
  expect(withoutRepeats('{"a": 1,\n"a": 2}')).toBe('{"a": 1,\n"a": 2}');
});

test('an argument that a block sets twice is set once, also where its value has several lines', () => {
  const text =
    'resource "a" "main" {\n  x = 1\n  tags = {\n    x = "y"\n  }\n  x = 2\n  tags = {\n    z = "y"\n  }\n  b {\n    x = 3\n  }\n}';
  const once = 'resource "a" "main" {\n  x = 1\n  tags = {\n    x = "y"\n  }\n  b {\n    x = 3\n  }\n}';
  expect(withoutRepeats(text)).toBe(once);
});

test('a resource that is declared twice is declared once, and blocks may come again', () => {
  const one = 'resource "a" "main" {\n  b {\n    x = 1\n  }\n  b {\n    x = 2\n  }\n}';
  expect(withoutRepeats(`${one}\n\n${one}`)).toBe(`${one}\n`);
  const other = one.replace('"a"', '"c"');
  expect(withoutRepeats(`${one}\n${other}`)).toBe(`${one}\n${other}`);
});

test('the lines of a heredoc are no arguments', () => {
  const text = 'x = 1\ny = <<EOT\nx = 2\nx = 3\nEOT\nz = "{"\nx = 4\ny = <<EOT\na\nEOT\nw = 1';
  expect(withoutRepeats(text)).toBe('x = 1\ny = <<EOT\nx = 2\nx = 3\nEOT\nz = "{"\nw = 1');
});
