/** A worker does samples of shared runs, one run after another, until it is stopped or there is nothing left. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ModelEnvironment } from '../../llm/index.ts';
import type { RunRecord } from '../run-directory.ts';
import { createSampleRunner, type SampleOptions, type SampleRunner } from '../run-sample.ts';
import { type FetchedJob, openQueue, QueueError, type SharedQueue, type WorkKey } from './database.ts';
import type { PartsRun } from './share-parts.ts';
import { type FindWork, type SharedRun, workOf } from './shared-run.ts';

export interface WorkerOptions {
  readonly url: string;
  readonly version: string;
  /** Samples in work at a time. */
  readonly concurrency: number;
  /** Ends when there is nothing to do, in place of waiting. */
  readonly untilIdle: boolean;
  /** Starts no further sample; those in work are finished. */
  readonly stop: AbortSignal;
  /** Drops the samples in work, for others to do. */
  readonly drop: AbortSignal;
  /** What models and strategies of a run use on this machine. */
  equip(record: RunRecord): Promise<{
    readonly modelEnvironment: ModelEnvironment;
    readonly sampleOptions: Partial<SampleOptions>;
  }>;
  /** What does the parts of runs that make something else than samples, by the run's kind. */
  readonly performers?: Readonly<Record<string, (recipe: unknown) => Promise<PartPerformer>>>;
  readonly onSample: (done: number) => void;
  readonly onNotice: (notice: string) => void;
}

export interface PartPerformer {
  perform(part: string): Promise<string>;
  close(): Promise<void>;
}

const IDLE_MS = 300;
const RENEW_MS = 4000;

/** How many samples it made. Throws `QueueError`, and what keeps it from doing a run's samples at all. */
export async function runWorker(options: WorkerOptions): Promise<number> {
  const { url, version, onNotice } = options;
  const queue = await openQueue(url, version, (error) => onNotice(`the queue: ${error.message}`));
  const id = `${hostname()}/${process.pid}/${randomUUID()}`;
  const inWork = new Map<string, FetchedJob>();
  const renew = () => queue.renew(id, [...inWork.keys()]).catch((error) => onNotice(`the queue: ${error.message}`));
  const timer = setInterval(renew, RENEW_MS);
  try {
    await renew();
    return await workOff(queue, inWork, options);
  } finally {
    clearInterval(timer);
    await queue.release([...inWork.keys()]);
    await queue.removeWorker(id);
    await queue.close();
  }
}

async function workOff(queue: SharedQueue, inWork: Map<string, FetchedJob>, options: WorkerOptions): Promise<number> {
  const { concurrency, untilIdle, stop, drop, onSample } = options;
  const runs = createRunCache(queue, options);
  const busy = new Set<Promise<void>>();
  let done = 0;
  let broken: { readonly error: unknown } | undefined;
  const doJob = async (fetched: FetchedJob) => {
    try {
      const finished = await doSample(fetched, runs, queue);
      if (!finished) return;
      inWork.delete(fetched.id);
      onSample(++done);
    } catch (error) {
      broken ??= { error };
    }
  };
  try {
    while (!stop.aborted && !drop.aborted && broken === undefined) {
      const jobs = await queue.fetchJobs(concurrency - busy.size);
      if (jobs.length === 0 && busy.size === 0 && untilIdle) break;
      for (const job of jobs) {
        inWork.set(job.id, job);
        const work = doJob(job).finally(() => busy.delete(work));
        busy.add(work);
      }
      if (busy.size >= concurrency) await Promise.race(busy);
      else if (jobs.length === 0) {
        if (busy.size === 0) await runs.close();
        await sleep(IDLE_MS);
      }
    }
    await Promise.all(busy);
  } finally {
    await runs.close();
  }
  if (broken !== undefined) throw broken.error;
  return done;
}

/** False where it was dropped. */
async function doSample(fetched: FetchedJob, runs: RunCache, queue: SharedQueue): Promise<boolean> {
  const run = await runs.get(fetched.job.run);
  const result = run === undefined ? null : await resultOf(fetched.job.key, run);
  if (result === undefined) return false;
  await queue.finish(fetched, result ?? undefined);
  return true;
}

/** Its text; null where the run has no such work, undefined where it was dropped. */
async function resultOf(key: WorkKey, run: OpenRun): Promise<string | null | undefined> {
  if ('part' in key) return 'performer' in run ? run.performer.perform(key.part) : null;
  const work = 'find' in run ? run.find(key) : undefined;
  if (work === undefined || !('runner' in run)) return null;
  const sample = await run.runner.run(work);
  return sample === undefined ? undefined : JSON.stringify(sample);
}

type OpenRun =
  | { readonly find: FindWork; readonly runner: SampleRunner; close(): Promise<void> }
  | { readonly performer: PartPerformer; close(): Promise<void> };

async function openParts({ kind, recipe }: PartsRun, { performers = {}, onNotice }: WorkerOptions): Promise<OpenRun> {
  const make = performers[kind];
  if (make === undefined) throw new QueueError(`this worker does not know how to do a run of the kind ${kind}`);
  onNotice(`working on a run of ${kind}`);
  const performer = await make(recipe);
  return { performer, close: () => performer.close() };
}

interface RunCache {
  /** Undefined where the run has ended. */
  get(id: string): Promise<OpenRun | undefined>;
  close(): Promise<void>;
}

/** Keeps what runs need, models and the verifier, as long as there is work. */
function createRunCache(queue: SharedQueue, options: WorkerOptions): RunCache {
  const opened = new Map<string, Promise<OpenRun | undefined>>();
  const told = new Set<string>();
  const open = async (id: string): Promise<OpenRun | undefined> => {
    const text = await queue.runText(id);
    if (text === undefined) return undefined;
    const shared = JSON.parse(text) as SharedRun | PartsRun;
    if (shared.format === 'shared-parts/1') return openParts(shared, options);
    if (!told.has(id))
      options.onNotice(
        `working on a run of ${shared.record.models.join(', ')} on ${shared.record.datasets.join(', ')}`,
      );
    told.add(id);
    const { modelEnvironment, sampleOptions } = await options.equip(shared.record);
    const find = await workOf(shared, modelEnvironment);
    const runner = await createSampleRunner({
      ...sampleOptions,
      verifyOptions: shared.record.verify,
      budget: modelEnvironment.budget,
      signal: options.drop,
    });
    return { find, runner, close: () => runner.close() };
  };
  const closeAll = async () => {
    const runs = [...opened.values()];
    opened.clear();
    for (const run of runs) await (await run.catch(() => undefined))?.close();
  };
  return {
    get(id) {
      const known = opened.get(id) ?? open(id);
      opened.set(id, known);
      return known;
    },
    close: closeAll,
  };
}
