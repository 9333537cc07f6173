/** Splits in which no part knows the other. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createDataset } from '../dataset.ts';
import type { Instance } from '../instance.ts';
import { groupsOf, guardedSplit, splitWithoutLeaks } from './index.ts';

const text = (topic: string) =>
  Array.from({ length: 30 }, (_, index) => `${topic}${index} = "value of ${topic} ${index}"`).join('\n');
const kin = (repository: string | undefined, configuration: string) => ({
  repository,
  configuration,
  prompt: undefined,
});

test('rows of one repository and near-duplicates of different ones are one group', () => {
  const nearly = text('b').replace('value of b 3', 'another');
  const rows = [
    kin('one', text('a')),
    kin('two', text('b')),
    kin('one', text('c')),
    kin('three', nearly),
    kin(undefined, text('d')),
  ];
  expect(groupsOf(rows)).toEqual([0, 1, 0, 1, 4]);
});

test('kinship goes from row to row: what two groups have in common joins them', () => {
  const rows = [kin('one', text('a')), kin('two', text('b')), kin('one', text('b'))];
  expect(groupsOf(rows)).toEqual([0, 0, 0]);
});

test('shares are kept about right, and more rows of others move no group', () => {
  const rows = Array.from({ length: 400 }, (_, index) => ({
    ...kin(`r${index}`, text(`t${index}x`)),
    key: `r${index}`,
  }));
  const options = { shares: { train: 0.8, test: 0.2 }, seed: 7 };
  const { parts } = guardedSplit(rows, options);
  const tests = parts.filter((part) => part === 'test').length;
  expect(tests).toBeGreaterThan(50);
  expect(tests).toBeLessThan(110);
  expect(guardedSplit(rows.slice(0, 100), options).parts).toEqual(parts.slice(0, 100));
});

test('rows that are barred from a part take their groups with them', () => {
  const rows = Array.from({ length: 40 }, (_, index) => ({
    ...kin(`r${index}`, text(`t${index}x`)),
    key: `r${index}`,
  }));
  const barred = { part: 'test', rows: new Set(rows.keys()) };
  const { parts } = guardedSplit(rows, { shares: { train: 0.5, test: 0.5 }, seed: 0, barred });
  expect(new Set(parts)).toEqual(new Set(['train']));
});

const instance = (id: string, repository: string, topic: string): Instance => ({
  instance_id: id,
  problem_statement: `Please make ${topic} for the team that asked for ${topic} last week, with all of ${topic}.`,
  tags: [],
  required_outputs: [],
  hints: [],
  metadata: { repository },
  gold_solution: { 'main.tf': text(topic) },
});

test('a data set is split by kin, and what is like a task of a benchmark goes to no part', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'terrasmith-leaks-')), 'benchmark.jsonl');
  writeFileSync(file, `${JSON.stringify(instance('known', 'elsewhere', 'queues'))}\n`);
  const rows = ['a', 'b', 'c', 'd', 'e', 'f'].map((topic) => instance(topic, topic < 'd' ? 'one' : topic, topic));
  const dataset = createDataset('d', [...rows, instance('leaked', 'two', 'queues')]);
  const { parts, excluded, groups } = await splitWithoutLeaks(dataset, {
    shares: { train: 0.5, test: 0.5 },
    seed: 1,
    exclude: [file],
  });
  expect({ excluded, groups }).toEqual({ excluded: 1, groups: 4 });
  const homes = Object.entries(parts).flatMap(([part, { instances }]) =>
    instances.map((row) => [row.instance_id, part]),
  );
  expect(homes).toHaveLength(6);
  const ofOne = new Set(homes.flatMap(([id, part]) => ((id as string) < 'd' ? [part] : [])));
  expect(ofOne.size).toBe(1);
});
