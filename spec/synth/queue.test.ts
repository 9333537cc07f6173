/** The commands as processes: rows over the queue of shared runs, by workers and by threads, are the rows of one process. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PostgresServer, postgresPrograms, startPostgres } from '../postgres/server.ts';

const programs = postgresPrograms();
if (programs === undefined)
  console.warn('SKIPPED: rows over a queue need PostgreSQL (Debian: postgresql), which is not here');

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'terrasmith-rows-'));
let server: PostgresServer | undefined;

beforeAll(async () => {
  if (programs !== undefined) server = await startPostgres(programs);
});
afterAll(() => server?.stop());

function terrasmith(...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  return new Promise((done) => child.once('exit', (code) => done({ code, said })));
}

const make = (name: string, ...more: string[]) =>
  terrasmith('data', 'synth', '--seed', '8', '--count', '40', '-o', join(folder, name), ...more);
const rows = (name: string) => readFileSync(join(folder, name), 'utf8');

test.skipIf(programs === undefined)(
  'rows that workers make are those of one process',
  async () => {
    const alone = make('alone.jsonl');
    const shared = make('shared.jsonl', '--queue', (server as PostgresServer).url);
    await alone;
    const workers = [1, 2].map(() => terrasmith('worker', '--queue', (server as PostgresServer).url, '--until-idle'));
    const { code, said } = await shared;
    expect(code, said).toBe(0);
    expect(rows('shared.jsonl')).toBe(rows('alone.jsonl'));
    for (const { code: ended } of await Promise.all(workers)) expect(ended).toBe(0);
    expect((server as PostgresServer).query('SELECT count(*) FROM terrasmith.runs')).toEqual(['0']);
  },
  600_000,
);

test('wrong options get a sentence', async () => {
  const { code, said } = await make('none.jsonl', '--providers', 'oracle');
  expect(code).toBe(2);
  expect(said).toContain('known: aws, azurerm, google, kubernetes');
});
