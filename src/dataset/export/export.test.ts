/** Rows for trainers: SFT, GRPO and DPO, as JSONL and as Parquet. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import type { Instance } from '../instance.ts';
import type { Pair } from '../pairs/pair.ts';
import { type ExportOptions, exportDataset } from './export-dataset.ts';

const GOLD =
  'terraform {\n  required_version = "~> 1.9"\n}\n\n# a queue\nresource "aws_sqs_queue" "jobs" {\n  name = "jobs"\n}\n';
const instance = (id: string, more: Partial<Instance> = {}): Instance => ({
  instance_id: id,
  problem_statement: `A queue for ${id}`,
  tags: [],
  required_outputs: ['url'],
  metadata: { clone: { 'main.tf': 'the second implementation' } },
  hints: ['a hint'],
  gold_solution: { 'main.tf': GOLD },
  policy: 'package p',
  ...more,
});
const pair = (id: string): Pair => ({
  format: 'pair/1',
  id: `${id}#cycle`,
  instance: instance(id),
  preferred: { 'main.tf': GOLD },
  dispreferred: { 'main.tf': `${GOLD}broken` },
  mode: 'cycle',
  stage: 'validate',
  certificate: 'validate failed:\n- Cycle: a, b',
  split: 'train',
});

const folder = mkdtempSync(join(tmpdir(), 'terrasmith-export-'));
const file = (name: string, rows: readonly object[]) => {
  writeFileSync(join(folder, name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return join(folder, name);
};
const long = instance('long', { gold_solution: { 'main.tf': GOLD.repeat(4) }, split: 'train' });
const INSTANCES = file('instances.jsonl', [long, instance('short', { split: 'test' })]);
const PAIRS = file('pairs.jsonl', [pair('one'), { ...pair('two'), split: 'test' }]);

const DEFAULTS: ExportOptions = { format: 'sft', order: 'file', controller: false };

async function exported(name: string, options: Partial<ExportOptions>) {
  const path = join(folder, 'rows.jsonl');
  await exportDataset(name, path, { ...DEFAULTS, ...options });
  const lines = readFileSync(path, 'utf8').split('\n');
  // biome-ignore lint/suspicious/noExplicitAny: rows of every format
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, any>);
}

test('SFT rows hold the task as messages and the bare solution, shortest first where asked', async () => {
  const [first, second] = await exported(INSTANCES, { order: 'shortest' });
  expect(first).toEqual({
    prompt: [
      { role: 'system', content: 'You write Terraform.' },
      { role: 'user', content: 'A queue for short\n\nDeclare the outputs url.' },
    ],
    completion: [{ role: 'assistant', content: GOLD.trim() }],
  });
  expect(second?.completion[0].content.length).toBeGreaterThan(first?.completion[0].content.length);
});

test('the canonical way of writing has no comments, no settings of terraform, and plain labels', async () => {
  const [, row] = await exported(INSTANCES, { canonical: true, system: '' });
  expect(row).toMatchObject({
    prompt: [{ role: 'user' }],
    completion: [{ content: 'resource "aws_sqs_queue" "main" {\n  name = "jobs"\n}' }],
  });
});

test('the canonical answer to a change keeps the names of what is there', async () => {
  const change = instance('change', { base_files: { 'main.tf': 'resource "aws_sqs_queue" "jobs" {\n}\n' } });
  const [row] = await exported(file('change.jsonl', [change]), { canonical: true });
  expect(row?.completion[0].content).toBe('resource "aws_sqs_queue" "jobs" {\n  name = "jobs"\n}');
});

test('GRPO rows carry what the reward needs as text, and nothing that gives the answer away', async () => {
  const [row] = await exported(INSTANCES, { format: 'grpo' });
  expect(Object.keys(row ?? {})).toEqual(['prompt', 'instance']);
  expect(JSON.parse(row?.instance)).toMatchObject({ instance_id: 'long', policy: 'package p' });
  expect(row?.instance).not.toContain('aws_sqs_queue');
  expect(row?.instance).not.toContain('second implementation');
});

test('DPO rows come from pairs; for a controller draft and errors are part of the prompt', async () => {
  const [plain] = await exported(PAIRS, { format: 'dpo' });
  expect(plain).toMatchObject({
    chosen: [{ role: 'assistant', content: GOLD.trim() }],
    rejected: [{ role: 'assistant', content: `${GOLD}broken` }],
  });
  const [controller] = await exported(PAIRS, { format: 'dpo', controller: true });
  expect(controller?.prompt[1].content).toContain('Cycle: a, b');
  expect(controller?.prompt[1].content).toContain('broken');
  const right = file('right.jsonl', [{ ...pair('one'), draft: 'preferred' }]);
  const [kept] = await exported(right, { format: 'dpo', controller: true });
  expect(kept?.prompt[1].content).toContain('says of the draft: none');
  expect(kept?.prompt[1].content).not.toContain('broken');
  expect(kept).toMatchObject({ chosen: plain?.chosen, rejected: plain?.rejected });
  await expect(exported(INSTANCES, { format: 'dpo' })).rejects.toThrow(/holds no pairs/);
});

test('rows can be chosen by split and by the length of their answers', async () => {
  expect(await exported(INSTANCES, { split: 'test' })).toHaveLength(1);
  expect(await exported(PAIRS, { format: 'dpo', split: 'train' })).toHaveLength(1);
  expect(await exported(INSTANCES, { maxCharacters: 200 })).toHaveLength(1);
});

test.each<[ExportOptions['format'], string]>([
  ['sft', INSTANCES],
  ['grpo', INSTANCES],
  ['dpo', PAIRS],
])('Parquet holds the same %s rows as JSONL', async (format, source) => {
  const path = join(folder, `${format}.parquet`);
  await exportDataset(source, path, { ...DEFAULTS, format });
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(path) });
  expect(rows).toEqual(await exported(source, { format }));
});
