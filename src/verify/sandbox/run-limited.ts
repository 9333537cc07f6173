/**
 * Runs a program as if it were hostile: an environment of only what is given, no standard input, limits of time, processor time,
 * file sizes and output, no network where the system lets us take it away; and its whole process group ends with it, or with us.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface LimitedRun {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Bytes of standard output and error together. Default 64 MiB. */
  readonly maximumOutput?: number;
  readonly network: boolean;
  /** The program then sees nothing but this folder, as the root of all paths; `folder` is a path inside it. Needs `canJail()`. */
  readonly jail?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type LimitedOutcome =
  | { readonly kind: 'ended'; readonly code: number; readonly output: string; readonly complaint: string }
  /** It was stopped, or never ran: what stopped it. */
  | { readonly kind: 'stopped'; readonly reason: string; readonly output: string; readonly complaint: string };

/** Processor seconds of one program; file size in blocks of 512 bytes. */
const CPU_SECONDS = 900;
const FILE_BLOCKS = 2_097_152;
const MAXIMUM_OUTPUT = 64 << 20;

/** Standard input is a pipe that we hold: when we are gone it closes, and the group is killed. */
const HOLDER = `ulimit -t ${CPU_SECONDS}; ulimit -f ${FILE_BLOCKS}; ulimit -c 0; exec 3<&0
"$@" </dev/null 3<&- & p=$!
{ cat <&3 >/dev/null 2>&1; kill -KILL 0; } >/dev/null 2>&1 & w=$!
wait $p; c=$?; kill -KILL $w 2>/dev/null; exit $c`;

export function runLimited(command: readonly string[], options: LimitedRun): Promise<LimitedOutcome> {
  const { folder, environment, timeoutMs, maximumOutput = MAXIMUM_OUTPUT, jail, signal } = options;
  const isolated = isolate(command, options);
  return new Promise((resolve) => {
    const child = spawn('/bin/sh', ['-c', HOLDER, 'sh', ...isolated], {
      cwd: jail ?? folder,
      env: environment,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const output: Buffer[] = [];
    const complaint: Buffer[] = [];
    let size = 0;
    let stopped: string | undefined;
    const stop = (reason: string): void => {
      stopped ??= reason;
      killGroup(child);
    };
    const timer = setTimeout(() => stop(`it did not end within ${timeoutMs / 1000} s`), timeoutMs);
    const aborted = (): void => stop('it was interrupted');
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
      clearTimeout(timer);
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

/** Binds the executable (`$0`, its first word) into the jail and goes inside. */
const ENTER = `mount --bind "$2" "$0/program" && root=$0 wd=$1 && shift 2 && exec unshare --root="$root" --wd="$wd" /program "$@"`;

function isolate(command: readonly string[], { network, jail, folder }: LimitedRun): readonly string[] {
  if (jail !== undefined) {
    writeFileSync(join(jail, 'program'), '');
    return ['unshare', network ? '-rm' : '-rmn', '--', '/bin/sh', '-c', ENTER, jail, folder, ...command];
  }
  return network || !canTakeNetworkAway() ? command : ['unshare', '-rn', '--', ...command];
}

let unshares: boolean | undefined;

/** Whether a namespace without network can be made by an ordinary user here. */
function canTakeNetworkAway(): boolean {
  unshares ??= spawnSync('unshare', ['-rn', '--', 'true'], { stdio: 'ignore' }).status === 0;
  return unshares;
}

let jails: boolean | undefined;

/** Whether a program can be shut into a folder here, which takes namespaces of users and mounts; some systems forbid them. */
export function canJail(): boolean {
  const script = 'mount --bind "$0" "$0" && unshare --root=/ --wd="$0" true';
  jails ??= spawnSync('unshare', ['-rmn', '--', '/bin/sh', '-c', script, tmpdir()], { stdio: 'ignore' }).status === 0;
  return jails;
}
