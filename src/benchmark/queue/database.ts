/**
 * What the machines of a shared run have in common: a PostgreSQL with the jobs (pg-boss), the runs they belong to, and the
 * samples that were made and not yet collected. Samples and runs are kept as text, for PostgreSQL's own JSON knows no NUL.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type PgBoss from 'pg-boss';
import type { SampleKey } from '../sample.ts';

/** The place of the jobs and of our tables. */
const SCHEMA = 'terrasmith';
const JOBS = 'terrasmith_jobs';

/** A worker that has not renewed its jobs for that long has died; others do them. */
export const LEASE_SECONDS = 20;
/** How many workers may die of a sample before it is given up. */
const RETRIES = 3;

/** A part of a run that makes something else than samples; its text tells the worker what to do. */
export interface PartKey {
  readonly part: string;
}

export type WorkKey = SampleKey | PartKey;

export interface SampleJob {
  readonly run: string;
  readonly key: WorkKey;
}

export interface FetchedJob {
  readonly id: string;
  readonly job: SampleJob;
}

export interface SharedQueue {
  /** Takes up a run, new or interrupted: jobs of an earlier attempt are forgotten, samples they made are kept. */
  openRun(run: string, text: string): Promise<void>;
  addJobs(run: string, keys: readonly WorkKey[]): Promise<void>;
  /** Samples made and not collected yet, oldest first; `drop` them once they are kept elsewhere. */
  finishedSamples(run: string): Promise<readonly { readonly key: string; readonly sample: string }[]>;
  drop(run: string, keys: readonly string[]): Promise<void>;
  /** Jobs that were given up, because each worker that had them died. They are told once. */
  givenUp(run: string): Promise<readonly WorkKey[]>;
  /** Forgets jobs that nobody has begun, and gives the number of those in work. */
  withdraw(run: string): Promise<number>;
  /** Jobs of workers that died are to be done again. */
  reviveJobs(): Promise<void>;
  closeRun(run: string): Promise<void>;
  /** How many workers have been heard of lately. */
  countWorkers(): Promise<number>;

  /** The text of a run; undefined where it has ended. */
  runText(run: string): Promise<string | undefined>;
  fetchJobs(limit: number): Promise<readonly FetchedJob[]>;
  /** Keeps the sample, if no other worker was faster, and ends the job. */
  finish({ id, job }: FetchedJob, sample: string | undefined): Promise<void>;
  /** Gives jobs back as if they had never been fetched. */
  release(ids: readonly string[]): Promise<void>;
  /** Says that the worker lives and goes on with these jobs. */
  renew(worker: string, ids: readonly string[]): Promise<void>;
  removeWorker(worker: string): Promise<void>;
  close(): Promise<void>;
}

/** The queue cannot be used. */
export class QueueError extends Error {
  override readonly name = 'QueueError';
}

/** `version` keeps apart the machines with different versions, whose samples would not compare. */
export async function openQueue(url: string, version: string, onError: (error: Error) => void): Promise<SharedQueue> {
  if (!/^postgres(?:ql)?:\/\//.test(url)) {
    throw new QueueError('--queue takes the address of a PostgreSQL, such as postgres://user@host/database');
  }
  const { default: Boss } = await import('pg-boss');
  const boss = new Boss({ connectionString: url, schema: JOBS, schedule: false, supervise: false, max: 4 });
  boss.on('error', onError);
  const name = `samples-${version.replaceAll(/[^\w.-]/g, '_')}`;
  try {
    await boss.start();
    await boss.getDb().executeSql(TABLES, []);
    await unlessDeadlocked(() =>
      boss.createQueue(name, { name, retryLimit: RETRIES, retryDelay: 0, expireInSeconds: LEASE_SECONDS }),
    );
  } catch (cause) {
    await boss.stop({ graceful: false }).catch(() => {});
    throw new QueueError(`the queue cannot be used: ${(cause as Error).message}`, { cause });
  }
  return queueOn(boss, name);
}

/** PostgreSQL ends one of several that make a queue at the same time; that one is to try again. */
async function unlessDeadlocked(make: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await make();
      return;
    } catch (error) {
      if ((error as { code?: unknown }).code !== DEADLOCK || attempt === ATTEMPTS) throw error;
      await sleep(50 * attempt);
    }
  }
}

const DEADLOCK = '40P01';
const ATTEMPTS = 8;

/** The lock lets machines that start together make the tables once. */
const TABLES = `
BEGIN;
SELECT pg_advisory_xact_lock(hashtext('${SCHEMA}'));
CREATE SCHEMA IF NOT EXISTS ${SCHEMA};
CREATE TABLE IF NOT EXISTS ${SCHEMA}.runs (id text PRIMARY KEY, text text NOT NULL, opened timestamptz NOT NULL DEFAULT now());
CREATE TABLE IF NOT EXISTS ${SCHEMA}.samples (
  run text NOT NULL REFERENCES ${SCHEMA}.runs ON DELETE CASCADE, key text NOT NULL, sample text NOT NULL,
  made timestamptz NOT NULL DEFAULT clock_timestamp(), PRIMARY KEY (run, key));
CREATE TABLE IF NOT EXISTS ${SCHEMA}.workers (id text PRIMARY KEY, seen timestamptz NOT NULL);
COMMIT;`;

const COLLECTED_AT_ONCE = 200;
const ADDED_AT_ONCE = 500;

function queueOn(boss: PgBoss, name: string): SharedQueue {
  const rows = async <T>(text: string, values: unknown[] = []): Promise<T[]> =>
    (await boss.getDb().executeSql(text, values)).rows as T[];
  const jobsOf = `${JOBS}.job WHERE name = '${name}' AND data->>'run' = $1`;
  return {
    async openRun(run, text) {
      await rows(`DELETE FROM ${jobsOf}`, [run]);
      await rows(`INSERT INTO ${SCHEMA}.runs (id, text) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET text = $2`, [
        run,
        text,
      ]);
    },
    async addJobs(run, keys) {
      for (let start = 0; start < keys.length; start += ADDED_AT_ONCE) {
        const part = keys.slice(start, start + ADDED_AT_ONCE);
        await boss.insert(part.map((key) => ({ name, data: { run, key }, retryLimit: RETRIES })));
      }
    },
    finishedSamples: (run) =>
      rows(`SELECT key, sample FROM ${SCHEMA}.samples WHERE run = $1 ORDER BY made LIMIT ${COLLECTED_AT_ONCE}`, [run]),
    async drop(run, keys) {
      await rows(`DELETE FROM ${SCHEMA}.samples WHERE run = $1 AND key = ANY($2)`, [run, keys]);
    },
    async givenUp(run) {
      const found = await rows<{ data: SampleJob }>(`DELETE FROM ${jobsOf} AND state = 'failed' RETURNING data`, [run]);
      return found.map(({ data }) => data.key);
    },
    async withdraw(run) {
      await rows(`DELETE FROM ${jobsOf} AND state < 'active'`, [run]);
      const [left] = await rows<{ count: string }>(`SELECT count(*) FROM ${jobsOf} AND state = 'active'`, [run]);
      return Number(left?.count ?? 0);
    },
    reviveJobs: () => boss.expire(),
    async closeRun(run) {
      await rows(`DELETE FROM ${jobsOf}`, [run]);
      await rows(`DELETE FROM ${SCHEMA}.runs WHERE id = $1`, [run]);
    },
    async countWorkers() {
      const recent = `seen > now() - interval '${LEASE_SECONDS} seconds'`;
      const [found] = await rows<{ count: string }>(`SELECT count(*) FROM ${SCHEMA}.workers WHERE ${recent}`);
      return Number(found?.count ?? 0);
    },

    async runText(run) {
      const [found] = await rows<{ text: string }>(`SELECT text FROM ${SCHEMA}.runs WHERE id = $1`, [run]);
      return found?.text;
    },
    async fetchJobs(limit) {
      const jobs = await boss.fetch<SampleJob>(name, { batchSize: limit });
      return jobs.map(({ id, data }) => ({ id, job: data }));
    },
    async finish({ id, job }, sample) {
      if (sample !== undefined) {
        await rows(
          `INSERT INTO ${SCHEMA}.samples (run, key, sample) SELECT id, $2, $3 FROM ${SCHEMA}.runs WHERE id = $1 ON CONFLICT DO NOTHING`,
          [job.run, JSON.stringify(job.key), sample],
        );
      }
      await rows(`DELETE FROM ${JOBS}.job WHERE name = $1 AND id = $2`, [name, id]);
    },
    async release(ids) {
      const begun = `name = $1 AND id = ANY($2::uuid[]) AND state = 'active'`;
      await rows(`UPDATE ${JOBS}.job SET state = 'created', started_on = NULL WHERE ${begun}`, [name, ids]);
    },
    async renew(worker, ids) {
      await rows(`INSERT INTO ${SCHEMA}.workers VALUES ($1, now()) ON CONFLICT (id) DO UPDATE SET seen = now()`, [
        worker,
      ]);
      const begun = `name = $1 AND id = ANY($2::uuid[]) AND state = 'active'`;
      if (ids.length > 0) await rows(`UPDATE ${JOBS}.job SET started_on = now() WHERE ${begun}`, [name, ids]);
    },
    async removeWorker(worker) {
      await rows(`DELETE FROM ${SCHEMA}.workers WHERE id = $1`, [worker]);
    },
    close: () => boss.stop({ graceful: false }),
  };
}
