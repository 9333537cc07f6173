import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seededRandom } from '../seeded-random.ts';
import { unifiedDiff } from './index.ts';

const diff = (before: string, after: string) => unifiedDiff(['a', 'b'], before, after);
const hunks = (text: string) => text.replace('--- a\n+++ b\n', '');

test('equal texts have no difference', () => {
  expect(diff('', '')).toBe('');
  expect(diff('a\nb\n', 'a\nb\n')).toBe('');
});

test('changes stand in three lines of context', () => {
  const before = '1\n2\n3\n4\n5\n6\n7\n8\n9\n';
  expect(diff(before, before.replace('5', 'five'))).toBe(
    '--- a\n+++ b\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n',
  );
});

test('changes that are close share a hunk, others do not', () => {
  const lines = Array.from({ length: 20 }, (_, index) => `${index}\n`);
  const changing = (...places: number[]) =>
    lines.map((line, index) => (places.includes(index) ? `x${line}` : line)).join('');
  const count = (text: string) => text.split('@@ -').length - 1;
  expect(count(diff(lines.join(''), changing(2, 9)))).toBe(1);
  expect(count(diff(lines.join(''), changing(2, 10)))).toBe(2);
});

test('a text that begins or ends empty has a range of nothing', () => {
  expect(hunks(diff('', 'a\n'))).toBe('@@ -0,0 +1 @@\n+a\n');
  expect(hunks(diff('a\nb\n', ''))).toBe('@@ -1,2 +0,0 @@\n-a\n-b\n');
});

test('a last line without a newline is another line', () => {
  const none = '\\ No newline at end of file\n';
  expect(hunks(diff('a', 'a\n'))).toBe(`@@ -1 +1 @@\n-a\n${none}+a\n`);
  expect(hunks(diff('a\nb', 'x\nb'))).toBe(`@@ -1,2 +1,2 @@\n-a\n+x\n b\n${none}`);
});

const gnu = spawnSync('diff', ['--version'], { encoding: 'utf8' }).stdout?.includes('GNU diffutils') === true;

test.skipIf(!gnu)(
  `100 random pairs differ as GNU diff says${gnu ? '' : ' (skipped: there is no GNU diff here)'}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'terrasmith-diff-'));
    const random = seededRandom(7);
    try {
      for (let pair = 0; pair < 100; pair++) {
        const [before, after] = randomPair(random);
        writeFileSync(join(folder, 'a'), before);
        writeFileSync(join(folder, 'b'), after);
        const command = ['--label=a', '--label=b', '-u', join(folder, 'a'), join(folder, 'b')];
        expect(diff(before, after), `pair ${pair}`).toBe(spawnSync('diff', command, { encoding: 'utf8' }).stdout);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

/** A text of few or many different lines, and the same with some left out, put in or replaced. */
function randomPair(random: () => number): [string, string] {
  const pick = (count: number) => Math.floor(random() * count);
  const words = 2 + pick([3, 8, 40, 300][pick(4)] as number);
  const line = () => `line ${Math.floor(random() ** 2 * words)}`;
  const before = Array.from({ length: [5, 20, 80, 400][pick(4)] as number }, line);
  const rate = [0.02, 0.1, 0.3, 0.6][pick(4)] as number;
  const after = before.flatMap((each) => {
    if (random() >= rate) return [each];
    return [[], [line(), each], [random() < 0.5 ? `new ${pick(1000)}` : line()]][pick(3)] as string[];
  });
  const end = () => (random() < 0.9 ? '\n' : '');
  return [before.join('\n') + end(), after.join('\n') + end()];
}
