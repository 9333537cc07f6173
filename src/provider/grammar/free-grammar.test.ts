import { expect, test } from 'vitest';
import { createRecogniser, parseGrammar, sampleGrammar } from '../../llm/grammar/index.ts';
import { seededRandom } from '../../util/seeded-random.ts';
import { requestGrammar } from './index.ts';
import { anyOrder, type Part } from './order.ts';
import { createRuleBook } from './rules.ts';
import { statedIn } from './stated.ts';

const REQUEST =
  'We need a VPC with the CIDR block 10.42.0.0/16 and an SQS queue named "orders.fifo" that keeps messages for 1209600 seconds.\n' +
  'Region: eu-west-1';

function accepts(grammar: string, text: string): boolean {
  return createRecogniser(parseGrammar(grammar)).accept(text);
}

test('values that stand in a request are found: quoted, addresses, codes, numbers, the region', () => {
  const { texts, numbers, region } = statedIn(`${REQUEST} It is a "daily report", of type PAY_PER_REQUEST.`);
  expect(texts).toEqual(expect.arrayContaining(['orders.fifo', 'daily report', '10.42.0.0/16', 'PAY_PER_REQUEST']));
  expect(texts).not.toContain('messages');
  expect(numbers).toEqual([1209600]);
  expect(region).toBe('eu-west-1');
});

test('a trained model may write what the request says, laid out as fmt does, in any order and with references', () => {
  const grammar = requestGrammar(REQUEST, { provider: 'aws', free: true }) as string;
  const queue =
    'resource "aws_sqs_queue" "main" {\n  message_retention_seconds = 1209600\n  name                      = "orders.fifo"\n}';
  const vpc =
    'resource "aws_vpc" "main" {\n  cidr_block = "10.42.0.0/16"\n\n  tags = {\n    Name = "a"\n    Team = "b"\n  }\n}';
  for (const text of [`${queue}\n\n${vpc}`, `${vpc}\n${queue}\n`, queue])
    expect(accepts(grammar, text), text).toBe(true);
  expect(accepts(grammar, `provider "aws" {\n  region = "eu-west-1"\n}\n\n${queue}`)).toBe(true);
  expect(accepts(grammar, `${queue}\n\noutput "url" {\n  value = aws_sqs_queue.main.url\n}`)).toBe(true);
});

test('a trained model may not invent types and arguments, nor leave out what is required', () => {
  const grammar = requestGrammar(REQUEST, { provider: 'aws', free: true }) as string;
  expect(accepts(grammar, 'resource "aws_sqs_magic"')).toBe(false);
  expect(accepts(grammar, 'resource "aws_sqs_queue" "main" {\n  magic')).toBe(false);
  const policy = requestGrammar('An IAM role for EC2', { provider: 'aws', free: true }) as string;
  expect(accepts(policy, 'resource "aws_iam_role" "main" {\n  name = "a"\n')).toBe(true);
  expect(accepts(policy, 'resource "aws_iam_role" "main" {\n  name = "a"\n}')).toBe(false);
});

test('a strict grammar too lets in the values that the request states', () => {
  const grammar = requestGrammar('A VPC with the CIDR block 172.23.0.0/16', { provider: 'aws' }) as string;
  expect(grammar).toContain('172.23.0.0/16');
  expect(grammar).not.toContain('10.0.0.0/16');
});

test('parts come in any order, each once, without those that they exclude, and with what is needed', () => {
  const part = (name: string, must = false, excludes: readonly string[] = []): Part => {
    return { name, rule: `"${name}"`, must, excludes: new Set(excludes) };
  };
  const book = createRuleBook();
  const parts = [part('a', true), part('b', false, ['c']), part('c'), part('d')];
  const grammar = parseGrammar(book.text(anyOrder(parts, [['b', 'c']], book, '""')));
  const random = seededRandom(5);
  const words = new Set(Array.from({ length: 400 }, () => sampleGrammar(grammar, random)));
  for (const word of words) {
    expect(new Set(word).size).toBe(word.length);
    expect(word).toMatch(/a/);
    expect(word.includes('b') !== word.includes('c')).toBe(true);
  }
  // a with b or c, in both orders, and d anywhere or nowhere.
  expect(words.size).toBe(2 * (2 + 6));
});

test('what is there may stay under its own label, and be joined by new resources', () => {
  const queue = 'resource "aws_sqs_queue" "jobs" {\n  name = "jobs"\n}';
  const base = `terraform {\n  required_version = ">= 1.5"\n}\n\n${queue}\n`;
  const request = 'Encrypt the SQS queue with a KMS key.';
  const grammar = requestGrammar(request, { provider: 'aws', free: true, base }) as string;
  expect(accepts(grammar, `${queue}\n\nresource "aws_kms_key" "main" {\n  enable_key_rotation = true\n}`)).toBe(true);
  expect(accepts(grammar, 'resource "aws_sqs_queue" "other" {')).toBe(false);
  expect(requestGrammar(request, { provider: 'aws', free: true, base: `${base}\nmodule "a" {\n}` })).toBeUndefined();
});
