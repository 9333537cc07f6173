import { describe, expect, test } from 'vitest';
import { createVerifier } from '../../verify/index.ts';
import { parseInstance } from '../instance.ts';
import { accept } from './accept.ts';
import { composeIntent } from './compose.ts';
import { withArticle } from './english.ts';
import { librariesOf, libraryFor, SYNTH_PROVIDERS, type WeightedLibrary } from './patterns/index.ts';
import { promptOf } from './prompt/prompt.ts';
import { randomOf } from './random.ts';
import { makeCandidate } from './row.ts';
import { structureOf } from './structure.ts';
import { synthesise } from './synthesise.ts';

const EVERY = Object.fromEntries(SYNTH_PROVIDERS.map((provider) => [provider, 1]));
const libraries = librariesOf({ aws: 6, azurerm: 2, google: 2, kubernetes: 1 });

async function rowsOf(options: Partial<Parameters<typeof synthesise>[0]>): Promise<string[]> {
  const rows: string[] = [];
  for await (const row of synthesise({ task: 'synth', seed: 3, count: 12, providers: EVERY, ...options }))
    rows.push(row);
  return rows;
}

const libraryOf = (provider: string) => (librariesOf({ [provider]: 1 })[0] as WeightedLibrary)[0];

describe.each(SYNTH_PROVIDERS)('tasks of %s', (provider) => {
  test('hold: gold and clone pass everything, the policy refuses what is changed or missing', async () => {
    const verifier = await createVerifier();
    const library = libraryOf(provider);
    const reasons: string[] = [];
    for (let number = 0; number < 25; number++) {
      const acceptance = await accept(makeCandidate(library, 41, number), verifier);
      if (!acceptance.accepted) reasons.push(`${number}: ${acceptance.reason}`);
    }
    await verifier.close();
    expect(reasons.length, reasons.join('\n')).toBeLessThanOrEqual(1);
  });

  test('are asked for in whole sentences with nothing left to fill in', () => {
    const library = libraryOf(provider);
    for (let number = 0; number < 150; number++) {
      const random = randomOf('prompts', provider, number);
      const level = random.pick(['explicit', 'engineer', 'abstract'] as const);
      const prompt = promptOf(composeIntent(library, random, { resources: random.integer(1, 6), level }), random);
      expect(prompt).toMatch(/[.!?]$/);
      expect(prompt).not.toMatch(/\{(v|it|named|name|owner|subject|thing)\b|undefined|\[object| {2}/);
    }
  });
});

test('there are more than 500 types, and more than 2,000 structures in 4,000 tasks already', () => {
  const types = new Set(libraries.flatMap(([library]) => library.types));
  expect(types.size).toBeGreaterThanOrEqual(500);
  const structures = new Set<string>();
  for (let number = 0; number < 4000; number++) {
    const random = randomOf('structures', number);
    const library = libraryFor(libraries, 1, number);
    structures.add(structureOf(composeIntent(library, random, { resources: random.integer(1, 4), level: 'engineer' })));
  }
  expect(structures.size).toBeGreaterThan(2000);
});

test('a seed gives the same rows again, and the second half of them when the first is there', async () => {
  const whole = await rowsOf({});
  expect(await rowsOf({})).toEqual(whole);
  const earlier = whole.slice(0, 5).map((line) => {
    const row = JSON.parse(line);
    const text = `${row.problem_statement}\n${Object.values(row.gold_solution).join('\n')}`;
    return { number: row.metadata.number, text, structure: row.metadata.structure, types: [] };
  });
  expect(await rowsOf({ earlier })).toEqual(whole.slice(5));
});

test('shards make different rows that whole runs make too', async () => {
  const [first, second] = [
    await rowsOf({ shard: { index: 0, of: 2 }, count: 8 }),
    await rowsOf({ shard: { index: 1, of: 2 }, count: 8 }),
  ];
  const numbers = (lines: readonly string[]) => lines.map((line) => JSON.parse(line).metadata.number as number);
  expect(numbers(first).every((number) => number % 2 === 0)).toBe(true);
  expect(numbers(second).every((number) => number % 2 === 1)).toBe(true);
  expect([...first, ...second]).toEqual(expect.arrayContaining((await rowsOf({ count: 6 })).slice(0, 6)));
});

test('rows are instances, with a policy, a clone and the counts of what is expected', async () => {
  for (const line of await rowsOf({ count: 6 })) {
    const row = parseInstance(JSON.parse(line), { file: 'rows' });
    if (!('instance' in row)) throw new Error(JSON.stringify(row.problems));
    expect(row.instance.policy).toContain('package ');
    expect(row.instance.metadata.clone).toBeTypeOf('object');
    expect(row.instance.metadata.clone).not.toEqual(row.instance.gold_solution);
    expect(Object.keys(row.instance.expected_resources ?? {}).length).toBeGreaterThan(0);
  }
});

test('a task like one of an excluded data set is left out', async () => {
  const [first = ''] = await rowsOf({ count: 1 });
  const { mkdtempSync, writeFileSync } = await import('node:fs');
  const path = `${mkdtempSync(`${(await import('node:os')).tmpdir()}/terrasmith-synth-`)}/held-out.jsonl`;
  writeFileSync(path, `${first}\n`);
  const rows = await rowsOf({ count: 3, exclude: [path] });
  expect(rows.map((row) => JSON.parse(row).instance_id)).not.toContain(JSON.parse(first).instance_id);
});

test('nouns are spoken with their articles', () => {
  expect(['SQS queue', 'NAT gateway', 'IAM role', 'user pool', 'EC2 instance', 'hosted zone'].map(withArticle)).toEqual(
    ['an SQS queue', 'a NAT gateway', 'an IAM role', 'a user pool', 'an EC2 instance', 'a hosted zone'],
  );
});
