/** Runs the Python trainer: its events go to the caller, all else to RUN/trainer.log. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseEvent, type TrainerEvent } from './event.ts';
import type { Method } from './recipe.ts';
import { trainerFolder } from './trainer-folder.ts';
import { TrainingError } from './training-error.ts';

export interface Launch {
  readonly python: string;
  readonly method: Method;
  readonly directory: string;
  /** 0: as many as the machine likes. */
  readonly threads: number;
  /** Processes on this machine; more than one goes through accelerate. */
  readonly processes: number;
  /** An accelerate configuration, for several machines; replaces `processes`. */
  readonly accelerate?: string | undefined;
  readonly onEvent: (event: TrainerEvent) => void;
  readonly signal?: AbortSignal | undefined;
}

const TAIL_LINES = 15;

/**
 * On a CPU every step asks for the same large pieces of memory, which glibc would fetch from the kernel and give back each
 * time: kept, and in huge pages, they let a step of a small model run a quarter faster. Other systems do not read these.
 */
const KEEP_MEMORY = {
  MALLOC_MMAP_MAX_: '0',
  MALLOC_TRIM_THRESHOLD_: String(8e9),
  MALLOC_TOP_PAD_: String(2 ** 28),
  GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1',
};

/** Resolves when the trainer has ended or stopped with a checkpoint; throws `TrainingError` where it failed. */
export async function launch(options: Launch): Promise<'ended' | 'stopped'> {
  const [command = '', ...args] = commandLine(options);
  const log = createWriteStream(join(options.directory, 'trainer.log'), { flags: 'a' });
  // In a group of its own: a terminal's Ctrl-C reaches us alone, and we ask it to stop once.
  const child = spawn(command, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: environment(options) });
  const release = passStopOn(child, options.signal);
  const tail: string[] = [];
  let last: TrainerEvent['event'] | undefined;
  const keep = (line: string) => {
    log.write(`${line}\n`);
    tail.push(line);
    if (tail.length > TAIL_LINES) tail.shift();
  };
  createInterface({ input: child.stderr }).on('line', keep);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const event = parseEvent(line);
    if (event === undefined) return keep(line);
    last = event.event;
    options.onEvent(event);
  });
  try {
    const code = await ended(child);
    if (last === 'stopped') return 'stopped';
    if (code === 0 && last === 'end') return 'ended';
    throw new TrainingError(`the trainer ended with code ${code}:\n${tail.join('\n')}`, 'environment');
  } finally {
    release();
    await closed(log);
  }
}

function commandLine({ python, method, directory, processes, accelerate }: Launch): string[] {
  const trainer = ['-m', 'terrasmith_trainer', method, directory];
  if (accelerate === undefined && processes === 1) return [python, '-u', ...trainer];
  const launcher = [python, '-u', '-m', 'accelerate.commands.launch'];
  const several = ['--num_processes', String(processes), '--num_machines', '1', '--mixed_precision', 'no'];
  const how = accelerate === undefined ? [...several, '--dynamo_backend', 'no'] : ['--config_file', accelerate];
  return [...launcher, ...how, ...trainer];
}

function environment({ threads, python }: Launch): NodeJS.ProcessEnv {
  const { PYTHONPATH: _, ...inherited } = process.env;
  return {
    ...KEEP_MEMORY,
    ...inherited,
    PYTHONPATH: trainerFolder(),
    PYTHONDONTWRITEBYTECODE: '1',
    PATH: `${dirname(python)}:${process.env.PATH ?? ''}`,
    HF_HUB_OFFLINE: '1',
    HF_HUB_DISABLE_PROGRESS_BARS: '1',
    TOKENIZERS_PARALLELISM: 'false',
    ...(threads > 0 ? { OMP_NUM_THREADS: String(threads) } : {}),
  };
}

/** The first stop asks for a checkpoint; a second (a new signal) is not waited for by whoever sends it. */
function passStopOn(child: ChildProcess, signal: AbortSignal | undefined): () => void {
  const stop = () => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
  };
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  return () => signal?.removeEventListener('abort', stop);
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) =>
      reject(new TrainingError(`the trainer did not start: ${error.message}`, 'environment')),
    );
    child.once('close', resolve);
  });
}

const closed = (log: WriteStream) => new Promise<void>((resolve) => log.end(() => resolve()));
