/** The jobs of one request, done together and counted; refused as a whole where too many wait already. */
import type { ServerContext } from './context.ts';
import type { Job, Outcome, RewardJob, RewardResult, VerdictResult, VerifyJob } from './job.ts';
import { problem } from './problem.ts';

export async function doJobs(
  jobs: readonly VerifyJob[],
  context: ServerContext,
  signal?: AbortSignal,
): Promise<Outcome<VerdictResult>[]>;
export async function doJobs(
  jobs: readonly RewardJob[],
  context: ServerContext,
  signal?: AbortSignal,
): Promise<Outcome<RewardResult>[]>;
export async function doJobs(jobs: readonly Job[], context: ServerContext, signal?: AbortSignal): Promise<Outcome[]> {
  admit(jobs.length, context);
  return Promise.all(
    jobs.map(async (job) => {
      const outcome = await context.workers.perform(job, signal);
      count(outcome, context);
      return outcome;
    }),
  );
}

/** Throws a problem of status 413, 429 or 503. */
function admit(items: number, { limits, workers, metrics, draining }: ServerContext): void {
  const refuse = (reason: string) => metrics.count('terrasmith_refused_total', `reason="${reason}"`);
  if (draining()) {
    refuse('stopping');
    throw problem(503, { code: 'stopping', message: 'the server is about to stop', retryAfter: 5 });
  }
  if (items > limits.items) {
    refuse('items');
    const message = `${items} items in one request, more than ${limits.items}: send them in several`;
    throw problem(413, { code: 'too-many-items', message, field: 'items' });
  }
  const waiting = workers.waiting();
  if (waiting > 0 && waiting + items > limits.waiting) {
    refuse('busy');
    const message = `${waiting} items wait already: try again later, or send fewer at once`;
    throw problem(429, { code: 'busy', message, retryAfter: retryAfter(waiting, workers.size) });
  }
}

/** Items that one worker does in a second, for an estimate only. */
const ITEMS_PER_SECOND = 500;

function retryAfter(waiting: number, workers: number): number {
  return Math.min(60, Math.max(1, Math.ceil(waiting / (workers * ITEMS_PER_SECOND))));
}

function count({ result, timing }: Outcome, { metrics }: ServerContext): void {
  const outcome = result.kind === 'verdict' ? 'verified' : result.reward === null ? 'unscored' : 'scored';
  metrics.count('terrasmith_items_total', `kind="${result.kind}",outcome="${outcome}"`);
  metrics.observe('terrasmith_item_seconds', timing.verify_ms / 1000);
  metrics.observe('terrasmith_queue_seconds', timing.queue_ms / 1000);
}
