import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import type { Summary } from '../../../benchmark/index.ts';
import { bundledFolder } from '../../../dataset/index.ts';

const MAIN = fileURLToPath(new URL('../../main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'terrasmith-interrupted-'));
const MODELS = 3;
const started: ChildProcess[] = [];

afterAll(() => {
  for (const child of started) if (child.exitCode === null) child.kill('SIGKILL');
});

function terrasmith(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  let stderr = '';
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  return { child, ended, stderr: () => stderr, stdout: () => stdout };
}

function answers(): string {
  const baseline = readFileSync(join(bundledFolder() ?? '', 'baselines', 'baseline.jsonl'), 'utf8');
  const rows = baseline.split('\n').filter((line) => line !== '');
  const path = join(folder, 'answers.jsonl');
  const copies = Array.from({ length: MODELS }, (_, index) =>
    rows.map((row) => `${JSON.stringify({ ...JSON.parse(row), model: `m${index}` })}\n`).join(''),
  );
  writeFileSync(path, copies.join(''));
  return path;
}

const samplesText = (directory: string) => {
  const path = join(directory, 'samples.jsonl');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
};
const countIn = (directory: string) => samplesText(directory).split('\n').length - 1;

async function untilMoreThan(count: number, directory: string): Promise<void> {
  for (let waited = 0; countIn(directory) <= count; waited += 10) {
    if (waited > 60_000) throw new Error(`${directory} did not come to ${count} samples`);
    await sleep(10);
  }
}

/** The figures, without what depends on the clock. */
function figuresOf(directory: string): unknown {
  const summary = JSON.parse(readFileSync(join(directory, 'summary.json'), 'utf8')) as Summary;
  return JSON.parse(JSON.stringify(summary, (key, value) => (/_ms$/.test(key) ? undefined : (value as unknown))));
}

test('Ctrl-C, then kill -9, lose nothing: resumed twice, the run comes to the figures of an undisturbed one', async () => {
  const directory = join(folder, 'disturbed');
  const asked = ['bundled', '--model', `replay/${answers()}`, '--concurrency', '2'];
  const first = terrasmith('bench', 'run', ...asked, '-o', directory);
  await untilMoreThan(10, directory);
  first.child.kill('SIGINT');
  expect(await first.ended, first.stderr()).toBe(3);
  expect(first.stderr()).toContain(`terrasmith bench resume ${directory}`);
  const afterInterrupt = countIn(directory);
  expect(samplesText(directory).endsWith('\n')).toBe(true);
  expect(existsSync(join(directory, 'report.html'))).toBe(true);

  const second = terrasmith('bench', 'resume', directory);
  await untilMoreThan(afterInterrupt + 10, directory);
  second.child.kill('SIGKILL');
  await second.ended;
  const afterKill = countIn(directory);

  const third = terrasmith('bench', 'resume', directory);
  expect(await third.ended, third.stderr()).toBe(0);
  expect(third.stderr()).toContain('resuming: ');
  const undisturbed = join(folder, 'undisturbed');
  const whole = terrasmith('bench', 'run', ...asked, '-o', undisturbed);
  expect(await whole.ended).toBe(0);
  expect(afterKill).toBeLessThan(countIn(undisturbed));
  expect(countIn(directory)).toBe(countIn(undisturbed));
  expect(figuresOf(directory)).toEqual(figuresOf(undisturbed));
  expect(third.stdout()).toBe(whole.stdout());
}, 600_000);
