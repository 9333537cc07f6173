/**
 * Runs models over data sets. Every finished sample is on the disk before the next is counted, nothing but counters is
 * kept in memory, and a directory that already holds samples is taken up where it stopped.
 */
import { setImmediate } from 'node:timers/promises';
import { direct, findStrategy, type Step, type Strategy } from '../agent/index.ts';
import { type Dataset, type Instance, loadDataset } from '../dataset/index.ts';
import { createModels, type Model } from '../llm/index.ts';
import { createVerifier, type Verdict, type VerifyOptions, type VerifyRequest } from '../verify/index.ts';
import { hasPassed, verdictWithoutFiles } from './judge-sample.ts';
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
import { type PastStep, type Sample, sampleKey } from './sample.ts';
import { type Attempt, type AttemptOptions, attemptInstance, taskFor } from './strategy.ts';
import { writeReports } from './write-reports.ts';

export type VerifyFunction = (request: VerifyRequest) => Promise<Verdict>;

/** `tools`, `feedback`, `rounds` and `request` are for the strategies. */
export interface BenchmarkOptions extends Pick<AttemptOptions, 'tools' | 'feedback' | 'rounds' | 'request'> {
  readonly datasets: Dataset | string | readonly (Dataset | string)[];
  /** Names of the data sets for run.json, where they are given as objects: what a resumed run loads. */
  readonly datasetNames?: readonly string[];
  readonly models: Model | string | readonly (Model | string)[];
  readonly strategies?: readonly (Strategy | string)[];
  /** Answers per instance; 1 by default. */
  readonly samples?: number;
  /** How answers are verified; recorded in run.json. */
  readonly verifyOptions?: VerifyOptions;
  /** Takes the place of the verifier that `verifyOptions` describe. */
  readonly verify?: VerifyFunction;
  /** Recorded in run.json: how the instances were chosen from the data sets. */
  readonly selection?: Readonly<Record<string, unknown>>;
  /** The run directory; by default a new one under `runs/`. */
  readonly directory?: string;
  /** Requests in flight at a time; 4 by default. */
  readonly concurrency?: number;
  readonly seed?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Sentences about what was left out. */
  readonly onNotice?: (notice: string) => void;
  readonly version?: string;
  /** Write report.md and report.html at the end; true by default. */
  readonly reports?: boolean;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Samples that an earlier run had finished. */
  readonly resumed: number;
  readonly passed: number;
  readonly unscored: number;
  readonly meanScore: number;
  /** Samples per second of this run. */
  readonly rate: number;
  readonly secondsLeft: number;
}

interface Work {
  readonly dataset: string;
  readonly instance: Instance;
  readonly model: Model;
  readonly strategy: Strategy;
  readonly sample: number;
}

export async function runBenchmark(options: BenchmarkOptions): Promise<Report> {
  const datasets = await Promise.all(
    list(options.datasets).map((each) => (typeof each === 'string' ? loadDataset(each) : each)),
  );
  const models = (
    await Promise.all(
      list(options.models).map(async (each) => (typeof each === 'string' ? createModels(each) : [each])),
    )
  ).flat();
  const strategies = (options.strategies ?? [direct]).map((each) =>
    typeof each === 'string' ? findStrategy(each) : each,
  );
  const samples = options.samples ?? 1;
  const directory = options.directory ?? `runs/${new Date().toISOString().replace(/[:.]/g, '-')}`;
  const plan = () => planWork(datasets, models, strategies, samples);

  prepareRunDirectory(directory, recordOf(options, datasets, models, strategies, samples));
  await repairSamples(directory);
  writeInstances(directory, storedInstances(datasets));
  const finished = await finishedSamples(directory);
  const total = countWork(plan(), datasets, models, options.onNotice);
  const counter = createCounter(total, finished, options.onProgress);
  const verifier = options.verify === undefined ? await createVerifier(options.verifyOptions) : undefined;
  const verify = options.verify ?? (verifier as NonNullable<typeof verifier>).verify;
  const writer = openSampleWriter(directory);
  try {
    await forEachConcurrently(plan(), options.concurrency ?? 4, async (work) => {
      if (finished.keys.has(sampleKey(keyOf(work)))) return;
      if (options.signal?.aborted) return;
      const sample = await runSample(work, verify, options);
      if (sample === undefined) return;
      writer.append(sample);
      counter.count(sample);
    });
  } finally {
    writer.close();
    await verifier?.close();
  }
  const report = await createReport(directory, total);
  await writeReports(directory, report, options.reports ?? true);
  return report;
}

/** Undefined where the run was stopped before the sample was done. */
async function runSample(work: Work, verify: VerifyFunction, options: BenchmarkOptions): Promise<Sample | undefined> {
  const { verifyOptions, signal } = options;
  const { instance, model, strategy, sample } = work;
  const started = performance.now();
  let attempt: Attempt | undefined;
  let verdict: Verdict | undefined;
  try {
    attempt = await attemptInstance(model, strategy, instance, sample, { ...options, verify });
    const latency_ms = Math.round((performance.now() - started) * 1000) / 1000;
    const base = {
      format: 'sample/1',
      ...keyOf(work),
      rounds: attempt.steps.length,
      latency_ms,
      usage: attempt.usage,
      ...(attempt.steps.length > 1 ? { history: attempt.steps.map(pastStep) } : {}),
    } as const;
    verdict = await judge(attempt, instance, verify, verifyOptions?.engine ?? 'static');
    if (verdict.score === null)
      return { ...base, status: 'failed', error: environmentError(verdict), files: attempt.files, verdict };
    const text = attempt.answer === 'files' ? {} : { text: attempt.text.slice(0, 4000) };
    return {
      ...base,
      status: 'scored',
      answer: attempt.answer,
      files: attempt.files,
      ...text,
      verdict,
      passed: hasPassed(verdict),
    };
  } catch (error) {
    if (signal?.aborted) return undefined;
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const latency_ms = Math.round(performance.now() - started);
    const base = {
      format: 'sample/1',
      ...keyOf(work),
      rounds: attempt?.steps.length ?? 0,
      latency_ms,
      usage: attempt?.usage ?? null,
    } as const;
    return { ...base, status: 'failed', error: reason, files: attempt?.files ?? {}, verdict: verdict ?? null };
  }
}

function pastStep({ purpose, model, answer, files, assessment, usage }: Step): PastStep {
  const { stages = [], certificate = '' } = assessment ?? {};
  return { purpose, model, answer, files, stages, certificate, usage };
}

async function judge(
  attempt: Attempt,
  instance: Instance,
  verify: VerifyFunction,
  engine: Verdict['engine'],
): Promise<Verdict> {
  if (attempt.answer !== 'files') {
    return verdictWithoutFiles(instance.instance_id, attempt.answer, engine, instance.policy !== undefined);
  }
  return verify({
    id: instance.instance_id,
    files: attempt.files,
    policy: instance.policy,
    expectedResources: instance.expected_resources,
  });
}

function environmentError({ stages }: Verdict): string {
  const stage = stages.find(({ status }) => status === 'error');
  return `${stage?.stage ?? 'verification'}: ${stage?.detail.reason ?? stage?.diagnostics[0]?.summary ?? 'the environment failed'}`;
}

const keyOf = ({ dataset, instance, model, strategy, sample }: Work) => ({
  dataset,
  instance_id: instance.instance_id,
  model: model.name,
  strategy: strategy.name,
  sample,
});

function* planWork(
  datasets: readonly Dataset[],
  models: readonly Model[],
  strategies: readonly Strategy[],
  samples: number,
): Generator<Work> {
  for (const model of models) {
    for (const strategy of strategies) {
      for (const dataset of datasets) {
        for (const instance of dataset) {
          for (let sample = 0; sample < samples; sample++) {
            if (model.covers?.(taskFor(instance, sample)) === false) continue;
            yield { dataset: dataset.name, instance, model, strategy, sample };
          }
        }
      }
    }
  }
}

function countWork(
  work: Iterable<Work>,
  datasets: readonly Dataset[],
  models: readonly Model[],
  onNotice: ((notice: string) => void) | undefined,
): number {
  const answered = new Map<string, Set<string>>(models.map(({ name }) => [name, new Set()]));
  let total = 0;
  for (const { model, dataset, instance } of work) {
    total++;
    answered.get(model.name)?.add(`${dataset}\0${instance.instance_id}`);
  }
  const instances = datasets.reduce((sum, { length }) => sum + length, 0);
  for (const [name, ids] of answered) {
    if (ids.size < instances)
      onNotice?.(`${name} has no answer to ${instances - ids.size} of ${instances} instances; they are left out`);
  }
  return total;
}

function* storedInstances(datasets: readonly Dataset[]): Generator<StoredInstance> {
  for (const dataset of datasets) for (const instance of dataset) yield { dataset: dataset.name, ...instance };
}

interface Finished {
  readonly keys: ReadonlySet<string>;
  readonly passed: number;
  readonly scores: number;
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

function createCounter(total: number, finished: Finished, onProgress: ((progress: Progress) => void) | undefined) {
  const started = performance.now();
  const resumed = finished.keys.size;
  let done = resumed;
  let { passed, scores } = finished;
  let unscored = 0;
  const progress = (): Progress => {
    const seconds = Math.max(0.001, (performance.now() - started) / 1000);
    const rate = (done - resumed) / seconds;
    const scored = done - unscored;
    const meanScore = scored === 0 ? 0 : scores / scored;
    return {
      done,
      total,
      resumed,
      passed,
      unscored,
      meanScore,
      rate,
      secondsLeft: rate === 0 ? 0 : (total - done) / rate,
    };
  };
  onProgress?.(progress());
  return {
    count(sample: Sample) {
      done++;
      if (sample.status === 'failed') unscored++;
      else {
        if (sample.passed) passed++;
        scores += sample.verdict.score ?? 0;
      }
      onProgress?.(progress());
    },
  };
}

const YIELD_EVERY_MS = 25;

async function forEachConcurrently<T>(
  items: Iterable<T>,
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.iterator]();
  let yielded = performance.now();
  const worker = async () => {
    for (let next = iterator.next(); !next.done; next = iterator.next()) {
      await work(next.value);
      // Replay and verification never wait for the world: without this, signals and timers would wait for the end.
      if (performance.now() - yielded > YIELD_EVERY_MS) {
        await setImmediate();
        yielded = performance.now();
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, limit) }, worker));
}

function recordOf(
  options: BenchmarkOptions,
  datasets: readonly Dataset[],
  models: readonly Model[],
  strategies: readonly Strategy[],
  samples: number,
): RunRecord {
  const named = list(options.datasets).map((each, index) =>
    typeof each === 'string' ? each : (datasets[index]?.name ?? ''),
  );
  const modelNames = list(options.models).map((each) => (typeof each === 'string' ? each : each.name));
  return {
    format: 'run/1',
    version: options.version ?? '0.1.0',
    started: new Date().toISOString(),
    datasets: options.datasetNames ?? named,
    models: modelNames.length > 0 ? modelNames : models.map(({ name }) => name),
    strategies: strategies.map(({ name }) => name),
    samples,
    seed: options.seed ?? 0,
    verify: { ...options.verifyOptions },
    agent: agentSettings(options),
    selection: options.selection ?? {},
  };
}

function agentSettings({ rounds, feedback, request }: BenchmarkOptions): Record<string, unknown> {
  const given = Object.entries({ rounds, feedback, request }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given);
}

function list<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
