/** From what the user names to a run directory that is ready to be trained. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { exportDataset, TRAINING_SYSTEM_PROMPT } from '../dataset/index.ts';
import { readLines } from '../util/read-lines.ts';
import { pinnedPackages } from './environment.ts';
import { loadRecipe, type Method } from './recipe.ts';
import { TrainingError } from './training-error.ts';
import { isTrainingRun, type TrainingRun, writeTrainingRun } from './training-run.ts';

export interface Preparation {
  readonly method: Method;
  /** A GGUF file, or a folder in Hugging Face's layout. */
  readonly model: string;
  /** Instances, pairs, or rows that `data export` wrote. */
  readonly data: string;
  readonly directory: string;
  readonly recipe: string;
  /** `name=value`, laid over the recipe. */
  readonly set: readonly string[];
  readonly seed: number;
  readonly threads: number;
  readonly maxMinutes: number;
  readonly processes: number;
  readonly accelerate?: string | undefined;
  readonly evalData?: string | undefined;
  readonly adapter?: string | undefined;
  readonly reward?: string | undefined;
  readonly rewardUrl?: string | undefined;
  readonly controller?: boolean | undefined;
  readonly merge?: boolean | undefined;
  readonly terrasmith: string;
}

/** Writes run.json and, where the data are instances or pairs, their rows. Throws `TrainingError` and `DatasetError`. */
export async function prepareRun(wanted: Preparation): Promise<TrainingRun> {
  const { method, directory } = wanted;
  if (isTrainingRun(directory))
    throw new TrainingError(`${directory} holds a run already; go on with: terrasmith train resume ${directory}`);
  const recipe = loadRecipe(wanted.recipe, method, wanted.set);
  const model = existing('--model', wanted.model);
  mkdirSync(directory, { recursive: true });
  const data = await rowsFor(wanted.data, join(directory, 'rows.jsonl'), wanted);
  const evalData = wanted.evalData && (await rowsFor(wanted.evalData, join(directory, 'eval-rows.jsonl'), wanted));
  const run: TrainingRun = {
    format: 'train/1',
    method,
    recipe: wanted.recipe,
    created: new Date().toISOString(),
    model: wanted.model,
    data: { name: wanted.data, ...(await measured(data)) },
    processes: wanted.processes,
    ...(wanted.accelerate === undefined ? {} : { accelerate: existing('--accelerate', wanted.accelerate) }),
    packages: pinnedPackages(),
    terrasmith: wanted.terrasmith,
    settings: {
      model,
      data,
      recipe,
      seed: wanted.seed,
      threads: wanted.threads,
      max_minutes: wanted.maxMinutes,
      system_prompt: TRAINING_SYSTEM_PROMPT,
      ...(evalData ? { eval_data: evalData } : {}),
      ...(wanted.adapter === undefined ? {} : { adapter: existing('--adapter', wanted.adapter) }),
      ...(wanted.reward === undefined ? {} : { reward: wanted.reward }),
      ...(wanted.rewardUrl === undefined ? {} : { reward_url: wanted.rewardUrl }),
      ...(wanted.merge === true ? { merge: true } : {}),
    },
  };
  writeTrainingRun(directory, run);
  return run;
}

function existing(option: string, path: string): string {
  if (!existsSync(path)) throw new TrainingError(`${option}: there is no ${path}`);
  return resolve(path);
}

/** Rows in the trainer's form: the file itself where it holds them already, else an export of it. */
async function rowsFor(name: string, path: string, { method, controller = false }: Preparation): Promise<string> {
  const isFile = existsSync(name) && statSync(name).isFile();
  if (isFile && (name.endsWith('.parquet') || (await holdsRows(name)))) return resolve(name);
  const { rows } = await exportDataset(name, path, { format: method, controller, order: 'file' });
  if (rows === 0) throw new TrainingError(`${name} gave no row for ${method}`);
  return resolve(path);
}

async function holdsRows(path: string): Promise<boolean> {
  for await (const { bytes } of readLines(path)) {
    try {
      return Array.isArray((JSON.parse(bytes.toString()) as { prompt?: unknown }).prompt);
    } catch {
      return false;
    }
  }
  return false;
}

async function measured(path: string): Promise<{ rows: number; sha256: string }> {
  const hash = createHash('sha256');
  let rows = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    for (const byte of chunk) if (byte === 10) rows++;
  }
  return { rows: path.endsWith('.parquet') ? 0 : rows, sha256: hash.digest('hex') };
}
