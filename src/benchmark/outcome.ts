/** What the figures need of a sample, and no more: this is all of a run that is held in memory. */
import type { StageName, StageStatus } from '../verify/index.ts';
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
  readonly errors: number;
  readonly rounds: number;
  readonly tokens: number;
  readonly latency_ms: number;
  readonly verify_ms: number;
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
    stages: Object.fromEntries(stages.map(({ stage, status }) => [stage, status])),
    causes: [...new Set(causes.map(intern))],
    policy: policy?.detail.verdict ?? null,
    strictPolicy: policy?.detail.strict ?? null,
    errors: errors.length,
    rounds: sample.rounds,
    tokens: (sample.usage?.input_tokens ?? 0) + (sample.usage?.output_tokens ?? 0),
    latency_ms: sample.latency_ms,
    verify_ms: stages.reduce((sum, { duration_ms }) => sum + duration_ms, 0),
    offset,
    length,
  };
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

export function instanceOf(
  outcome: Outcome,
  instances: ReadonlyMap<string, StoredInstance>,
): StoredInstance | undefined {
  return instances.get(`${outcome.dataset}\0${outcome.instance_id}`);
}

export function instanceMap(instances: readonly StoredInstance[]): ReadonlyMap<string, StoredInstance> {
  return new Map(instances.map((instance) => [`${instance.dataset}\0${instance.instance_id}`, instance]));
}
