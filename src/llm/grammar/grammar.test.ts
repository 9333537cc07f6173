import { expect, test } from 'vitest';
import { parseNative } from '../../hcl/index.ts';
import { seededRandom } from '../../util/seeded-random.ts';
import { extractAnswer } from '../answer.ts';
import { completionOf, createRecogniser, hclGrammar, parseGrammar, sampleGrammar } from './index.ts';

const accepts = (grammar: string, text: string) => {
  const recogniser = createRecogniser(parseGrammar(grammar));
  return recogniser.accept(text) && recogniser.isComplete();
};

test.each([
  ['root ::= "a" | "b" "c"', ['a', 'bc'], ['', 'ab', 'b', 'abc']],
  ['root ::= [a-c]+ [^x-z\\n]?', ['a', 'abc', 'aw', 'cc\\'], ['', 'x', 'ax', 'a\n']],
  ['root ::= ("ab" | "c"){2,3}', ['abab', 'cab', 'ccc'], ['ab', 'cccc', 'aba']],
  ['root ::= "x"{2} "y"{1,} "z"*', ['xxy', 'xxyyzz'], ['xy', 'xx', 'xxz']],
  ['root ::= item ("," item)*\nitem ::= [0-9] | "(" root ")"', ['1', '1,2', '(1,(2,3)),4'], ['1,', '(1', '()']],
  ['root ::= "\\"\\\\" "\\x41\\u00e9" [\\]\\-]', ['"\\Aé]', '"\\Aé-'], ['"\\Aé\\']],
  ['# comment\nroot ::= ( # inside\n  "a"\n | "b")\n  # end', ['a', 'b'], ['c']],
])('%s lets through what it says', (grammar, good, bad) => {
  for (const text of good) expect([text, accepts(grammar, text)]).toEqual([text, true]);
  for (const text of bad) expect([text, accepts(grammar, text)]).toEqual([text, false]);
});

test.each([
  ['root ::= other', /names the rule other/],
  ['other ::= "a"', /no rule root/],
  ['root ::= "a"\nroot ::= "b"', /line 2 .*twice/],
  ['root ::= ("a"', /not closed/],
  ['root ::= "a', /ends inside/],
  ['root = "a"', /a rule was expected/],
])('%s is no grammar', (grammar, message) => {
  expect(() => parseGrammar(grammar)).toThrow(message);
});

test('the shortest completion of a cut-off text is found, and none for a text that does not fit', () => {
  const grammar = 'root ::= "[" value ("," value)* "]"\nvalue ::= [0-9]+ | "true" | root';
  expect(completionOf(grammar, '[1,[tr')).toBe('ue]]');
  expect(completionOf(grammar, '[')).toMatch(/^\d\]$/);
  expect(completionOf(grammar, '[1]')).toBe('');
  expect(completionOf(grammar, '[x')).toBeUndefined();
});

test('many optional parts are followed in time', () => {
  const parts = Array.from({ length: 400 }, (_, index) => `"k${index} "?`).join(' ');
  const started = performance.now();
  expect(accepts(`root ::= ${parts}`, 'k3 k17 k399 ')).toBe(true);
  expect(accepts(`root ::= ${parts}`, 'k17 k3 ')).toBe(false);
  expect(performance.now() - started).toBeLessThan(5000);
});

const parses = (text: string) => {
  const answer = extractAnswer(text);
  if (answer.kind !== 'files') return [`no files in ${text}`];
  return Object.entries(answer.files).flatMap(([name, code]) => {
    const { diagnostics } = parseNative({ name, text: code });
    return diagnostics.map(({ summary, detail }) => `${summary}: ${detail}\n${code}`);
  });
};

const HCL = parseGrammar(hclGrammar());

test('whatever the grammar of HCL lets through parses', () => {
  const random = seededRandom(11);
  for (let count = 0; count < 150; count++) {
    const text = sampleGrammar(HCL, random, 100 + count * 8);
    expect(parses(text)).toEqual([]);
  }
});

test('an answer that is cut off anywhere parses once it is completed', () => {
  const random = seededRandom(5);
  const text = sampleGrammar(HCL, random, 1500);
  for (let cut = 12; cut < text.length; cut += 97) {
    const start = text.slice(0, cut);
    const rest = completionOf(hclGrammar(), start);
    expect(rest).toBeDefined();
    expect(parses(start + rest)).toEqual([]);
  }
});

test('common configurations are within the grammar of HCL', () => {
  const text = `# main.tf
variable "region" {
  type    = string
  default = "eu-west-1"
}

resource "aws_s3_bucket" "logs" {
  bucket = "logs-\${var.region}"

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:GetObject"] }]
  })
}
`;
  expect(accepts(hclGrammar(), text.replace('type    = string', 'type = number.x'))).toBe(true);
  expect(accepts(hclGrammar(), 'resource "aws_vpc" "a" {\n  cidr = "a"\n  cidr = "b"\n}\n')).toBe(false);
});
