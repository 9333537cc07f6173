import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PostgresServer, postgresPrograms, startPostgres } from '../../../spec/postgres/server.ts';
import { bundledFolder } from '../../dataset/index.ts';
import type { Sample } from '../sample.ts';
import type { Summary } from '../summary.ts';

const programs = postgresPrograms();
if (programs === undefined)
  console.warn('SKIPPED: shared runs need PostgreSQL (Debian: postgresql), which is not here');

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'terrasmith-queue-'));
const started: ChildProcess[] = [];
let server: PostgresServer | undefined;

beforeAll(async () => {
  if (programs !== undefined) server = await startPostgres(programs);
});
afterAll(async () => {
  for (const child of started) if (child.exitCode === null) child.kill('SIGKILL');
  await server?.stop();
});

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  stderr(): string;
}

function terrasmith(...args: string[]): Running {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  started.push(child);
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  return { child, ended, stderr: () => said };
}

/** The baseline's answers under several names, so that there is something to do. */
function recordedAnswers(models: number): string {
  const baseline = readFileSync(join(bundledFolder() ?? '', 'baselines', 'baseline.jsonl'), 'utf8');
  const rows = baseline.split('\n').filter((line) => line !== '');
  const path = join(folder, 'answers.jsonl');
  const copies = Array.from({ length: models }, (_, index) =>
    rows.map((row) => `${JSON.stringify({ ...JSON.parse(row), model: `m${index}` })}\n`).join(''),
  );
  writeFileSync(path, copies.join(''));
  return path;
}

const samplesIn = (directory: string): Sample[] => {
  const path = join(directory, 'samples.jsonl');
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Sample);
};

async function until(what: () => boolean, who: readonly Running[]): Promise<void> {
  for (let waited = 0; !what(); waited += 50) {
    const failed = who.find(({ child }) => child.exitCode !== null);
    if (failed !== undefined || waited > 90_000) throw new Error(`it did not come to that: ${failed?.stderr() ?? ''}`);
    await sleep(50);
  }
}

/** Without what depends on the clock. */
function timeless(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner) => (/_ms$/.test(key) ? undefined : inner), 0)) as unknown;
}

const byKey = (samples: readonly Sample[]) => samples.map((sample) => JSON.stringify(timeless(sample))).sort();

test.skipIf(programs === undefined)(
  'three workers, one killed with -9, make the run that one machine makes',
  async () => {
    const { url, query } = server as PostgresServer;
    const shared = join(folder, 'shared');
    const alone = join(folder, 'alone');
    const asked = [
      'bundled',
      '--model',
      `replay/${recordedAnswers(2)}`,
      '--strategy',
      'direct',
      '--strategy',
      'repair',
    ];
    const run = terrasmith('bench', 'run', ...asked, '-o', shared, '--queue', url);
    const worker = () => terrasmith('worker', '--queue', url, '--concurrency', '8');
    const first = worker();
    const second = worker();
    await until(() => samplesIn(shared).length > 20, [run, first, second]);
    first.child.kill('SIGKILL');
    await first.ended;
    const inWork = Number(query(`SELECT count(*) FROM terrasmith_jobs.job WHERE state = 'active'`)[0]);
    const third = worker();
    expect(await run.ended, run.stderr()).toBe(0);
    expect(inWork).toBeGreaterThan(0);
    for (const { child } of [second, third]) child.kill('SIGINT');
    expect(await Promise.all([second.ended, third.ended])).toEqual([0, 0]);

    expect(await terrasmith('bench', 'run', ...asked, '-o', alone).ended).toBe(0);
    expect(byKey(samplesIn(shared))).toEqual(byKey(samplesIn(alone)));
    const summaryOf = (directory: string) =>
      JSON.parse(readFileSync(join(directory, 'summary.json'), 'utf8')) as Summary;
    expect(timeless(summaryOf(shared))).toEqual(timeless(summaryOf(alone)));
    expect(query('SELECT count(*) FROM terrasmith.samples')).toEqual(['0']);
    expect(query('SELECT count(*) FROM terrasmith.runs')).toEqual(['0']);
  },
  600_000,
);

test.skipIf(programs === undefined)(
  'a shared run whose own process is killed with -9 is resumed with what workers made meanwhile',
  async () => {
    const { url } = server as PostgresServer;
    const directory = join(folder, 'killed');
    const run = terrasmith(
      'bench',
      'run',
      'bundled',
      '--model',
      `replay/${recordedAnswers(4)}`,
      '-o',
      directory,
      '--queue',
      url,
    );
    const worker = terrasmith('worker', '--queue', url, '--concurrency', '8');
    await until(() => samplesIn(directory).length > 5, [run, worker]);
    run.child.kill('SIGKILL');
    await run.ended;
    const before = samplesIn(directory).length;
    expect(before).toBeLessThan(4 * 72);
    const resumed = terrasmith('bench', 'resume', directory, '--queue', url);
    expect(await resumed.ended, resumed.stderr()).toBe(0);
    worker.child.kill('SIGINT');
    await worker.ended;
    const keys = samplesIn(directory).map(({ model, instance_id, sample }) => `${model} ${instance_id} ${sample}`);
    expect(new Set(keys).size).toBe(keys.length);
    const rows = readFileSync(join(folder, 'answers.jsonl'), 'utf8').split('\n').length - 1;
    expect(keys.length).toBe(rows);
  },
  600_000,
);

test('an address that is no PostgreSQL is refused with a sentence', async () => {
  const run = terrasmith(
    'bench',
    'run',
    'bundled',
    '--model',
    'gold',
    '-o',
    join(folder, 'none'),
    '--queue',
    'redis://x',
  );
  expect(await run.ended).toBe(2);
  expect(run.stderr()).toContain('takes the address of a PostgreSQL');
});
