/** Two rows of results, instance by instance: what differs, and whether that could be chance. */
import { METRICS } from './metrics/index.ts';
import { mean } from './metrics/mean.ts';
import { type PairedDifference, pairedDifference } from './metrics/paired.ts';
import type { Outcome } from './outcome.ts';
import type { ModelSummary } from './summary.ts';

export interface Comparison {
  readonly first: string;
  readonly second: string;
  readonly score: PairedDifference;
  readonly passRate: PairedDifference;
  /** Every metric, by its name, on the instances for which both have it. */
  readonly metrics: Readonly<Record<string, MetricDifference>>;
  /** Instances that one passed more often than the other. */
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

/** With the means over the instances that are compared. */
export interface MetricDifference extends PairedDifference {
  readonly first: number;
  readonly second: number;
}

export interface Contestant {
  readonly label: string;
  readonly outcomes: readonly Outcome[];
}

/** The outcomes of one row of a summary. */
export function contestant(label: string, outcomes: readonly Outcome[], of: ModelSummary): Contestant {
  return { label, outcomes: outcomes.filter(({ model, strategy }) => model === of.model && strategy === of.strategy) };
}

/** Compares two contestants on the instances that both have scored samples of. */
export function compare(first: Contestant, second: Contestant): Comparison {
  const pair = pairUp(first.outcomes, second.outcomes);
  const metrics: Record<string, MetricDifference> = {};
  METRICS.forEach(({ name }, place) => {
    const difference = differenceOf(pair, ({ values }) => values[place] ?? null);
    if (difference.pairs > 0) metrics[name] = difference;
  });
  const passes = pair.map(({ id, a, b }) => ({ id, difference: passRate(b) - passRate(a) }));
  return {
    first: first.label,
    second: second.label,
    score: plain(differenceOf(pair, ({ score }) => score)),
    passRate: plain(differenceOf(pair, ({ passed }) => Number(passed))),
    metrics,
    gained: passes.filter(({ difference }) => difference > 0).map(({ id }) => id),
    lost: passes.filter(({ difference }) => difference < 0).map(({ id }) => id),
  };
}

/** What both said of one instance. */
interface Pair {
  readonly id: string;
  readonly a: readonly Outcome[];
  readonly b: readonly Outcome[];
}

function pairUp(first: readonly Outcome[], second: readonly Outcome[]): Pair[] {
  const others = byInstance(second);
  return [...byInstance(first)].flatMap(([id, a]) => {
    const b = others.get(id);
    return b === undefined ? [] : [{ id, a, b }];
  });
}

function byInstance(outcomes: readonly Outcome[]): Map<string, Outcome[]> {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    if (outcome.score === null) continue;
    groups.set(outcome.instance_id, [...(groups.get(outcome.instance_id) ?? []), outcome]);
  }
  return groups;
}

const passRate = (outcomes: readonly Outcome[]) => mean(outcomes.map(({ passed }) => Number(passed)));

function differenceOf(pairs: readonly Pair[], of: (outcome: Outcome) => number | null): MetricDifference {
  const figures = pairs.flatMap(({ a, b }) => {
    const [x, y] = [a, b].map((each) => each.map(of).filter((value) => value !== null));
    return x === undefined || y === undefined || x.length === 0 || y.length === 0 ? [] : [[mean(x), mean(y)] as const];
  });
  const difference = pairedDifference(figures.map(([x, y]) => y - x));
  return { ...difference, first: mean(figures.map(([x]) => x)), second: mean(figures.map(([, y]) => y)) };
}

const plain = ({ difference, interval, p, pairs }: MetricDifference): PairedDifference => ({
  difference,
  interval,
  p,
  pairs,
});
