/**
 * The trainer's own Python environment: a venv with exactly the packages that `python/pyproject.toml` pins. Its folder is
 * named after the pins, so another version of the trainer gets another one, and a finished one is never touched again.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../util/cache-folder.ts';
import { trainerFolder } from './trainer-folder.ts';
import { TrainingError } from './training-error.ts';

export interface EnvironmentOptions {
  /** Default: a folder of the user's cache. */
  readonly directory?: string | undefined;
  /** The interpreter to make it with. Default: `python3`. */
  readonly python?: string | undefined;
  readonly onLine?: ((line: string) => void) | undefined;
}

/** The packages with their versions, such as `trl==1.16.0`. */
export function pinnedPackages(): string[] {
  const text = readFileSync(join(trainerFolder(), 'pyproject.toml'), 'utf8');
  const list = /^dependencies = \[([^\]]*)\]/m.exec(text)?.[1] ?? '';
  return [...list.matchAll(/"([^"]+)"/g)].map((match) => match[1] as string);
}

export function environmentDirectory(): string {
  const mark = createHash('sha256').update(pinnedPackages().join('\n')).digest('hex').slice(0, 12);
  return process.env.TERRASMITH_TRAINER ?? join(cacheFolder(), `trainer-${mark}`);
}

/** The environment's interpreter; undefined where it has not been made yet. */
export function interpreterIn(directory = environmentDirectory()): string | undefined {
  return existsSync(join(directory, COMPLETE)) ? join(directory, 'bin', 'python') : undefined;
}

/** The environment's interpreter; makes the environment first where that is needed, which takes minutes and 1.5 GB. */
export async function ensureEnvironment(options: EnvironmentOptions = {}): Promise<string> {
  const directory = options.directory ?? environmentDirectory();
  const found = interpreterIn(directory);
  if (found !== undefined) return found;
  const say = options.onLine ?? (() => {});
  say(`making the trainer's environment in ${directory} (once; about 1.5 GB)`);
  makeRoom(directory);
  await step([options.python ?? 'python3', '-m', 'venv', directory], say);
  const python = join(directory, 'bin', 'python');
  await step([python, '-m', 'pip', 'install', '--disable-pip-version-check', ...pinnedPackages()], say);
  renameSync(join(directory, STARTED), join(directory, COMPLETE));
  return python;
}

const COMPLETE = '.terrasmith-complete';
const STARTED = '.terrasmith-started';

/** What an interrupted installation left would be taken for whole packages, so it goes; nobody else's folder does. */
function makeRoom(directory: string): void {
  if (existsSync(join(directory, STARTED))) rmSync(directory, { recursive: true });
  else if (existsSync(directory) && readdirSync(directory).length > 0)
    throw new TrainingError(`${directory} holds something else: name an empty folder or none with --environment`);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, STARTED), `${pinnedPackages().join('\n')}\n`);
}

function step([command = '', ...args]: readonly string[], onLine: (line: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let tail = '';
    const read = (chunk: Buffer) => {
      tail = (tail + chunk.toString()).slice(-2000);
      for (const line of chunk.toString().split('\n')) if (/^(Collecting|Installing)/.test(line)) onLine(line);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    const failed = (why: string, cause?: unknown) =>
      reject(new TrainingError(`${command} ${args.slice(0, 3).join(' ')}: ${why}`, 'environment', { cause }));
    child.once('error', (error) => failed(`${error.message}; Python 3.10 or later is needed (--python)`, error));
    child.once('close', (code) => (code === 0 ? resolve() : failed(`failed\n${tail.trim()}`)));
  });
}
