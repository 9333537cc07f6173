/** The machine that has a run's samples made by workers: it hands out the work and writes down what comes back. */
import { setTimeout as sleep } from 'node:timers/promises';
import { keyOf } from '../plan-work.ts';
import type { ShareWork } from '../run.ts';
import { type FailedSample, type Sample, type SampleKey, sampleKey } from '../sample.ts';
import { openQueue, type SharedQueue } from './database.ts';
import { shareableRun } from './shared-run.ts';

const POLL_MS = 200;
const SUPERVISE_MS = 2000;
const PATIENCE_MS = 10_000;

export interface ShareOptions {
  readonly version: string;
  readonly onNotice: (notice: string) => void;
}

export function shareOver(url: string, { version, onNotice }: ShareOptions): ShareWork {
  return async ({ record, lineup, work, stop, drop, take }) => {
    const queue = await openQueue(url, version, (error) => onNotice(`the queue: ${error.message}`));
    try {
      await queue.openRun(record.id, shareableRun(record, lineup));
      const keys = [...work].map(keyOf);
      const waiting = { queue, run: record.id, open: new Set(keys.map(sampleKey)), stop, drop, take, onNotice };
      // An earlier attempt at the run may have left some.
      while ((await collectSamples(waiting)) > 0);
      const missing = keys.filter((key) => waiting.open.has(sampleKey(key)));
      await queue.addJobs(record.id, missing);
      await waitForSamples(waiting);
      if (waiting.open.size === 0) await queue.closeRun(record.id);
    } finally {
      await queue.close();
    }
  };
}

interface Waiting {
  readonly queue: SharedQueue;
  readonly run: string;
  /** Keys of samples that are to come. */
  readonly open: Set<string>;
  readonly stop: AbortSignal;
  readonly drop: AbortSignal | undefined;
  take(sample: Sample): void;
  readonly onNotice: (notice: string) => void;
}

async function waitForSamples(waiting: Waiting): Promise<void> {
  const { queue, run, open, stop, drop } = waiting;
  let supervised = 0;
  const lonely = noticeOfLoneliness(waiting);
  while (open.size > 0 && !drop?.aborted) {
    const inWork = stop.aborted ? await queue.withdraw(run) : Number.POSITIVE_INFINITY;
    if ((await collectSamples(waiting)) > 0) continue;
    if (inWork === 0) return;
    if (performance.now() - supervised > SUPERVISE_MS) {
      supervised = performance.now();
      await queue.reviveJobs();
      for (const key of await queue.givenUp(run)) if (!('part' in key)) giveUp(key, waiting);
      await lonely();
    }
    await sleep(POLL_MS);
  }
}

/** How many there were. Samples are on the disk before the queue forgets them. */
async function collectSamples({ queue, run, open, take }: Waiting): Promise<number> {
  const found = await queue.finishedSamples(run);
  for (const { sample: text } of found) {
    const sample = JSON.parse(text) as Sample;
    if (open.delete(sampleKey(sample))) take(sample);
  }
  const keys = found.map(({ key }) => key);
  if (keys.length > 0) await queue.drop(run, keys);
  return found.length;
}

function giveUp(key: SampleKey, { open, take }: Waiting): void {
  if (!open.delete(sampleKey(key))) return;
  const sample: FailedSample = {
    format: 'sample/1',
    ...key,
    status: 'failed',
    rounds: 0,
    latency_ms: 0,
    usage: null,
    error: 'WorkerError: every worker that tried it died',
    files: {},
    verdict: null,
  };
  take(sample);
}

/** Says once that nobody works, when that has been so for a while. */
function noticeOfLoneliness({ queue, onNotice }: Waiting): () => Promise<void> {
  const started = performance.now();
  let told = false;
  return async () => {
    if (told || performance.now() - started < PATIENCE_MS || (await queue.countWorkers()) > 0) return;
    told = true;
    onNotice('no worker has been heard of: start some with terrasmith worker --queue and the same address');
  };
}
