/** A run directory of training: what was asked for (`run.json`), and what is there to read of it. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '../util/write-file-atomically.ts';
import type { EndEvent } from './event.ts';
import { METHODS, type Method, type Recipe } from './recipe.ts';
import { TrainingError } from './training-error.ts';

/** What the trainer reads; the names are those of its `Settings`. */
export interface TrainerSettings {
  readonly model: string;
  readonly data: string;
  readonly recipe: Recipe;
  readonly seed: number;
  readonly threads: number;
  readonly max_minutes: number;
  readonly system_prompt: string;
  readonly eval_data?: string;
  readonly adapter?: string;
  readonly reward_url?: string;
  readonly reward?: string;
  readonly merge?: boolean;
}

export interface TrainingRun {
  readonly format: 'train/1';
  readonly method: Method;
  readonly recipe: string;
  readonly created: string;
  /** The names under which model and data were given. */
  readonly model: string;
  readonly data: { readonly name: string; readonly rows: number; readonly sha256: string };
  readonly processes: number;
  readonly accelerate?: string;
  readonly packages: readonly string[];
  readonly terrasmith: string;
  readonly settings: TrainerSettings;
  readonly end?: EndEvent;
}

const runSchema = z.looseObject({
  format: z.literal('train/1'),
  method: z.enum(METHODS),
  settings: z.looseObject({ model: z.string(), data: z.string() }),
});

export const isTrainingRun = (directory: string): boolean => existsSync(join(directory, 'run.json'));

/** Throws `TrainingError` where there is no run of training. */
export function readTrainingRun(directory: string): TrainingRun {
  const path = join(directory, 'run.json');
  if (!existsSync(path)) throw new TrainingError(`${directory} holds no run.json: it is no run of training`);
  const checked = runSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!checked.success) throw new TrainingError(`${path} is not the run.json of a run of training`);
  return checked.data as unknown as TrainingRun;
}

export function writeTrainingRun(directory: string, run: TrainingRun): void {
  mkdirSync(directory, { recursive: true });
  writeFileAtomically(join(directory, 'run.json'), `${JSON.stringify(run, null, 2)}\n`);
}
