/**
 * Runs a program as if it were hostile: an environment of only what is given, no standard input, limits of time, processor time,
 * file sizes and output, no network where the system lets us take it away; and its whole process group ends with it, or with us.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { REMOVE_SURELY } from '../../util/remove-surely.ts';
import { enclosed, withoutNetwork } from './enclosure.ts';

export interface LimitedRun {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** How long it may take to end by itself when it is asked to, before it is killed. Default: it is not asked. */
  readonly graceMs?: number;
  /** Bytes of standard output and error together. Default 64 MiB. */
  readonly maximumOutput?: number;
  readonly network: boolean;
  /** The program then sees nothing but this folder, as the root of all paths; `folder` is a path inside it. Needs `canEnclose()`. */
  readonly jail?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** A folder that goes when we are killed while the program runs, and can remove nothing ourselves any more. */
  readonly removedWithUs?: string | undefined;
}

export type LimitedOutcome =
  | { readonly kind: 'ended'; readonly code: number; readonly output: string; readonly complaint: string }
  /** It was stopped, or never ran: what stopped it. */
  | { readonly kind: 'stopped'; readonly reason: string; readonly output: string; readonly complaint: string };

/** Processor seconds of one program; file size in blocks of 512 bytes; memory for data in KiB. */
const CPU_SECONDS = 900;
const FILE_BLOCKS = 2_097_152;
const MEMORY_KIB = 4 << 20;
const MAXIMUM_OUTPUT = 64 << 20;

/**
 * Standard input is a pipe that we hold: when we are gone it closes, and the group is killed; a line on it asks the program to end. A
 * monitor such as bubblewrap's does not pass that on, so its child is asked. The shell that waits is killed with the program, for it
 * would end the removal of the folder.
 */
const HOLDER = `ulimit -t ${CPU_SECONDS}; ulimit -f ${FILE_BLOCKS}; ulimit -d ${MEMORY_KIB}; ulimit -c 0; exec 3<&0; d=$0
"$@" </dev/null 3<&- & p=$!
{ while read -r line <&3; do
    case "$1" in */bwrap) t=$(cat /proc/$p/task/$p/children) ;; *) t=$p ;; esac
    kill -TERM $t
  done; kill -KILL $$ $p; ${REMOVE_SURELY}; kill -KILL 0; } >/dev/null 2>&1 & w=$!
wait $p; c=$?; kill -KILL $w 2>/dev/null; exit $c`;

const running = new Set<ChildProcess>();

/** Kills what runs, each with its group, for one who is about to end and to remove its folders. */
export function killAllRuns(): void {
  for (const child of running) killGroup(child);
}

export function runLimited(command: readonly string[], options: LimitedRun): Promise<LimitedOutcome> {
  const { folder, environment, timeoutMs, graceMs, maximumOutput = MAXIMUM_OUTPUT, jail, signal } = options;
  return new Promise((resolve) => {
    const child = spawn('/bin/sh', ['-c', HOLDER, options.removedWithUs ?? '', ...isolated(command, options)], {
      cwd: jail ?? folder,
      env: environment,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    running.add(child);
    const output: Buffer[] = [];
    const complaint: Buffer[] = [];
    let size = 0;
    let stopped: string | undefined;
    const stop = (reason: string): void => {
      stopped ??= reason;
      killGroup(child);
    };
    let grace: NodeJS.Timeout | undefined;
    const ask = (reason: string): void => {
      if (graceMs === undefined) {
        stop(reason);
        return;
      }
      stopped ??= reason;
      child.stdin.write('\n');
      grace ??= setTimeout(() => stop(reason), graceMs);
    };
    const timer = setTimeout(() => ask(`it did not end within ${timeoutMs / 1000} s`), timeoutMs);
    const aborted = (): void => ask(typeof signal?.reason === 'string' ? signal.reason : 'it was interrupted');
    if (signal?.aborted) aborted();
    signal?.addEventListener('abort', aborted, { once: true });
    const take = (into: Buffer[]) => (chunk: Buffer) => {
      size += chunk.length;
      if (size > maximumOutput) stop(`it wrote more than ${maximumOutput >> 20} MiB`);
      else into.push(chunk);
    };
    child.stdin.on('error', () => undefined);
    child.stdout.on('data', take(output));
    child.stderr.on('data', take(complaint));
    const finish = (outcome: { readonly code: number } | { readonly reason: string }): void => {
      running.delete(child);
      clearTimeout(timer);
      clearTimeout(grace);
      signal?.removeEventListener('abort', aborted);
      const texts = { output: Buffer.concat(output).toString(), complaint: Buffer.concat(complaint).toString() };
      resolve('code' in outcome ? { kind: 'ended', ...outcome, ...texts } : { kind: 'stopped', ...outcome, ...texts });
    };
    child.once('error', (error) => finish({ reason: error.message }));
    child.once('exit', () => {
      child.stdin.destroy();
      killGroup(child);
    });
    child.once('close', (code, signalName) => {
      if (stopped !== undefined) finish({ reason: stopped });
      else if (code === null) finish({ reason: `it was killed (${signalName})` });
      else if (code > 128) finish({ reason: `it was killed (signal ${code - 128})` });
      else finish({ code });
    });
  });
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

function isolated(command: readonly string[], { network, jail, folder }: LimitedRun): readonly string[] {
  if (jail !== undefined) return enclosed(command, { root: jail, folder, network });
  return network ? command : withoutNetwork(command);
}
