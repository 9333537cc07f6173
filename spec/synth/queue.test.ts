/** Rows over the queue of shared runs are the rows of one process: two workers, one of which is stopped on the way. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runWorker, shareParts } from '../../src/benchmark/index.ts';
import { createPartPerformer, type SynthOptions, synthesise } from '../../src/dataset/index.ts';
import { type PostgresServer, postgresPrograms, startPostgres } from '../postgres/server.ts';

const programs = postgresPrograms();
if (programs === undefined)
  console.warn('SKIPPED: rows over a queue need PostgreSQL (Debian: postgresql), which is not here');

let server: PostgresServer | undefined;
beforeAll(async () => {
  if (programs !== undefined) server = await startPostgres(programs);
});
afterAll(() => server?.stop());

const RECIPE = { task: 'synth', seed: 8, count: 50, providers: { aws: 2, kubernetes: 1 } } as const;

async function rowsOf(options: Partial<SynthOptions>): Promise<string[]> {
  const rows: string[] = [];
  for await (const row of synthesise({ ...RECIPE, ...options })) rows.push(row);
  return rows;
}

const notices: string[] = [];
const onNotice = (notice: string) => void notices.push(notice);

function startWorker(url: string) {
  const stop = new AbortController();
  const ended = runWorker({
    url,
    version: 'test',
    concurrency: 1,
    untilIdle: false,
    stop: stop.signal,
    drop: new AbortController().signal,
    performers: { rows: createPartPerformer },
    equip: () => Promise.reject(new Error('no benchmark runs here')),
    onSample: () => {},
    onNotice,
  });
  return { stop: () => stop.abort(), ended };
}

test.skipIf(programs === undefined)(
  'rows that workers make are those of one process',
  async () => {
    const { url, query } = server as PostgresServer;
    const [first, second] = [startWorker(url), startWorker(url)];
    const shared = await rowsOf({
      distribute: (recipe, parts) =>
        shareParts(parts, { url, version: 'test', run: 'rows', kind: 'rows', recipe, ahead: 3, onNotice }),
      onTally: ({ rows }) => {
        if (rows === 10) first.stop();
      },
    });
    second.stop();
    const done = await Promise.all([first.ended, second.ended]);
    expect(done[1]).toBeGreaterThan(0);
    expect(shared).toEqual(await rowsOf({}));
    expect(query('SELECT count(*) FROM terrasmith.runs')).toEqual(['0']);
    expect(notices).toContain('working on a run of rows');
  },
  600_000,
);
