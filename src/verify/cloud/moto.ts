/**
 * A moto server of our own: AWS in one Python process on the loopback interface, for one run at a time. It is started when it is
 * first needed, emptied between runs, and ends with us, even if we are killed.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { REMOVE_SURELY, removeSurely } from '../../util/remove-surely.ts';
import { EnvironmentFailure } from '../environment-failure.ts';
import { onPath } from '../sandbox/on-path.ts';
import { lackWatch } from './moto-lacks.ts';

export interface MotoServer {
  /** Such as `http://127.0.0.1:38535`. */
  readonly url: string;
  readonly processId: number | undefined;
  readonly alive: () => boolean;
  /** What it said last, where it has ended. */
  readonly complaint: () => string;
  /** For one command: aborted, with the reason, when something is asked for that moto does not have; waiting is then in vain. */
  readonly lacking: () => AbortSignal;
  /** Forgets everything that was made. Throws EnvironmentFailure where it does not answer. */
  readonly reset: () => Promise<void>;
  readonly stop: () => void;
}

export const HOW_TO_GET_MOTO = "python3 -m pip install 'moto[server]'";
const START_LIMIT_MS = 60_000;
const RESET_LIMIT_MS = 30_000;
const COMPLAINT_LENGTH = 4_000;

/** Standard input is a pipe that we hold: when we are gone it closes, moto is killed, and its home (`$0`) goes. */
const HOLDER = `d=$0; "$@" </dev/null & p=$!; exec >/dev/null 2>&1; cat >/dev/null; kill -KILL $p; ${REMOVE_SURELY}`;

/** `moto_server` on the search path, else the module of a Python on it. Throws EnvironmentFailure where there is neither. */
export function motoCommand(): readonly string[] {
  const program = onPath('moto_server');
  if (program !== undefined) return [program];
  for (const name of ['python3', 'python']) {
    const python = onPath(name);
    if (python !== undefined && hasMoto(python)) return [python, '-m', 'moto.server'];
  }
  throw new EnvironmentFailure(
    `--cloud moto needs moto, which is neither on the search path (moto_server) nor a module of python3; get it with: ${HOW_TO_GET_MOTO}`,
  );
}

/** The Python that moto runs with has boto3 as well, which scripts of data sets use; undefined where it is not plain which one. */
export function motoPython(): string | undefined {
  const program = onPath('moto_server');
  if (program === undefined) return undefined;
  const beside = join(dirname(program), 'python3');
  return existsSync(beside) ? beside : undefined;
}

function hasMoto(python: string): boolean {
  return spawnSync(python, ['-c', 'import moto.server'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

export async function startMoto(): Promise<MotoServer> {
  const home = mkdtempSync(join(tmpdir(), 'terrasmith-moto-'));
  const child = spawn('/bin/sh', ['-c', HOLDER, home, ...motoCommand(), '-H', '127.0.0.1', '-p', '0'], {
    cwd: home,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH ?? '/usr/bin:/bin',
      HOME: home,
      TMPDIR: home,
      PYTHONUSERBASE: process.env.PYTHONUSERBASE ?? join(homedir(), '.local'),
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONUNBUFFERED: '1',
      MOTO_IAM_LOAD_MANAGED_POLICIES: 'true',
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
    },
  });
  let ended = false;
  let complaint = '';
  const lacks = lackWatch();
  const stop = (): void => {
    if (ended) return;
    ended = true;
    lacks.gone();
    child.stdin.destroy();
    killGroup(child);
    removeSurely(home);
  };
  child.once('exit', stop);
  child.stdin.on('error', stop);
  child.stdout.resume();
  child.stdout.once('end', stop);
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-COMPLAINT_LENGTH);
    lacks.read(chunk.toString());
  });
  let url: string;
  try {
    url = await greeting(child, () => complaint);
  } catch (error) {
    stop();
    throw error;
  }
  letGo(child);
  return {
    url,
    processId: child.pid,
    alive: () => !ended,
    complaint: () => complaint.trim().split('\n').slice(-3).join('\n'),
    lacking: lacks.signal,
    reset: () => reset(url),
    stop,
  };
}

/** The server says on standard error where it listens. */
function greeting(child: ChildProcess, complaint: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (text: string): void => {
      clearTimeout(timer);
      reject(new EnvironmentFailure(`moto cannot be started: ${text}`));
    };
    const timer = setTimeout(() => fail(`it did not listen within ${START_LIMIT_MS / 1000} s`), START_LIMIT_MS);
    child.once('error', (error) => fail(error.message));
    child.stdout?.once('end', () => fail(complaint().trim().slice(-600) || 'it ended without a word'));
    child.stderr?.on('data', () => {
      const url = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(complaint())?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
  });
}

async function reset(url: string): Promise<void> {
  try {
    const response = await fetch(`${url}/moto-api/reset`, {
      method: 'POST',
      signal: AbortSignal.timeout(RESET_LIMIT_MS),
    });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`it answers ${response.status}`);
  } catch (error) {
    throw new EnvironmentFailure(`moto at ${url} cannot be emptied: ${(error as Error).message}`);
  }
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** Lets our own process end while moto still runs: it is ended then. */
function letGo(child: ChildProcess): void {
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) (stream as unknown as { unref(): void })?.unref();
}
