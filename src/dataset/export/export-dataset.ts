import { existsSync, statSync } from 'node:fs';
import { DatasetError, loadDataset } from '../load.ts';
import type { Pair } from '../pairs/pair.ts';
import { holdsPairs, readPairs } from '../pairs/read-pairs.ts';
import { filesText } from './chat.ts';
import { controllerSftRow, dpoRow, grpoRow, type RowFormat, type RowOptions, sftRow } from './rows.ts';
import { writeRows } from './write-rows.ts';

export interface ExportOptions extends RowOptions {
  readonly format: RowFormat;
  /** Pairs: the draft and its errors are part of the prompt. */
  readonly controller: boolean;
  /** `shortest`: answers by length, short ones first. */
  readonly order: 'file' | 'shortest';
  /** Rows with a longer answer are left out. */
  readonly maxCharacters?: number;
  readonly split?: string;
}

interface Candidate {
  readonly row: object | undefined;
  readonly split: string | undefined;
  /** Characters of the answer that is to be learned. */
  readonly length: number;
}

/** Writes the rows of a data set or a file of pairs; says how many, and how many were left out. */
export async function exportDataset(
  name: string,
  path: string,
  options: ExportOptions,
): Promise<{ rows: number; left: number }> {
  const all = await candidates(name, options);
  const chosen = all.filter((each) => each.row !== undefined && wanted(each, options));
  if (options.order === 'shortest') chosen.sort((one, other) => one.length - other.length);
  const rows = await writeRows(
    path,
    chosen.map(({ row }) => row as object),
  );
  return { rows, left: all.length - rows };
}

function wanted({ split, length }: Candidate, { maxCharacters, split: only }: ExportOptions): boolean {
  if (only !== undefined && split !== only) return false;
  return maxCharacters === undefined || length <= maxCharacters;
}

async function candidates(name: string, options: ExportOptions): Promise<Candidate[]> {
  const isFile = existsSync(name) && statSync(name).isFile();
  if (isFile && holdsPairs(name)) return await candidatesOfPairs(name, options);
  if (options.format === 'dpo' || options.controller)
    throw new DatasetError(`${name} holds no pairs; make them with: terrasmith data pairs ${name} -o pairs.jsonl`);
  const { instances } = await loadDataset(name);
  const rowOf = options.format === 'sft' ? sftRow : grpoRow;
  return instances.map((instance) => ({
    row: rowOf(instance, options),
    split: instance.split,
    length: filesText(instance.gold_solution ?? {}).length,
  }));
}

async function candidatesOfPairs(name: string, options: ExportOptions): Promise<Candidate[]> {
  const all: Candidate[] = [];
  for await (const pair of readPairs(name)) {
    const row = options.format === 'dpo' ? dpoRow(pair, options) : rowOfPair(pair, options);
    const length = Math.max(filesText(pair.preferred).length, filesText(pair.dispreferred).length);
    all.push({ row, split: pair.split, length });
  }
  return all;
}

function rowOfPair(pair: Pair, options: ExportOptions): object | undefined {
  if (options.format === 'grpo') return grpoRow(pair.instance, options);
  return options.controller ? controllerSftRow(pair, options) : sftRow(pair.instance, options);
}
