/** What a data set holds: ranges, levels, and the card with its pictures. */
import { expect, test } from 'vitest';
import type { Instance } from '../instance.ts';
import type { Pair } from '../pairs/pair.ts';
import { cardOf } from './card.ts';
import { binsOf, summaryOf } from './histogram.ts';
import { levelOf } from './level.ts';
import { createSurveyor } from './survey.ts';

const queue = (name: string) => `resource "aws_sqs_queue" "q" {\n  name = "${name}"\n}\n`;
const instance = (id: string, prompt = `Make ${id}`, more: Partial<Instance> = {}): Instance => ({
  instance_id: id,
  problem_statement: prompt,
  provider: 'aws',
  difficulty: 'easy',
  tags: [],
  required_outputs: [],
  metadata: {},
  hints: [],
  gold_solution: { 'main.tf': queue(id) },
  ...more,
});

test.each([
  [
    [0, 1, 2, 3, 3],
    ['0', '1', '2', '3'],
    [1, 1, 1, 2],
  ],
  [[5], ['5'], [1]],
  [[], [], []],
])('%j falls into ranges of which none is lost', (values, labels, counts) => {
  const bins = binsOf(values);
  expect(bins.map(({ label }) => label)).toEqual(labels);
  expect(bins.map(({ count }) => count)).toEqual(counts);
});

test('ranges have round bounds, at most about twenty, and the few largest share the last', () => {
  const values = [...Array.from({ length: 990 }, (_, index) => index % 200), ...Array<number>(5).fill(9_000)];
  const bins = binsOf(values);
  expect(bins[0]?.label).toBe('0–9');
  expect(bins.at(-1)?.label).toBe('190+');
  expect(bins.length).toBeLessThanOrEqual(21);
  expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
});

test('lengths are summed up by their order', () => {
  expect(summaryOf([4, 1, 3, 2, 10])).toEqual({ least: 1, median: 3, p95: 10, most: 10, mean: 4 });
  expect(summaryOf([])).toBeUndefined();
});

test("levels are IaC-Eval's, by lines, resources and links", () => {
  const linked = `${queue('a')}resource "aws_sqs_queue_policy" "p" {\n  queue_url = aws_sqs_queue.q.id\n}\n`;
  expect([levelOf(queue('a')), levelOf(linked), levelOf(queue('a').repeat(40))]).toEqual(['L1', 'L2', 'L6']);
});

test('rows are counted by what they have, and copies are found', () => {
  const { survey, addInstance } = createSurveyor({ likeness: true });
  addInstance(instance('a', 'Make one of them', { split: 'train', policy: 'package p' }));
  addInstance(instance('a', 'Make one of them', { split: 'test' }));
  const { gold_solution: _, ...bare } = instance('c', 'Something else that is wanted', {
    expected_resources: { aws_vpc: 2 },
  });
  addInstance(bare);
  expect(survey).toMatchObject({
    rows: 3,
    repeatedPrompts: 1,
    nearDuplicates: 1,
    splits: { train: 1, test: 1, none: 1 },
    parts: { gold_solution: 2, policy: 1, expected_resources: 1 },
    types: { aws_sqs_queue: 2, aws_vpc: 1 },
    levels: { L1: 2 },
  });
});

test('the card names its pictures, and the page holds them: nothing is fetched', () => {
  const { survey, addPair } = createSurveyor({ likeness: false });
  const files = { 'main.tf': queue('a') };
  const pair: Pair = {
    format: 'pair/1',
    id: 'a#cycle',
    instance: instance('a', 'Make <b>one</b> & more'),
    preferred: files,
    dispreferred: files,
    mode: 'cycle',
    stage: 'validate',
    certificate: '',
  };
  addPair(pair);
  const { markdown, html, pictures } = cardOf('my <data>', survey);
  const named = [...markdown.matchAll(/\]\(([\w-]+\.svg)\)/g)].map((each) => each[1]);
  expect(named.sort()).toEqual(Object.keys(pictures).sort());
  expect(named).toContain('modes.svg');
  expect(markdown).toMatch(/^---\npretty_name: "my <data>"\n/);
  expect(html).not.toMatch(/src=|href=|url\(|@import/);
  expect(html).toContain('my &lt;data&gt;');
  for (const picture of Object.values(pictures)) expect(picture).toMatch(/^<svg [^>]*>.*<\/svg>$/s);
});
