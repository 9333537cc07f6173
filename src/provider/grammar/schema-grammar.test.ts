import { afterAll, beforeAll, expect, test } from 'vitest';
import { numberValue } from '../../cty/index.ts';
import { parseGrammar, sampleGrammar } from '../../llm/grammar/index.ts';
import { extractAnswer } from '../../llm/index.ts';
import { seededRandom } from '../../util/seeded-random.ts';
import { createVerifier, type Verifier } from '../../verify/index.ts';
import { failsTest } from '../facts/index.ts';
import { loadPack } from '../pack/index.ts';
import { type GrammarType, requestGrammar, schemaGrammar } from './index.ts';
import { wholeNumbers } from './numbers.ts';
import { stringRule } from './strings.ts';

const address = (name: string) => `registry.terraform.io/hashicorp/${name}`;
const typeOf = (type: string, provider: string, mode: 'managed' | 'data' = 'managed'): GrammarType => ({
  type,
  mode,
  provider: address(provider),
  needed: true,
});

let verifier: Verifier;
beforeAll(async () => {
  verifier = await createVerifier({});
});
afterAll(() => verifier.close());

/** What is said against a text of a grammar, warnings of the packs' facts included, announcements of the provider not. */
async function complaints(text: string): Promise<string[]> {
  const answer = extractAnswer(text);
  if (answer.kind !== 'files') return [`no files in ${text}`];
  const { stages } = await verifier.verify({ id: 'x', files: answer.files });
  const early = stages.filter(({ stage }) => stage === 'init' || stage === 'validate');
  return early
    .flatMap(({ diagnostics }) => diagnostics)
    .filter(({ summary, detail }) => !/deprecat|go away/i.test(`${summary} ${detail}`))
    .map(({ summary, detail, address: where }) => `${where}: ${summary}: ${detail}`);
}

async function sampleAll(grammar: string, count: number, seed: number): Promise<string[]> {
  const parsed = parseGrammar(grammar);
  const random = seededRandom(seed);
  const found: string[] = [];
  for (let index = 0; index < count; index++) found.push(...(await complaints(sampleGrammar(parsed, random, 1200))));
  return found;
}

test.each([
  'aws',
  'azurerm',
  'google',
  'kubernetes',
])('nearly all that grammars of single %s types let through is valid', async (name) => {
  const types = loadPack(address(name))?.names('resource') ?? [];
  const chosen = types.filter((_, index) => index % Math.ceil(types.length / 14) === 0);
  let wrong = 0;
  for (const [index, type] of chosen.entries()) {
    const found = await sampleAll(schemaGrammar([typeOf(type, name)]), 2, index);
    if (found.length > 0) wrong++;
  }
  expect(wrong).toBeLessThanOrEqual(1);
});

test('a grammar of several types lets through configurations that are valid, with references between them', async () => {
  const types = [
    'aws_lambda_function',
    'aws_iam_role',
    'aws_subnet',
    'aws_vpc',
    'aws_s3_bucket',
    'aws_s3_bucket_versioning',
  ];
  const grammar = schemaGrammar([
    ...types.map((type) => typeOf(type, 'aws')),
    typeOf('aws_iam_policy_document', 'aws', 'data'),
  ]);
  expect(await sampleAll(grammar, 10, 1)).toEqual([]);
  const text = sampleGrammar(grammar, seededRandom(4));
  expect(text).toContain('role = aws_iam_role.main.arn');
  expect(text).toContain('vpc_id = aws_vpc.main.id');
  expect(text).toContain('assume_role_policy = data.aws_iam_policy_document.main.json');
});

test('a type that is not certain may be left out and is not referred to', () => {
  const grammar = schemaGrammar([typeOf('aws_subnet', 'aws'), { ...typeOf('aws_vpc', 'aws'), needed: false }]);
  const texts = Array.from({ length: 20 }, (_, seed) => sampleGrammar(grammar, seededRandom(seed), 400));
  expect(texts.some((text) => text.includes('"aws_vpc"'))).toBe(true);
  expect(texts.some((text) => !text.includes('"aws_vpc"'))).toBe(true);
  expect(texts.some((text) => text.includes('aws_vpc.main'))).toBe(false);
});

test('optional arguments that are not wanted are not in the grammar; required ones and needed choices are', () => {
  const grammar = schemaGrammar([typeOf('aws_db_instance', 'aws'), typeOf('aws_s3_bucket', 'aws')], {
    wants: () => false,
  });
  expect(grammar).toContain('instance_class = ');
  expect(grammar).not.toContain('bucket = ');
});

test('a request finds its types, and what it asks for can be said', async () => {
  const grammar = requestGrammar('A versioned S3 bucket for logs') ?? '';
  expect(grammar).toContain('resource \\"aws_s3_bucket\\"');
  expect(grammar).toContain('aws_s3_bucket.main.id');
  expect(await sampleAll(grammar, 10, 3)).toEqual([]);
  expect(requestGrammar('qqq zzz')).toBeUndefined();
});

test('types that no pack knows are refused only if no other is there', () => {
  expect(() => schemaGrammar([typeOf('aws_nothing', 'aws')])).toThrow(/no pack knows/);
  expect(schemaGrammar([typeOf('aws_nothing', 'aws'), typeOf('aws_vpc', 'aws')])).toContain('aws_vpc');
});

test.each([
  [0, 9999, 1],
  [1, 65535, 1],
  [87, 4211, 1],
  [60, 3600, 60],
  [7, 7, 1],
  [128, 10240, 64],
])('numbers from %i to %i by %i stay within', (least, most, step) => {
  const grammar = parseGrammar(`root ::= ${wholeNumbers(least, most, step)}`);
  const random = seededRandom(least + most);
  for (let count = 0; count < 200; count++) {
    const number = Number(sampleGrammar(grammar, random));
    expect(failsTest({ is: 'range', min: least, max: most, multipleOf: step }, numberValue(number))).toBeUndefined();
  }
});

test('a text that must pass several tests passes them all, and none is made where no shape is known', () => {
  const tests = [
    { is: 'pattern', pattern: '^[a-z][a-z0-9-]*$' },
    { is: 'length', min: 5, max: 9 },
  ] as const;
  const random = seededRandom(2);
  for (let count = 0; count < 100; count++) {
    expect(sampleGrammar(`root ::= ${stringRule(tests)}`, random)).toMatch(/^"[a-z][a-z0-9-]{4,8}"$/);
  }
  expect(stringRule([{ is: 'pattern', pattern: '^never\\d{7}$' }])).toBeUndefined();
  expect(stringRule([{ is: 'oneOf', values: ['a"b', '${c}'] }])).toBe('("\\"a\\\\\\"b\\"" | "\\"$${c}\\"")');
});
