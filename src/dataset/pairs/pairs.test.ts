/** Preference pairs: how often each error comes, how texts are normalised, and how pairs are split. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { format } from '../../hcl/index.ts';
import { createVerifier, type Verifier } from '../../verify/index.ts';
import { createDataset } from '../dataset.ts';
import type { Instance } from '../instance.ts';
import { loadDataset } from '../load.ts';
import { type PairOptions, pairCounts, pairsOf } from './make-pairs.ts';
import { normalised } from './normalise.ts';
import { recordedPairs } from './recorded-pairs.ts';

let verifier: Verifier;
let options: PairOptions;
beforeAll(async () => {
  verifier = await createVerifier();
  options = { verifier, format, seed: 1, perInstance: 3, shares: { train: 0.7, test: 0.3 } };
});
afterAll(() => verifier.close());

const QUEUE = 'resource "aws_sqs_queue" "q" {\n  name = "jobs"\n}\n';
const instanceWith = (gold: string, prompt = 'A queue'): Instance => ({
  instance_id: 'q',
  problem_statement: prompt,
  tags: [],
  required_outputs: [],
  metadata: {},
  hints: [],
  gold_solution: { 'main.tf': gold },
});

test('the same seed gives the same pairs, each of an instance with another error', async () => {
  const [instance] = (await loadDataset('bundled/aws')).instances as [Instance];
  const pairs = await pairsOf(instance, options);
  expect(await pairsOf(instance, options)).toEqual(pairs);
  expect(new Set(pairs.map(({ mode }) => mode)).size).toBe(3);
  expect(new Set(pairs.map(({ id }) => id)).size).toBe(3);
  for (const { certificate, stage } of pairs) expect(certificate).toContain(`${stage} failed`);
});

test('errors come about as often as models make them', async () => {
  const counts = pairCounts();
  const { instances } = await loadDataset('bundled/aws');
  const modes = new Map<string, number>();
  for (const instance of instances.slice(0, 40)) {
    for (let seed = 0; seed < 3; seed++) {
      const pairs = await pairsOf(instance, { ...options, perInstance: 1, seed }, counts);
      for (const { mode } of pairs) modes.set(mode, (modes.get(mode) ?? 0) + 1);
    }
  }
  const share = (name: string) => (modes.get(name) ?? 0) / [...modes.values()].reduce((sum, each) => sum + each, 0);
  expect(share('unsupported-argument')).toBeGreaterThan(0.12);
  expect(share('unsupported-argument')).toBeGreaterThan(share('undeclared-resource'));
  expect(share('cycle')).toBeLessThan(0.03);
  expect(counts.instances).toBe(120);
});

test('an instance whose reference does not pass, or that has none, gives no pair and is counted', async () => {
  const counts = pairCounts();
  expect(await pairsOf(instanceWith('resource "aws_sqs_queue" "q" {\n  speed = 3\n}\n'), options, counts)).toEqual([]);
  const { gold_solution: _, ...without } = instanceWith(QUEUE);
  expect(await pairsOf(without, options, counts)).toEqual([]);
  expect(counts).toMatchObject({ instances: 2, unusable: 2 });
});

test('where drafts are to be right, a controller is given the preferred one, spoilt where no verdict up to the plan tells', async () => {
  const { instances } = await loadDataset('bundled/aws');
  const counts = pairCounts();
  const pairs = [];
  for (const instance of instances.slice(0, 30))
    pairs.push(...(await pairsOf(instance, { ...options, rightDrafts: 0.5, perInstance: 1 }, counts)));
  const right = pairs.filter(({ draft }) => draft === 'preferred');
  expect(counts.rightDrafts).toBe(right.length);
  expect(right.length).toBeGreaterThan(pairs.length / 4);
  expect(right.length).toBeLessThan((pairs.length * 3) / 4);
  expect(right.filter(({ stage }) => stage === 'policy').length).toBeGreaterThan(right.length / 2);
});

test('canonical references lose what nobody asked for before an error is put in, and still pass', async () => {
  const gold = `# jobs\nprovider "aws" {\n  region = "eu-west-1"\n}\n\n${QUEUE}`;
  const pairs = await pairsOf(instanceWith(gold), { ...options, canonical: true });
  expect(pairs.length).toBeGreaterThan(0);
  for (const { preferred } of pairs) expect(preferred).toEqual({ 'main.tf': QUEUE.replace('"q"', '"main"') });
});

test('the split follows the prompt alone: equal prompts stay together, whatever is wrong', async () => {
  const splitsOf = async (prompt: string) =>
    (await pairsOf({ ...instanceWith(QUEUE, prompt), instance_id: `${prompt}#1` }, options)).map(({ split }) => split);
  const all = [];
  for (let index = 0; index < 12; index++) {
    const splits = new Set([...(await splitsOf(`Queue ${index}`)), ...(await splitsOf(`Queue ${index}`))]);
    expect(splits.size).toBe(1);
    all.push(...splits);
  }
  expect(new Set(all)).toEqual(new Set(['train', 'test']));
});

test('comments go, credentials are replaced, and the layout is that of fmt; heredocs and texts stay as they are', () => {
  const text = [
    '# AKIAABCDEFGHIJKLMNOP',
    '/* two',
    '   lines */',
    'provider "aws" {',
    'access_key="AKIAABCDEFGHIJKLMNOP"',
    '    secret_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"',
    '}',
    'resource "aws_instance" "a" {',
    '  user_data = <<EOT',
    '#!/bin/sh',
    'EOT',
    '  // gone',
    '  tags = { "#" = "# stays" }',
    '}',
  ].join('\n');
  const { 'main.tf': plain } = normalised({ 'main.tf': text }, format);
  expect(plain).toBe(
    'provider "aws" {\n  access_key = "AKIAXXXXXXXXXXXXXXXX"\n  secret_key = "REDACTED"\n}\nresource "aws_instance" "a" {\n  user_data = <<EOT\n#!/bin/sh\nEOT\n  tags      = { "#" = "# stays" }\n}\n',
  );
});

test('recorded drafts that fail stand beside one that passes, each once', async () => {
  const instance = instanceWith(QUEUE);
  const draft = (text: string) => ({ id: 'q', model: 'm', files: { 'main.tf': text } });
  const broken = QUEUE.replace('name', 'nmae');
  const drafts = [draft(broken), draft(`# the same\n${broken}`), draft(QUEUE), { ...draft(broken), id: 'other' }];
  const pairs = [];
  for await (const pair of recordedPairs(createDataset('d', [instance]), drafts, options)) pairs.push(pair);
  expect(pairs).toMatchObject([
    { id: 'q#recorded-1', mode: 'recorded', stage: 'validate', preferred: { 'main.tf': QUEUE } },
  ]);
});
