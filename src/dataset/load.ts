import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { bundledSetFolders, bundledSets } from './bundled.ts';
import { createDataset, type Dataset } from './dataset.ts';
import { instanceFoldersUnder, readInstanceFolder } from './folder.ts';
import { parseIacEvalCsv } from './iac-eval.ts';
import type { Instance, Row, RowProblem } from './instance.ts';
import { parseRow, readJsonlRows } from './jsonl.ts';
import { withScripts } from './scripts.ts';

/** The data set cannot be had at all; a single bad row is a `RowProblem` and no error. */
export class DatasetError extends Error {
  override readonly name = 'DatasetError';
}

/**
 * A data set by name (`bundled`, `bundled/aws`) or path: a .jsonl, .json or .csv file (ours, terraform-llm's, IaC-Eval's),
 * or a folder of such files or of instance folders. Bad rows are left out and listed in `problems`.
 */
export async function loadDataset(name: string): Promise<Dataset> {
  const instances: Instance[] = [];
  const problems: RowProblem[] = [];
  const seen = new Set<string>();
  for await (const row of readRows(name)) {
    if ('problems' in row) {
      problems.push(...row.problems);
    } else if (seen.has(row.instance.instance_id)) {
      const expected = `expected an id that no earlier row has, found "${row.instance.instance_id}" again`;
      problems.push({ file: basename(name), field: 'instance_id', expected });
    } else {
      seen.add(row.instance.instance_id);
      instances.push(row.instance);
    }
  }
  return createDataset(datasetName(name), instances, problems);
}

/** The instances of a data set one at a time, for files larger than memory; problems go to `onProblem`. */
export async function* streamDataset(
  name: string,
  onProblem: (problem: RowProblem) => void = () => {},
): AsyncGenerator<Instance> {
  for await (const row of readRows(name)) {
    if ('problems' in row) row.problems.forEach(onProblem);
    else yield row.instance;
  }
}

async function* readRows(name: string): AsyncGenerator<Row> {
  const bundled = bundledSetFolders(name);
  if (bundled !== undefined) {
    for (const folder of bundled.flatMap(instanceFoldersUnder)) yield withScripts(readInstanceFolder(folder), folder);
    return;
  }
  if (!existsSync(name)) {
    const known = ['bundled', ...bundledSets().map((set) => `bundled/${set}`)].join(', ');
    throw new DatasetError(`there is no data set "${name}": give a file, a folder, or one of ${known}`);
  }
  if (statSync(name).isDirectory()) yield* readFolder(name);
  else yield* readFile(name);
}

async function* readFolder(path: string): AsyncGenerator<Row> {
  const folders = instanceFoldersUnder(path);
  for (const folder of folders) yield withScripts(readInstanceFolder(folder), folder);
  if (folders.length > 0) return;
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => ['.jsonl', '.csv'].includes(extname(name)))
    .sort();
  if (files.length === 0) {
    throw new DatasetError(`${path} holds no data set: expected .jsonl or .csv files, or folders with a prompt.md`);
  }
  for (const file of files) yield* readFile(join(path, file));
}

/** Scripts that are named by their path are found beside the data set, in the folders above it, or from the working directory. */
async function* readFile(path: string): AsyncGenerator<Row> {
  for await (const row of rowsOf(path)) yield withScripts(row, dirname(resolve(path)));
}

async function* rowsOf(path: string): AsyncGenerator<Row> {
  switch (extname(path)) {
    case '.csv':
      yield* parseIacEvalCsv(readFileSync(path, 'utf8'), basename(path));
      return;
    case '.json':
      yield* readJsonRows(path);
      return;
    default:
      yield* readJsonlRows(path);
  }
}

/** A JSON file holds one row or a list of rows. */
function readJsonRows(path: string): Row[] {
  const file = basename(path);
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return Array.isArray(value) ? value.map((row) => parseRow(row, { file })) : [parseRow(value, { file })];
  } catch (error) {
    throw new DatasetError(`${path} is not JSON: ${(error as Error).message}`);
  }
}

function datasetName(name: string): string {
  return name.startsWith('bundled') ? name : basename(name, extname(name));
}
