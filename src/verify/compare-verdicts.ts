/** Where two engines disagree on one configuration: statuses, error titles, the plan. For differential tests between engines. */
import { differencesOf, normalisedPlan } from './compare-plans.ts';
import type { StageName, Verdict } from './verdict.ts';

export interface Disagreement {
  readonly aspect: 'verdict' | 'titles' | 'plan';
  /** Short, and the same for the same cause. */
  readonly cause: string;
  readonly detail: string;
}

const STAGES: readonly StageName[] = ['init', 'validate', 'plan'];

/** Empty where both say the same. A later aspect is compared only where the earlier ones agree. */
export function compareVerdicts(left: Verdict, right: Verdict): Disagreement[] {
  const statusOf = (verdict: Verdict) =>
    STAGES.map((name) => verdict.stages.find(({ stage }) => stage === name)?.status);
  const [a, b] = [statusOf(left), statusOf(right)];
  const at = STAGES.findIndex((_, index) => a[index] !== b[index]);
  if (at >= 0) {
    const titles = [...titlesOf(left), ...titlesOf(right)];
    return [
      {
        aspect: 'verdict',
        cause: `${STAGES[at]}: ${left.engine} ${a[at]}, ${right.engine} ${b[at]}: ${titles[0]?.title ?? reasonOf(right) ?? ''}`,
        detail: [...titlesOf(left), ...titlesOf(right)].map(({ title, line }) => `${title} (line ${line})`).join('; '),
      },
    ];
  }
  const [ours, theirs] = [keysOf(left), keysOf(right)];
  const differing = [
    ...ours.filter((key) => !theirs.includes(key)).map((key) => `only ${left.engine}: ${key}`),
    ...theirs.filter((key) => !ours.includes(key)).map((key) => `only ${right.engine}: ${key}`),
  ];
  if (differing.length > 0)
    return [
      {
        aspect: 'titles',
        cause: differing.map((text) => text.replace(/ \(line .*/, '')).join('; '),
        detail: differing.join('; '),
      },
    ];
  if (left.plan === undefined || right.plan === undefined) return [];
  const differences = differencesOf(normalisedPlan(left.plan), normalisedPlan(right.plan));
  if (differences.length === 0) return [];
  return [
    {
      aspect: 'plan',
      cause: (differences[0] as string).replace(/\[[^\]]*\]/g, '[]').replace(/: .*/s, ''),
      detail: differences.slice(0, 8).join('\n'),
    },
  ];
}

interface Titled {
  readonly title: string;
  readonly line: number | null;
}

function titlesOf({ stages }: Verdict): Titled[] {
  return stages.flatMap(({ stage, status, diagnostics }) =>
    status === 'failed' && STAGES.includes(stage)
      ? diagnostics
          .filter(({ severity }) => severity === 'error')
          .map(({ summary, line }) => ({ title: summary.startsWith('Cycle: ') ? 'Cycle' : summary, line }))
      : [],
  );
}

function keysOf(verdict: Verdict): string[] {
  return [...new Set(titlesOf(verdict).map(({ title, line }) => `${title} (line ${line})`))];
}

function reasonOf({ stages }: Verdict): string | undefined {
  return stages.find(({ status }) => status === 'error')?.detail.reason;
}
