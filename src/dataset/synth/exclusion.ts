/** The leak guard: what is like a task of the given data sets is no row. */
import { existsSync } from 'node:fs';
import { readLines } from '../../util/read-lines.ts';
import { createNeighbours, type Neighbours, signatureOf } from '../likeness/index.ts';
import { DatasetError, streamDataset } from '../load.ts';

/** From here on two prompts, or two configurations, are taken for one. */
const LIKE_PROMPT = 0.6;
const LIKE_CONFIGURATION = 0.7;

export interface Exclusion {
  readonly tasks: number;
  excludes(prompt: Uint32Array, configuration: Uint32Array): boolean;
}

/** @throws DatasetError where a data set cannot be read or holds no task */
export async function createExclusion(names: readonly string[]): Promise<Exclusion> {
  const prompts = createNeighbours();
  const configurations = createNeighbours();
  for (const name of names) {
    const before = prompts.size;
    for await (const { prompt, configuration } of tasksOf(name)) {
      prompts.add(signatureOf(prompt));
      if (configuration !== undefined) configurations.add(signatureOf(configuration));
    }
    if (prompts.size === before) throw new DatasetError(`${name} holds no task that could be kept apart`);
  }
  return {
    tasks: prompts.size,
    excludes: (prompt, configuration) =>
      like(prompts, prompt, LIKE_PROMPT) || like(configurations, configuration, LIKE_CONFIGURATION),
  };
}

const like = (known: Neighbours, signature: Uint32Array, likeness: number) =>
  known.size > 0 && known.has(signature, likeness);

interface Task {
  readonly prompt: string;
  readonly configuration: string | undefined;
}

async function* tasksOf(name: string): AsyncGenerator<Task> {
  let refused = 0;
  for await (const { problem_statement: prompt, gold_solution: gold } of streamDataset(name, () => refused++)) {
    yield { prompt, configuration: gold === undefined ? undefined : Object.values(gold).join('\n') };
  }
  if (refused > 0 && name.endsWith('.jsonl') && existsSync(name)) yield* foreignTasks(name);
}

/** Rows that are no instances but say `prompt` and `reference`, as IaC-Eval's do. */
async function* foreignTasks(path: string): AsyncGenerator<Task> {
  for await (const { bytes } of readLines(path)) {
    const line = new TextDecoder().decode(bytes);
    const row = line.trim() === '' ? {} : (JSON.parse(line) as Readonly<Record<string, unknown>>);
    if (typeof row.prompt !== 'string') continue;
    yield { prompt: row.prompt, configuration: typeof row.reference === 'string' ? row.reference : undefined };
  }
}
