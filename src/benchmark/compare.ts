import { mean } from './metrics/mean.ts';
import { type PairedDifference, pairedDifference } from './metrics/paired.ts';
import type { Outcome } from './outcome.ts';
import type { ModelSummary } from './summary.ts';

export interface Comparison {
  readonly first: string;
  readonly second: string;
  readonly score: PairedDifference;
  readonly passRate: PairedDifference;
  /** Instances that one passed more often than the other. */
  readonly gained: readonly string[];
  readonly lost: readonly string[];
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
  const a = byInstance(first.outcomes);
  const b = byInstance(second.outcomes);
  const shared = [...a.keys()].filter((id) => b.has(id));
  const difference = (of: (figures: Figures) => number) =>
    shared.map((id) => of(b.get(id) as Figures) - of(a.get(id) as Figures));
  const passes = difference(({ passed }) => passed);
  return {
    first: first.label,
    second: second.label,
    score: pairedDifference(difference(({ score }) => score)),
    passRate: pairedDifference(passes),
    gained: shared.filter((_, index) => (passes[index] as number) > 0),
    lost: shared.filter((_, index) => (passes[index] as number) < 0),
  };
}

interface Figures {
  readonly score: number;
  readonly passed: number;
}

function byInstance(outcomes: readonly Outcome[]): Map<string, Figures> {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    if (outcome.score === null) continue;
    groups.set(outcome.instance_id, [...(groups.get(outcome.instance_id) ?? []), outcome]);
  }
  return new Map(
    [...groups].map(([id, group]) => [
      id,
      { score: mean(group.map(({ score }) => score ?? 0)), passed: mean(group.map(({ passed }) => (passed ? 1 : 0))) },
    ]),
  );
}
