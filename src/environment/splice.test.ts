/** Splicing with the real syntax: what an answer changes and what it leaves alone. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splice } from '../agent/index.ts';
import { format } from '../hcl/index.ts';
import { blocksOf } from './blocks.ts';

const MAIN = `# The network.
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16" # wide

  tags = {
    Name = "main"
  }
}

# Strangely set on purpose.
resource "aws_subnet" "a" {
    vpc_id =   aws_vpc.main.id
    cidr_block="10.0.1.0/24"
}

resource "aws_sqs_queue" "old" {
  name = "old"
}
`;
const OUT = `output "vpc" { value = aws_vpc.main.id }\n`;
const BASE = { 'main.tf': MAIN, 'out.tf': OUT, 'notes.txt': 'keep\r\n' };

const change = (answer: Record<string, string>, removed: readonly string[] = []) =>
  splice(BASE, answer, removed, { blocksOf, format });

test('one changed argument changes one line', () => {
  const answer = 'resource "aws_vpc" "main" {\n  cidr_block = "10.1.0.0/16"\n  tags = {\n    Name = "main"\n  }\n}\n';
  expect(change({ 'main.tf': answer })).toEqual({ ...BASE, 'main.tf': MAIN.replace('10.0.0.0/16', '10.1.0.0/16') });
});

test('a block that is only written differently stays byte for byte', () => {
  const answer =
    'resource "aws_subnet" "a" {\n  vpc_id     = aws_vpc.main.id\n  cidr_block = "10.0.1.0/24" # same\n}\n';
  expect(change({ 'main.tf': answer })).toEqual(BASE);
});

test('a new argument and a new nested block go beside their neighbours', () => {
  const answer = `resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
  tags = { Name = "main" }
}
`;
  expect(change({ 'main.tf': answer })['main.tf']).toBe(
    MAIN.replace(
      '  cidr_block = "10.0.0.0/16" # wide\n\n',
      '  cidr_block           = "10.0.0.0/16" # wide\n  enable_dns_hostnames = true\n\n',
    ),
  );
});

test('an argument that the answer leaves out of a block goes', () => {
  const answer = 'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}\n';
  expect(change({ 'main.tf': answer })['main.tf']).not.toContain('tags');
});

test('a new block follows the block it was given after, with its comment', () => {
  const answer = `# out.tf
output "vpc" { value = aws_vpc.main.id }

# The subnet.
output "subnet" {
  value = aws_subnet.a.id
}
`;
  expect(change({ 'out.tf': answer })['out.tf']).toBe(
    `${OUT}\n# The subnet.\noutput "subnet" {\n  value = aws_subnet.a.id\n}\n`,
  );
});

test('blocks are found in whatever file they stand', () => {
  const answer = 'output "vpc" { value = aws_vpc.main.arn }\n';
  expect(change({ 'main.tf': answer })).toEqual({ ...BASE, 'out.tf': answer });
});

test('a new file holds what no file had', () => {
  const answer = 'resource "aws_sns_topic" "t" {\n  name = "t"\n}\n';
  expect(change({ 'topics.tf': `# topics.tf\n${answer}` })).toEqual({ ...BASE, 'topics.tf': answer });
});

test('a block that is named to go goes, and what is around it stays', () => {
  expect(change({}, ['aws_sqs_queue.old'])['main.tf']).toBe(
    MAIN.slice(0, MAIN.indexOf('resource "aws_sqs_queue"') - 1),
  );
  expect(change({}, ['aws_subnet.a'])['main.tf']).toBe(
    MAIN.slice(0, MAIN.indexOf('# Strangely')) + MAIN.slice(MAIN.indexOf('resource "aws_sqs_queue"')),
  );
});

test('a file of which nothing is left is left out', () => {
  expect(Object.keys(change({}, ['output.vpc']))).toEqual(['main.tf', 'notes.txt']);
});

test('what a file that is repeated leaves out goes; what a few changed blocks leave out stays', () => {
  const repeated = MAIN.slice(0, MAIN.indexOf('resource "aws_sqs_queue"'));
  expect(change({ 'main.tf': repeated })['main.tf']).not.toContain('aws_sqs_queue');
  const single = 'resource "aws_subnet" "a" {\n  vpc_id = aws_vpc.main.id\n  cidr_block = "10.0.2.0/24"\n}\n';
  expect(change({ 'main.tf': single })['main.tf']).toContain('aws_sqs_queue');
});

test('an answer that cannot be parsed is taken whole, so that the verifier can say what is wrong with it', () => {
  expect(change({ 'main.tf': 'resource "a" {' })).toEqual({ ...BASE, 'main.tf': 'resource "a" {' });
});

test('a base that cannot be parsed is replaced by the file that is given for it', () => {
  const files = splice({ 'main.tf': 'resource "aws_vpc" {{{\n' }, { 'main.tf': OUT }, [], { blocksOf, format });
  expect(files).toEqual({ 'main.tf': OUT });
});

test('of blocks with one address the one that changed is changed', () => {
  const base = { 'main.tf': 'locals {\n  a = 1\n}\n\nlocals {\n  b = 2\n}\n' };
  const answer = { 'main.tf': 'locals {\n  a = 1\n}\n\nlocals {\n  b = 3\n}\n' };
  expect(splice(base, answer, [], { blocksOf, format })).toEqual(answer);
});

test('splicing a configuration into itself changes nothing', () => {
  const word = fc.stringMatching(/^[a-z]{1,6}$/);
  const block = fc
    .tuple(word, word, fc.array(word, { maxLength: 3 }))
    .map(
      ([type, name, names]) =>
        `resource "${type}" "${name}" {\n${[...new Set(names)].map((each) => `${each} = 1\n`).join(' \n')}}\n`,
    );
  const files = fc.dictionary(
    word.map((name) => `${name}.tf`),
    fc.array(block).map((blocks) => blocks.join('\n')),
  );
  fc.assert(
    fc.property(files, (base) => {
      expect(splice(base, base, [], { blocksOf, format })).toEqual(base);
    }),
  );
});
