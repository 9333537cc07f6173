import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type CodeBleu, createCodeBleu } from './index.ts';

const rows = <T>(name: string): T[] =>
  readFileSync(new URL(`../../../../spec/codebleu/${name}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

interface Pair {
  readonly id: string;
  readonly reference: string;
  readonly candidate: string;
}

const scorer = await createCodeBleu();

const pairs = rows<Pair>('pairs.jsonl');
const expected = new Map(rows<CodeBleu & { id: string }>('expected.jsonl').map((row) => [row.id, row]));

test.each(pairs)('$id: the published implementation says the same', ({ id, reference, candidate }) => {
  const truth = expected.get(id);
  const found = scorer.score(reference, candidate);
  for (const part of ['ngram', 'weighted_ngram', 'syntax', 'code_bleu'] as const) {
    expect([part, found[part]]).toEqual([part, expect.closeTo(truth?.[part] ?? -1, 9)]);
  }
  expect(found.data_flow ?? 0).toBeCloseTo(truth?.data_flow ?? -1, 9);
});

test('a reference without data flow has no data-flow match', () => {
  expect(scorer.score('a = 1', 'a = 1').data_flow).toBeNull();
});

test('an answer of a megabyte, or of brackets in brackets, is scored within seconds', () => {
  const started = process.cpuUsage();
  const reference = 'resource "a" "b" {\n  c = var.d\n}\n';
  expect(scorer.score(reference, reference.repeat(30_000)).syntax).toBeGreaterThan(0.5);
  expect(scorer.score(reference, `a = ${'['.repeat(500_000)}`).ngram).toBeLessThan(0.2);
  // Of the processor: how busy the machine is does not count.
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(20_000);
}, 300_000);

test('comments are left out wherever they stand, and what only looks like one is kept', () => {
  const text = '# a\nb = "# ${c /* d */}" // e\n/* f\n g */ h = <<-I\n  # j\nI\n';
  expect(scorer.withoutComments(text)).toBe('\nb = "# ${c }" \n h = <<-I\n  # j\nI\n');
  expect(scorer.withoutComments('# a\n'.repeat(50_000)).trim()).toBe('');
});
