/**
 * The folder of a run: `run.json` (what ran), `instances.jsonl` (what was asked), `samples.jsonl` (append-only, one
 * finished sample a line), then `summary.json`, `report.md` and `report.html`. A line is written when its sample is done,
 * so a killed run loses at most the samples in work; a half-written last line is cut off on resume.
 */
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Instance } from '../dataset/index.ts';
import { readLines } from '../util/read-lines.ts';
import { writeFileAtomically } from '../util/write-file-atomically.ts';
import type { Sample } from './sample.ts';

/** What ran: everything needed to run it again. */
export interface RunRecord {
  readonly format: 'run/1';
  /** Tells the run from all others. */
  readonly id: string;
  readonly version: string;
  readonly started: string;
  /** As the user named them. */
  readonly datasets: readonly string[];
  readonly models: readonly string[];
  readonly strategies: readonly string[];
  readonly samples: number;
  readonly seed: number;
  /** Options of verification, as they were given. */
  readonly verify: Readonly<Record<string, unknown>>;
  /** Options of the strategies and requests, as they were given. */
  readonly agent?: Readonly<Record<string, unknown>>;
  /** Settings of the models, as they were given; headers are left out. */
  readonly model_settings?: Readonly<Record<string, unknown>>;
  /** Which instances of the data sets were taken. */
  readonly selection: Readonly<Record<string, unknown>>;
}

/** The run directory cannot be used as asked. */
export class RunDirectoryError extends Error {
  override readonly name = 'RunDirectoryError';
}

export const runFile = (directory: string, name: string) => join(directory, name);

export function readRunRecord(directory: string): RunRecord {
  const path = runFile(directory, 'run.json');
  if (!existsSync(path)) throw new RunDirectoryError(`${directory} holds no run: there is no run.json in it`);
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as RunRecord;
  } catch (error) {
    throw new RunDirectoryError(`${path} is not JSON: ${(error as Error).message}`);
  }
}

/** Creates the directory, or takes up the run that is in it if its settings are the same; gives what run.json then says. */
export function prepareRunDirectory(directory: string, record: RunRecord): RunRecord {
  mkdirSync(directory, { recursive: true });
  const path = runFile(directory, 'run.json');
  if (existsSync(path)) {
    const before = readRunRecord(directory);
    const differs = (['samples', 'seed', 'verify', 'agent', 'model_settings', 'selection'] as const).find(
      (name) => JSON.stringify(comparable(before[name])) !== JSON.stringify(comparable(record[name])),
    );
    if (differs !== undefined) {
      const was = JSON.stringify(before[differs]);
      throw new RunDirectoryError(
        `${directory} holds a run with another setting of ${differs} (${was}): give the same settings to resume it, or another directory`,
      );
    }
    const union = (name: 'datasets' | 'models' | 'strategies') => [...new Set([...before[name], ...record[name]])];
    const merged = { datasets: union('datasets'), models: union('models'), strategies: union('strategies') };
    const after = { ...before, ...merged };
    writeFileAtomically(path, `${JSON.stringify(after, null, 2)}\n`);
    return after;
  }
  writeFileAtomically(path, `${JSON.stringify(record, null, 2)}\n`);
  return record;
}

/** What a run may spend can be changed when it is resumed. */
function comparable(setting: RunRecord[keyof RunRecord]): unknown {
  if (typeof setting !== 'object') return setting ?? {};
  return Object.fromEntries(Object.entries(setting).filter(([name]) => name !== 'budget'));
}

export interface StoredSample {
  readonly sample: Sample;
  readonly offset: number;
  readonly length: number;
}

/** The finished samples in the order they were written. Lines that are not samples are passed over. */
export async function* readSamples(directory: string): AsyncGenerator<StoredSample> {
  const path = runFile(directory, 'samples.jsonl');
  if (!existsSync(path)) return;
  for await (const { bytes, offset } of readLines(path)) {
    const sample = parseSample(bytes);
    if (sample !== undefined) yield { sample, offset, length: bytes.length };
  }
}

function parseSample(bytes: Uint8Array): Sample | undefined {
  try {
    const row = JSON.parse(Buffer.from(bytes).toString('utf8')) as Sample;
    return row.format === 'sample/1' ? row : undefined;
  } catch {
    return undefined;
  }
}

/** Cuts off a last line that a killed run left half-written. */
export async function repairSamples(directory: string): Promise<void> {
  const path = runFile(directory, 'samples.jsonl');
  if (!existsSync(path)) return;
  for await (const { complete, offset } of readLines(path)) if (!complete) truncateSync(path, offset);
}

export interface SampleWriter {
  append(sample: Sample): void;
  close(): void;
}

export function openSampleWriter(directory: string): SampleWriter {
  const descriptor = openSync(runFile(directory, 'samples.jsonl'), 'a');
  return {
    append(sample) {
      const line = Buffer.from(`${JSON.stringify(sample)}\n`);
      for (let written = 0; written < line.length; ) written += writeSync(descriptor, line, written);
    },
    close: () => closeSync(descriptor),
  };
}

/** An instance as the run keeps it, with the data set it came from. */
export interface StoredInstance extends Instance {
  readonly dataset: string;
}

export function writeInstances(directory: string, instances: Iterable<StoredInstance>): void {
  const lines: string[] = [];
  for (const instance of instances) lines.push(`${JSON.stringify(instance)}\n`);
  writeFileAtomically(runFile(directory, 'instances.jsonl'), lines.join(''));
}

export async function readInstances(directory: string): Promise<StoredInstance[]> {
  const path = runFile(directory, 'instances.jsonl');
  const instances: StoredInstance[] = [];
  if (!existsSync(path)) return instances;
  for await (const { bytes } of readLines(path)) {
    instances.push(JSON.parse(Buffer.from(bytes).toString('utf8')) as StoredInstance);
  }
  return instances;
}
