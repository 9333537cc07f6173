/**
 * Runs models over data sets. Every finished sample is on the disk before the next is counted, nothing but counters is
 * kept in memory, and a directory that already holds samples is taken up where it stopped.
 */
import { randomUUID } from 'node:crypto';
import { direct, findStrategy, type Strategy } from '../agent/index.ts';
import { type Dataset, loadDataset } from '../dataset/index.ts';
import { BudgetError, createModels, type Model, type ModelEnvironment, type ModelSettings } from '../llm/index.ts';
import { concurrently } from './concurrently.ts';
import { countWork, keyOf, type Lineup, planWork, type Work } from './plan-work.ts';
import { createCounter, type Finished, type Progress } from './progress.ts';
import { createReport, type Report } from './report.ts';
import {
  openSampleWriter,
  prepareRunDirectory,
  type RunRecord,
  readSamples,
  repairSamples,
  type StoredInstance,
  writeInstances,
} from './run-directory.ts';
import { createSampleRunner, type SampleOptions } from './run-sample.ts';
import { type Sample, sampleKey } from './sample.ts';
import { writeReports } from './write-reports.ts';

export interface BenchmarkOptions extends SampleOptions {
  readonly datasets: Dataset | string | readonly (Dataset | string)[];
  /** Names of the data sets for run.json, where they are given as objects: what a resumed run loads. */
  readonly datasetNames?: readonly string[];
  readonly models: Model | string | readonly (Model | string)[];
  /** What models that are given by name share; its settings are recorded in run.json, headers left out. */
  readonly modelEnvironment?: ModelEnvironment;
  readonly strategies?: readonly (Strategy | string)[];
  /** Recorded in run.json: the data set that `tools` takes examples from. */
  readonly examples?: string;
  /** Recorded in run.json: what `tools` holds answers to. */
  readonly constrain?: string;
  /** Answers per instance; 1 by default. */
  readonly samples?: number;
  /** Recorded in run.json: how the instances were chosen from the data sets. */
  readonly selection?: Readonly<Record<string, unknown>>;
  /** The run directory; by default a new one under `runs/`. */
  readonly directory?: string;
  /** Requests in flight at a time; 4 by default. */
  readonly concurrency?: number;
  readonly seed?: number;
  /** Starts no further sample; those in work are finished. (`signal` drops them.) */
  readonly stop?: AbortSignal;
  /** Says that the budget is spent: no further sample is started. */
  readonly onBudgetSpent?: (reason: string) => void;
  readonly onProgress?: (progress: Progress) => void;
  /** Sentences about what was left out. */
  readonly onNotice?: (notice: string) => void;
  readonly version?: string;
  /** Write report.md and report.html at the end; true by default. */
  readonly reports?: boolean;
  /** Takes the place of the work in this process: has the samples made elsewhere. */
  readonly share?: ShareWork;
}

/** Has the samples of `work` made and hands each to `take`, until all are there, or `stop` or `drop` says so. */
export type ShareWork = (job: {
  readonly record: RunRecord;
  readonly lineup: Lineup;
  readonly work: Iterable<Work>;
  readonly stop: AbortSignal;
  readonly drop: AbortSignal | undefined;
  take(sample: Sample): void;
}) => Promise<void>;

export async function runBenchmark(options: BenchmarkOptions): Promise<Report> {
  const { onNotice = () => {} } = options;
  const lineup = await lineupOf(options);
  const directory = options.directory ?? `runs/${new Date().toISOString().replace(/[:.]/g, '-')}`;
  const record = prepareRunDirectory(directory, recordOf(options, lineup));
  await repairSamples(directory);
  writeInstances(directory, storedInstances(lineup.datasets));
  const finished = await finishedSamples(directory);
  const total = countWork(lineup, onNotice);
  const counter = createCounter(total, finished, options.onProgress);
  const writer = openSampleWriter(directory);
  const take = (sample: Sample) => {
    writer.append(sample);
    counter.count(sample);
  };
  const stop = new AbortController();
  for (const signal of [options.stop, options.signal]) follow(signal, stop);
  const work = workLeft(lineup, finished, stop.signal);
  try {
    if (options.share !== undefined)
      await options.share({ record, lineup, work, stop: stop.signal, drop: options.signal, take });
    else await workHere(work, options, take);
  } catch (error) {
    if (!(error instanceof BudgetError)) throw error;
    options.onBudgetSpent?.(error.message);
  } finally {
    writer.close();
  }
  const report = await createReport(directory, total);
  await writeReports(directory, report, options.reports ?? true);
  return report;
}

async function workHere(work: Iterable<Work>, options: BenchmarkOptions, take: (sample: Sample) => void) {
  const runner = await createSampleRunner({ ...options, budget: options.modelEnvironment?.budget });
  let broken: unknown;
  try {
    await concurrently(work, options.concurrency ?? 4, async (item) => {
      // The others finish what they have in work: it may have been paid for.
      if (broken !== undefined) return;
      try {
        const sample = await runner.run(item);
        if (sample !== undefined) take(sample);
      } catch (error) {
        broken = error;
      }
    });
  } finally {
    await runner.close();
  }
  if (broken !== undefined) throw broken;
}

function* workLeft(lineup: Lineup, finished: Finished, stop: AbortSignal): Generator<Work> {
  for (const work of planWork(lineup)) {
    if (stop.aborted) return;
    if (!finished.keys.has(sampleKey(keyOf(work)))) yield work;
  }
}

function follow(signal: AbortSignal | undefined, controller: AbortController): void {
  if (signal?.aborted) controller.abort();
  signal?.addEventListener('abort', () => controller.abort(), { once: true });
}

async function lineupOf(options: BenchmarkOptions): Promise<Lineup> {
  const datasets = list(options.datasets).map((each) => (typeof each === 'string' ? loadDataset(each) : each));
  const models = list(options.models).map(async (each) =>
    typeof each === 'string' ? createModels(each, options.modelEnvironment) : [each],
  );
  const strategies = options.strategies ?? [direct];
  return {
    datasets: await Promise.all(datasets),
    models: (await Promise.all(models)).flat(),
    strategies: strategies.map((each) => (typeof each === 'string' ? findStrategy(each) : each)),
    samples: options.samples ?? 1,
  };
}

function* storedInstances(datasets: readonly Dataset[]): Generator<StoredInstance> {
  for (const dataset of datasets) for (const instance of dataset) yield { dataset: dataset.name, ...instance };
}

/** Samples that need not run again; those that could not be scored get another chance. */
async function finishedSamples(directory: string): Promise<Finished> {
  const keys = new Set<string>();
  let passed = 0;
  let scores = 0;
  for await (const { sample } of readSamples(directory)) {
    const key = sampleKey(sample);
    if (sample.status !== 'scored' || keys.has(key)) continue;
    keys.add(key);
    if (sample.passed) passed++;
    scores += sample.verdict.score ?? 0;
  }
  return { keys, passed, scores };
}

function recordOf(options: BenchmarkOptions, lineup: Lineup): RunRecord {
  const named = list(options.datasets).map((each, index) =>
    typeof each === 'string' ? each : (lineup.datasets[index]?.name ?? ''),
  );
  const modelNames = list(options.models).map((each) => (typeof each === 'string' ? each : each.name));
  return {
    format: 'run/1',
    id: randomUUID(),
    version: options.version ?? '0.1.0',
    started: new Date().toISOString(),
    datasets: options.datasetNames ?? named,
    models: modelNames,
    strategies: lineup.strategies.map(({ name }) => name),
    samples: lineup.samples,
    seed: options.seed ?? 0,
    verify: { ...options.verifyOptions },
    agent: agentSettings(options),
    model_settings: recordedSettings(options.modelEnvironment?.settings),
    selection: options.selection ?? {},
  };
}

/** Headers may hold keys, and where answers are kept says nothing about the figures. */
function recordedSettings(settings: ModelSettings = {}): Record<string, unknown> {
  const unrecorded = ['headers', 'cacheDirectory'];
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !unrecorded.includes(name)));
}

function agentSettings({ rounds, feedback, request, examples, constrain }: BenchmarkOptions): Record<string, unknown> {
  const given = Object.entries({ rounds, feedback, request, examples, constrain }).filter(
    ([, value]) => value !== undefined,
  );
  return Object.fromEntries(given);
}

function list<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
