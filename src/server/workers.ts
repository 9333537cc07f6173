/**
 * Worker threads that do jobs. Each has at most two: the one it works on and the next. A job that takes longer than its limit,
 * or kills its worker, ends with a result that says so, and a new worker takes the old one's place; no other job is lost.
 */
import { Worker } from 'node:worker_threads';
import { createVerifier, type VerifyOptions } from '../verify/index.ts';
import { fifo } from './fifo.ts';
import type { Job, JobResult, Outcome } from './job.ts';
import { failedJob, performJob } from './perform.ts';

export interface Workers {
  readonly size: number;
  /** Jobs that no worker has begun. */
  readonly waiting: () => number;
  /** Workers that were replaced because a job took too long or killed them. */
  readonly replaced: () => number;
  /** Never rejects. An aborted job that has not begun is dropped. */
  readonly perform: (job: Job, signal?: AbortSignal) => Promise<Outcome>;
  /** Lets all jobs end first. */
  readonly close: () => Promise<void>;
}

export interface WorkersOptions {
  readonly verify: VerifyOptions;
  readonly size: number;
  /** A job that takes longer ends without a result. */
  readonly timeLimitMs: number;
  /** Heap of one worker; one that needs more is replaced. */
  readonly memoryLimitMiB: number;
}

interface Task {
  readonly job: Job;
  readonly submitted: number;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (outcome: Outcome) => void;
}

interface Seat {
  worker: Worker;
  ready: boolean;
  /** The first is being worked on. */
  tasks: Task[];
  /** When the first was begun. */
  begun: number;
  /** How many workers in a row ended before they were ready. */
  stillborn: number;
}

const IN_HAND = 2;
const CHECK_EVERY_MS = 50;
/** Workers that cannot start (no memory, files gone) are tried again ever more seldom. */
const RESTART_FIRST_MS = 100;
const RESTART_MOST_MS = 30_000;

/** Resolves when every worker is ready; rejects where one cannot start. */
export async function startWorkers(options: WorkersOptions): Promise<Workers> {
  const queue = fifo<Task>();
  let replaced = 0;
  let closing = false;
  const idleCalls: (() => void)[] = [];
  const seats: Seat[] = [];
  const waiting = queue.size;

  const next = (): Task | undefined => {
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
      if (!task.signal?.aborted) return task;
      finish(task, failedJob(task.job, 'the client went away'), 0, performance.now());
    }
    return undefined;
  };
  const assign = () => {
    for (let hand = 0; hand < IN_HAND; hand++) {
      for (const seat of seats) {
        if (!seat.ready || seat.tasks.length > hand) continue;
        const task = next();
        if (task === undefined) return;
        if (seat.tasks.length === 0) seat.begun = performance.now();
        seat.tasks.push(task);
        seat.worker.postMessage(task.job);
      }
    }
  };
  const finish = (task: Task, result: JobResult, took: number, begun: number) =>
    task.resolve({
      result,
      timing: { queue_ms: rounded(Math.max(0, begun - task.submitted)), verify_ms: rounded(took) },
    });
  const settle = () => {
    assign();
    if (waiting() === 0 && seats.every(({ tasks }) => tasks.length === 0))
      for (const call of idleCalls.splice(0)) call();
  };
  const isIdle = () => waiting() === 0 && seats.every(({ tasks }) => tasks.length === 0);
  const replace = (seat: Seat, reason: string) => {
    const [broken, ...rest] = seat.tasks;
    seat.tasks = [];
    seat.stillborn = seat.ready ? 0 : seat.stillborn + 1;
    seat.ready = false;
    replaced++;
    if (broken !== undefined) finish(broken, failedJob(broken.job, reason), performance.now() - seat.begun, seat.begun);
    queue.pushFront(rest);
    const { worker } = seat;
    void worker.terminate();
    const restart = () => {
      if (!closing && seat.worker === worker) seat.worker = start(seat);
    };
    if (seat.stillborn === 0) restart();
    else setTimeout(restart, Math.min(RESTART_FIRST_MS * 2 ** seat.stillborn, RESTART_MOST_MS)).unref();
    settle();
  };
  const start = (seat: Seat): Worker => {
    const worker = newWorker(options);
    worker.on('message', (message: 'ready' | { result: JobResult; took: number }) => {
      if (seat.worker !== worker) return;
      if (message === 'ready') {
        seat.ready = true;
      } else {
        const task = seat.tasks.shift();
        if (task !== undefined) finish(task, message.result, message.took, seat.begun);
        seat.begun = performance.now();
      }
      settle();
    });
    let over = false;
    const end = (reason: string) => {
      if (seat.worker !== worker || closing || over) return;
      over = true;
      replace(seat, reason);
    };
    worker.on('error', (error) => end(`the worker died: ${messageOf(error)}`));
    worker.on('exit', (code) => end(`the worker died with exit code ${code}`));
    return worker;
  };
  for (let index = 0; index < options.size; index++) {
    const seat = { ready: false, tasks: [], begun: 0, stillborn: 0 } as unknown as Seat;
    seat.worker = start(seat);
    seats.push(seat);
  }
  const clock = setInterval(() => {
    const now = performance.now();
    for (const seat of seats) {
      if (seat.tasks.length > 0 && now - seat.begun > options.timeLimitMs)
        replace(seat, `it took longer than ${options.timeLimitMs / 1000} s`);
    }
  }, CHECK_EVERY_MS);
  clock.unref();
  await Promise.race(seats.map(({ worker }) => firstMessage(worker)));
  return {
    size: options.size,
    waiting,
    replaced: () => replaced,
    perform: (job, signal) =>
      new Promise((resolve) => {
        queue.push({ job, submitted: performance.now(), signal, resolve });
        assign();
      }),
    close: async () => {
      if (!isIdle()) await new Promise<void>((resolve) => idleCalls.push(resolve));
      closing = true;
      clearInterval(clock);
      await Promise.all(seats.map(({ worker }) => ended(worker)));
    },
  };
}

/** The same in this thread, without time limits: for tests and for programs that have threads of their own. */
export async function workersInProcess(verify: VerifyOptions): Promise<Workers> {
  const verifier = await createVerifier(verify);
  return {
    size: 1,
    waiting: () => 0,
    replaced: () => 0,
    perform: async (job) => {
      const started = performance.now();
      const result = await performJob(job, verifier);
      return { result, timing: { queue_ms: 0, verify_ms: rounded(performance.now() - started) } };
    },
    close: () => verifier.close(),
  };
}

function newWorker({ verify, memoryLimitMiB }: WorkersOptions): Worker {
  const options = { workerData: verify, resourceLimits: { maxOldGenerationSizeMb: memoryLimitMiB } };
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const file = new URL(`./job-worker.${extension}`, import.meta.url);
  return extension === 'js' ? new Worker(file, options) : new Worker(fromSources(file), { ...options, eval: true });
}

/** A thread that runs sources needs the loader of TypeScript, which it does not inherit. */
const fromSources = ({ href }: URL) =>
  `import('tsx/esm/api').then(({ register }) => (register(), import(${JSON.stringify(href)})))`;

function firstMessage(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
  });
}

function ended(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    worker.once('exit', () => resolve());
    worker.postMessage('close');
    setTimeout(() => void worker.terminate(), 2_000).unref();
  });
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
const rounded = (milliseconds: number) => Math.round(milliseconds * 1000) / 1000;
