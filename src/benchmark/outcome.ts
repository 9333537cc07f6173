/** What the figures need of a sample, and no more: this is all of a run that is held in memory. */

import type { StageName, StageStatus } from '../verify/index.ts';
import { METRICS } from './metrics/index.ts';
import type { StoredInstance } from './run-directory.ts';
import { readSamples } from './run-directory.ts';
import { type Sample, sampleKey } from './sample.ts';

export interface Outcome {
  readonly dataset: string;
  readonly instance_id: string;
  readonly model: string;
  readonly strategy: string;
  readonly sample: number;
  /** Null where the sample could not be scored. */
  readonly score: number | null;
  readonly reward: number | null;
  /** Why the sample could not be scored. */
  readonly error: string | null;
  readonly passed: boolean;
  readonly stages: Readonly<Partial<Record<StageName, StageStatus>>>;
  /** Titles of the errors of the stage that failed, each once. */
  readonly causes: readonly string[];
  readonly policy: 'success' | 'failure' | null;
  readonly strictPolicy: 'success' | 'failure' | null;
  readonly rounds: number;
  /** What each of `METRICS` says, in their order; empty where the sample could not be scored. */
  readonly values: readonly (number | null)[];
  /** Where the sample's line lies in samples.jsonl. */
  readonly offset: number;
  readonly length: number;
}

/** The last outcome of every sample of a run: a sample that failed and was run again counts once. */
export async function readOutcomes(directory: string): Promise<Outcome[]> {
  const intern = interner();
  const byKey = new Map<string, Outcome>();
  for await (const { sample, offset, length } of readSamples(directory)) {
    byKey.set(sampleKey(sample), outcomeOf(sample, offset, length, intern));
  }
  return [...byKey.values()];
}

function outcomeOf(sample: Sample, offset: number, length: number, intern: (text: string) => string): Outcome {
  const stages = sample.verdict?.stages ?? [];
  const errors = stages.flatMap(({ diagnostics }) => diagnostics.filter(({ severity }) => severity === 'error'));
  const policy = stages.find(({ stage }) => stage === 'policy');
  const failedPolicy = policy?.status === 'failed' && errors.length === 0;
  const causes = failedPolicy
    ? ['Policy not satisfied']
    : errors.map(({ summary }) => summary.split('\n', 1)[0] as string);
  return {
    dataset: intern(sample.dataset),
    instance_id: intern(sample.instance_id),
    model: intern(sample.model),
    strategy: intern(sample.strategy),
    sample: sample.sample,
    score: sample.status === 'scored' ? (sample.verdict.score ?? null) : null,
    reward: sample.status === 'scored' ? sample.verdict.reward : null,
    error: sample.status === 'failed' ? intern(sample.error) : null,
    passed: sample.status === 'scored' && sample.passed,
    stages: stagesOf(stages.map(({ stage, status }) => `${stage}=${status}`).join(' ')),
    causes: [...new Set(causes.map(intern))],
    policy: policy?.detail.verdict ?? null,
    strictPolicy: policy?.detail.strict ?? null,
    rounds: sample.rounds,
    values: sample.status === 'scored' ? METRICS.map((metric) => metric.measure(sample)) : [],
    offset,
    length,
  };
}

const KNOWN_STAGES = new Map<string, Outcome['stages']>();

/** One object for equal results: there are few kinds and many samples. */
function stagesOf(results: string): Outcome['stages'] {
  const known = KNOWN_STAGES.get(results);
  if (known !== undefined) return known;
  const stages: Outcome['stages'] = Object.fromEntries(results.split(' ').map((result) => result.split('=')));
  KNOWN_STAGES.set(results, stages);
  return stages;
}

/** One string object for equal texts. */
function interner(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    known.set(text, text);
    return text;
  };
}

/** In an order that does not depend on which sample was done first. */
export function inOrder(outcomes: readonly Outcome[], instances: readonly StoredInstance[]): Outcome[] {
  const places = new Map(instances.map(({ dataset, instance_id }, place) => [`${dataset}\0${instance_id}`, place]));
  const placeOf = ({ dataset, instance_id }: Outcome) => places.get(`${dataset}\0${instance_id}`) ?? places.size;
  return [...outcomes].sort(
    (a, b) =>
      compareTexts(a.model, b.model) ||
      compareTexts(a.strategy, b.strategy) ||
      placeOf(a) - placeOf(b) ||
      a.sample - b.sample,
  );
}

const compareTexts = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** What a metric, by its name, says of an outcome. */
export function figureOf({ values }: Outcome, name: string): number | null {
  return values[PLACES.get(name) ?? -1] ?? null;
}

const PLACES: ReadonlyMap<string, number> = new Map(METRICS.map(({ name }, place) => [name, place]));

export function instanceOf(
  outcome: Outcome,
  instances: ReadonlyMap<string, StoredInstance>,
): StoredInstance | undefined {
  return instances.get(`${outcome.dataset}\0${outcome.instance_id}`);
}

export function instanceMap(instances: readonly StoredInstance[]): ReadonlyMap<string, StoredInstance> {
  return new Map(instances.map((instance) => [`${instance.dataset}\0${instance.instance_id}`, instance]));
}
