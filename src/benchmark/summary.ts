/** The figures of a run (`summary.json`), from its outcomes alone. */
import { STAGES, type StageName } from '../verify/index.ts';
import { bootstrapInterval } from './metrics/bootstrap.ts';
import { METRICS } from './metrics/index.ts';
import { mean } from './metrics/mean.ts';
import { passAtK } from './metrics/pass-at-k.ts';
import { figureOf, instanceMap, instanceOf, type Outcome } from './outcome.ts';
import type { StoredInstance } from './run-directory.ts';

/** A metric over samples; absent where no sample has the figure. */
export interface MetricSummary {
  readonly mean: number;
  /** 95 %, bootstrap over instances. */
  readonly interval: readonly [number, number];
  /** How many samples have the figure. */
  readonly samples: number;
}

export interface Group {
  readonly samples: number;
  readonly mean_score: number;
  /** 95 %, bootstrap over instances. */
  readonly score_interval: readonly [number, number];
  readonly pass_rate: number;
  /** Means by the metric's name. */
  readonly metrics: Readonly<Record<string, number>>;
}

export interface ModelSummary {
  readonly model: string;
  readonly strategy: string;
  readonly instances: number;
  /** Scored samples. */
  readonly samples: number;
  /** Samples without a score: the model or the environment failed. */
  readonly unscored: number;
  /** Why, most frequent first. */
  readonly unscored_causes: readonly { readonly error: string; readonly samples: number }[];
  readonly mean_score: number;
  /** 95 %, bootstrap over instances. */
  readonly score_interval: readonly [number, number];
  readonly mean_reward: number;
  /** Share of samples that passed every stage asked for. */
  readonly pass_rate: number;
  /** Share of the scored samples that reached and passed each stage; policy: of those with a policy. */
  readonly stage_pass_rates: Readonly<Partial<Record<StageName, number>>>;
  /** Unbiased, by k, for each k up to the number of samples of every instance. */
  readonly pass_at_k: Readonly<Record<string, number>>;
  /** Policy verdicts in both readings, over all samples with a policy. */
  readonly correctness: { readonly iac_eval: number; readonly strict: number } | null;
  readonly by_difficulty: Readonly<Record<string, Group>>;
  readonly by_provider: Readonly<Record<string, Group>>;
  readonly by_tag: Readonly<Record<string, Group>>;
  readonly failure_causes: readonly { readonly summary: string; readonly samples: number }[];
  /** By the metric's name. */
  readonly metrics: Readonly<Record<string, MetricSummary>>;
  readonly mean_rounds: number;
  /** Read and written, of all samples. */
  readonly tokens: number;
  /** US dollars, of all samples; null where no price is known. */
  readonly cost_usd: number | null;
  /** What all samples cost for each that passed. */
  readonly cost_per_pass_usd: number | null;
}

export interface Summary {
  readonly format: 'summary/1';
  readonly complete: boolean;
  readonly planned: number;
  readonly models: readonly ModelSummary[];
}

export function summarize(
  outcomes: readonly Outcome[],
  instances: readonly StoredInstance[],
  planned: number,
): Summary {
  const known = instanceMap(instances);
  const groups = groupBy(outcomes, ({ model, strategy }) => `${model}\0${strategy}`);
  const models = [...groups.values()].map((group) => summarizeModel(group, known));
  models.sort((a, b) => b.mean_score - a.mean_score || a.model.localeCompare(b.model));
  return { format: 'summary/1', complete: outcomes.length >= planned, planned, models };
}

function summarizeModel(outcomes: readonly Outcome[], known: ReadonlyMap<string, StoredInstance>): ModelSummary {
  const first = outcomes[0] as Outcome;
  const scored = outcomes.filter(({ score }) => score !== null);
  const byInstance = instancesOf(scored);
  const instanceScores = byInstance.map((group) => mean(group.map(({ score }) => score ?? 0)));
  const spent = total(scored, 'cost_usd');
  const passed = scored.filter((outcome) => outcome.passed).length;
  return {
    model: first.model,
    strategy: first.strategy,
    instances: byInstance.length,
    samples: scored.length,
    unscored: outcomes.length - scored.length,
    unscored_causes: countTexts(outcomes.flatMap(({ error }) => error ?? [])).map(([error, samples]) => ({
      error,
      samples,
    })),
    mean_score: mean(scored.map(({ score }) => score ?? 0)),
    score_interval: bootstrapInterval(instanceScores),
    mean_reward: mean(scored.map(({ reward }) => reward ?? 0)),
    pass_rate: share(scored, ({ passed }) => passed),
    stage_pass_rates: stagePassRates(scored),
    pass_at_k: passAtKs(byInstance),
    correctness: correctness(scored),
    by_difficulty: groups(scored, (outcome) => [instanceOf(outcome, known)?.difficulty]),
    by_provider: groups(scored, (outcome) => [instanceOf(outcome, known)?.provider]),
    by_tag: groups(scored, (outcome) => instanceOf(outcome, known)?.tags ?? []),
    failure_causes: failureCauses(scored),
    metrics: metricSummaries(byInstance),
    mean_rounds: mean(scored.map(({ rounds }) => rounds)),
    tokens: (total(scored, 'input_tokens') ?? 0) + (total(scored, 'output_tokens') ?? 0),
    cost_usd: spent,
    cost_per_pass_usd: spent === null || passed === 0 ? null : spent / passed,
  };
}

const instancesOf = (outcomes: readonly Outcome[]) => [
  ...groupBy(outcomes, ({ dataset, instance_id }) => `${dataset}\0${instance_id}`).values(),
];

function metricSummaries(byInstance: readonly (readonly Outcome[])[]): Record<string, MetricSummary> {
  const summaries: Record<string, MetricSummary> = {};
  METRICS.forEach(({ name }, place) => {
    const { means, values } = instanceMeans(byInstance, (outcome) => outcome.values[place] ?? null);
    if (values.length === 0) return;
    summaries[name] = { mean: mean(values), interval: bootstrapInterval(means), samples: values.length };
  });
  return summaries;
}

/** The figures that there are, and their mean for each instance that has some. */
function instanceMeans(byInstance: readonly (readonly Outcome[])[], of: (outcome: Outcome) => number | null) {
  const groups = byInstance.map((group) => group.map(of).filter((value) => value !== null));
  const filled = groups.filter((values) => values.length > 0);
  return { means: filled.map(mean), values: filled.flat() };
}

function metricMeans(outcomes: readonly Outcome[]): Record<string, number> {
  const means: Record<string, number> = {};
  METRICS.forEach(({ name }, place) => {
    const values = outcomes.map(({ values }) => values[place] ?? null).filter((value) => value !== null);
    if (values.length > 0) means[name] = mean(values);
  });
  return means;
}

/** Null where no sample has the figure. */
function total(outcomes: readonly Outcome[], name: string): number | null {
  const values = outcomes.map((outcome) => figureOf(outcome, name)).filter((value) => value !== null);
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
}

/** A stage that an earlier failure kept from running has not passed; a stage nobody asked for has no rate. */
export function stagePassRates(outcomes: readonly Outcome[]): Partial<Record<StageName, number>> {
  const rates: Partial<Record<StageName, number>> = {};
  for (const stage of STAGES) {
    const asked = outcomes.filter(({ stages }) => stages[stage] !== undefined);
    if (asked.length > 0) rates[stage] = share(asked, ({ stages }) => stages[stage] === 'passed');
  }
  return rates;
}

function passAtKs(byInstance: readonly (readonly Outcome[])[]): Record<string, number> {
  if (byInstance.length === 0) return {};
  const smallest = Math.min(...byInstance.map((group) => group.length));
  const ks = [1, 2, 3, 5, 10, 20, 50, 100].filter((k) => k <= smallest);
  return Object.fromEntries(
    ks.map((k) => [
      k,
      mean(byInstance.map((group) => passAtK(group.length, group.filter((each) => each.passed).length, k))),
    ]),
  );
}

function correctness(outcomes: readonly Outcome[]): ModelSummary['correctness'] {
  const asked = outcomes.filter(({ stages }) => stages.policy !== undefined);
  if (asked.length === 0) return null;
  return {
    iac_eval: share(asked, ({ policy }) => policy === 'success'),
    strict: share(asked, ({ strictPolicy }) => strictPolicy === 'success'),
  };
}

function groups(
  outcomes: readonly Outcome[],
  namesOf: (outcome: Outcome) => readonly (string | undefined)[],
): Record<string, Group> {
  const found = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    for (const name of namesOf(outcome)) {
      if (name === undefined) continue;
      const group = found.get(name);
      if (group === undefined) found.set(name, [outcome]);
      else group.push(outcome);
    }
  }
  return Object.fromEntries(
    [...found].map(([name, group]) => [
      name,
      {
        samples: group.length,
        mean_score: mean(group.map(({ score }) => score ?? 0)),
        score_interval: bootstrapInterval(instanceMeans(instancesOf(group), ({ score }) => score).means),
        pass_rate: share(group, ({ passed }) => passed),
        metrics: metricMeans(group),
      },
    ]),
  );
}

function failureCauses(outcomes: readonly Outcome[]): { summary: string; samples: number }[] {
  const causes = outcomes.flatMap((outcome) => (outcome.passed ? [] : outcome.causes));
  return countTexts(causes).map(([summary, samples]) => ({ summary, samples }));
}

/** How often each text occurs, most frequent first. */
function countTexts(texts: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = found.get(key);
    if (group === undefined) found.set(key, [item]);
    else group.push(item);
  }
  return found;
}

function share<T>(items: readonly T[], wanted: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(wanted).length / items.length;
}
