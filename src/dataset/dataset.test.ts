import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseCsv } from './csv.ts';
import { createDataset, formatRowProblem, loadDataset, streamDataset } from './index.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'terrasmith-dataset-'));

function written(name: string, text: string | Uint8Array): string {
  const path = join(folder(), name);
  writeFileSync(path, text);
  return path;
}

const row = (fields: object) => `${JSON.stringify({ instance_id: 'a', problem_statement: 'A bucket.', ...fields })}\n`;

test('a row of terraform-llm loads unchanged', async () => {
  const fields = {
    instance_id: 'terraform-aws-s3-001',
    problem_statement: 'Create an S3 bucket.',
    difficulty: 'easy',
    tags: ['aws', 's3'],
    provider: 'aws',
    region: 'us-east-1',
    expected_resources: { aws_s3_bucket: 1 },
    required_outputs: ['bucket_name'],
    validation_script: null,
    setup_script: null,
    metadata: { author: 'someone' },
    gold_solution: { 'main.tf': 'resource "aws_s3_bucket" "a" {}' },
    hints: ['Use a prefix.'],
  };
  const dataset = await loadDataset(written('tasks.jsonl', row(fields)));
  const { validation_script: _, setup_script: __, ...kept } = fields;
  expect(dataset.problems).toEqual([]);
  expect(dataset.instances).toEqual([kept]);
});

test('a bad row is refused with line, field and expectation while the others load', async () => {
  const text = [
    row({ instance_id: 'good-1' }),
    row({ instance_id: 'level', difficulty: 'extreme' }),
    '{"instance_id": "cut\n',
    row({ instance_id: 'count', expected_resources: { aws_vpc: 1.5 } }),
    row({ instance_id: 'prompt', problem_statement: undefined }),
    '\n',
    '[1]\n',
    row({ instance_id: 'good-1' }),
    row({ instance_id: 'good-2', tags: 's3' }),
    row({ instance_id: 'good-3' }),
  ].join('');
  const dataset = await loadDataset(written('tasks.jsonl', text));
  expect(dataset.instances.map(({ instance_id }) => instance_id)).toEqual(['good-1', 'good-3']);
  expect(dataset.problems.map(formatRowProblem)).toEqual([
    'tasks.jsonl:2: difficulty: expected one of easy, medium, hard, found "extreme"',
    expect.stringMatching(/^tasks\.jsonl:3: expected one JSON object on the line/),
    'tasks.jsonl:4: expected_resources.aws_vpc: expected a whole number, found 1.5',
    'tasks.jsonl:5: problem_statement: expected a text, but it is missing',
    'tasks.jsonl:7: expected an object, found [1]',
    'tasks.jsonl: instance_id: expected an id that no earlier row has, found "good-1" again',
    'tasks.jsonl:9: tags: expected a list, found "s3"',
  ]);
});

test('bytes that are not UTF-8 refuse their row only', async () => {
  const bytes = Buffer.concat([Buffer.from([0xff, 0xfe, 10]), Buffer.from(row({}))]);
  const dataset = await loadDataset(written('tasks.jsonl', bytes));
  expect(dataset.length).toBe(1);
  expect(dataset.problems[0]?.line).toBe(1);
});

test('CSV keeps commas, newlines and doubled quotes inside quotes', () => {
  const rows = parseCsv('\uFEFFa,b\r\n"x, ""y""\nz",\n\n1,2');
  expect(rows).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['x, "y"\nz', ''] },
    { line: 5, cells: ['1', '2'] },
  ]);
});

test('the CSV of IaC-Eval becomes instances with policy, reference and difficulty', async () => {
  const csv = [
    'Resource,Prompt,Rego intent,Difficulty,Reference output,Intent',
    '"aws_vpc, aws_subnet","A ""small"" network","package p\ndefault ok = false",3,"resource ""aws_vpc"" ""a"" {}",It has a network',
    'aws_s3_bucket,,package p,1,x,y',
    'aws_s3_bucket,A bucket,package p',
    'aws_s3_bucket,A bucket,package p,6,x,y',
  ].join('\n');
  const dataset = await loadDataset(written('data.csv', csv));
  expect(dataset.instances.map(({ instance_id, difficulty }) => [instance_id, difficulty])).toEqual([
    ['iac-eval/0', 'medium'],
    ['iac-eval/3', 'hard'],
  ]);
  expect(dataset.at(0)).toMatchObject({
    problem_statement: 'A "small" network',
    policy: 'package p\ndefault ok = false',
    gold_solution: { 'main.tf': 'resource "aws_vpc" "a" {}' },
    metadata: { task: 0, resources: ['aws_vpc', 'aws_subnet'], intent: 'It has a network' },
  });
  expect(dataset.problems.map(formatRowProblem)).toEqual([
    'data.csv:4: prompt: expected the text of the task, but it is missing',
    'data.csv:5: expected 6 cells as in the header, found 3',
  ]);
});

test('a CSV with other columns is refused with the columns that are missing', async () => {
  const dataset = await loadDataset(written('data.csv', 'a,b\n1,2\n'));
  expect(dataset.problems.map(formatRowProblem)).toEqual([
    'data.csv:1: expected the columns Resource, Prompt, Rego intent, Difficulty, Reference output, Intent; missing: Resource, Prompt, Rego intent, Difficulty, Reference output, Intent',
  ]);
});

test('the JSONL of IaC-Eval becomes instances', async () => {
  const task = {
    task: 7,
    resources: 'aws_vpc',
    prompt: 'A network',
    difficulty: 1,
    rego: 'package p',
    reference: 'x',
    intent: '',
  };
  const dataset = await loadDataset(written('tasks.jsonl', `${JSON.stringify(task)}\n`));
  expect(dataset.at(0)).toMatchObject({ instance_id: 'iac-eval/7', difficulty: 'easy', tags: ['iac-eval', 'level-1'] });
});

test('a plain folder with a prompt and .tf files is an instance', async () => {
  const root = folder();
  mkdirSync(join(root, 'bucket'));
  writeFileSync(join(root, 'bucket', 'prompt.txt'), 'A bucket.\n');
  writeFileSync(join(root, 'bucket', 'main.tf'), 'resource "aws_s3_bucket" "a" {}\n');
  const dataset = await loadDataset(root);
  expect(dataset.at(0)).toMatchObject({
    instance_id: 'bucket',
    problem_statement: 'A bucket.',
    gold_solution: { 'main.tf': 'resource "aws_s3_bucket" "a" {}\n' },
  });
});

test('a name that is neither bundled nor a path says what there is', async () => {
  await expect(loadDataset('no-such-set')).rejects.toThrow(/there is no data set "no-such-set".*bundled\/aws/);
});

test('filter, map, select, shuffle and split leave the data set as it was', () => {
  const dataset = createDataset(
    'd',
    Array.from({ length: 100 }, (_, i) => ({
      instance_id: `i${i}`,
      problem_statement: `prompt ${Math.floor(i / 2)}`,
      tags: [],
      required_outputs: [],
      hints: [],
      metadata: {},
    })),
  );
  const { train, test: held } = dataset.split({ train: 0.8, test: 0.2 });
  expect(train.length + held.length).toBe(100);
  expect(held.length).toBeGreaterThan(5);
  const prompts = new Set(train.instances.map(({ problem_statement }) => problem_statement));
  expect(held.instances.some(({ problem_statement }) => prompts.has(problem_statement))).toBe(false);
  expect(dataset.shuffle(1).instances).toEqual(dataset.shuffle(1).instances);
  expect(dataset.shuffle(1).instances).not.toEqual(dataset.instances);
  expect(
    dataset
      .filter((_, i) => i < 3)
      .map((each) => ({ ...each, split: 'x' }))
      .at(2)?.split,
  ).toBe('x');
  expect(dataset.select(1, 3).length).toBe(2);
  expect(dataset.get('i5')?.problem_statement).toBe('prompt 2');
});

test('what is saved loads again and streams', async () => {
  const dataset = await loadDataset('bundled/aws');
  const path = join(folder(), 'saved.jsonl');
  dataset.save(path);
  expect((await loadDataset(path)).instances).toEqual(dataset.instances);
  const streamed: string[] = [];
  for await (const { instance_id } of streamDataset(path)) streamed.push(instance_id);
  expect(streamed).toEqual(dataset.instances.map(({ instance_id }) => instance_id));
  expect(readFileSync(path, 'utf8').split('\n').length).toBe(dataset.length + 1);
});
