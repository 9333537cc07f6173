/** The graded score (terraform-llm) and the reward (TerraFormer), from stage results alone. */
import type { StageName, StageResult } from './verdict.ts';

export const STAGE_WEIGHTS: Readonly<Record<Exclude<StageName, 'policy'>, number>> = {
  init: 0.1,
  validate: 0.2,
  plan: 0.4,
  apply: 0.2,
  check: 0.1,
};
const UNEXPECTED_TYPE_PENALTY = 0.1;
const MAXIMUM_PENALTY = 0.3;

/**
 * Weighted sum of stage scores over the stages that were asked for, 0 to 1; null where any stage ended as `error`.
 * A stage that an earlier failure kept from running counts 0. The policy stage carries no weight: it judges intent.
 */
export function gradedScore(stages: readonly StageResult[]): number | null {
  let earned = 0;
  let possible = 0;
  for (const { stage, status, score } of stages) {
    if (status === 'error') return null;
    if (stage === 'policy') continue;
    possible += STAGE_WEIGHTS[stage];
    if (status !== 'skipped') earned += STAGE_WEIGHTS[stage] * score;
  }
  return possible === 0 ? 0 : earned / possible;
}

/**
 * Score of a plan against the expected number of instances by type: the mean of min/max of planned and expected, less
 * 0.1 per type that nobody expected (at most 0.3), not below 0. Without expectations a plan that exists scores 1.
 */
export function planScore(
  planned: Readonly<Record<string, number>>,
  expected: Readonly<Record<string, number>> | undefined,
): number {
  const expectations = Object.entries(expected ?? {});
  if (expectations.length === 0) return 1;
  let matched = 0;
  for (const [type, count] of expectations) {
    const have = planned[type] ?? 0;
    const larger = Math.max(have, count);
    matched += larger === 0 ? 1 : Math.min(have, count) / larger;
  }
  const unexpected = Object.entries(planned).filter(([type, count]) => count > 0 && expected?.[type] === undefined);
  const penalty = Math.min(MAXIMUM_PENALTY, UNEXPECTED_TYPE_PENALTY * unexpected.length);
  return Math.max(0, matched / expectations.length - penalty);
}

export interface RewardFacts {
  /** Managed resources declared anywhere in the configuration. */
  readonly declaredResources: number;
  /** Managed resource instances that the plan creates. */
  readonly plannedResources: number;
  /** Whether the task asks for resources at all. */
  readonly resourcesWanted: boolean;
}

/**
 * 0 if not valid; 0.5 if valid but not plannable; 1 + passed rules / all rules if plannable; 0 to 2. An undefined rule has
 * not passed; a plannable configuration without a policy earns 1. Null where the environment failed.
 */
export function terraformerReward(stages: readonly StageResult[], facts: RewardFacts): number | null {
  const statusOf = (name: StageName) => stages.find(({ stage }) => stage === name)?.status;
  if (stages.some(({ status }) => status === 'error')) return null;
  if (facts.resourcesWanted && facts.declaredResources === 0) return 0;
  if (statusOf('init') !== 'passed' || statusOf('validate') !== 'passed') return 0;
  if (statusOf('plan') !== 'passed') return 0.5;
  if (facts.resourcesWanted && facts.plannedResources === 0) return 0.5;
  const rules = Object.values(stages.find(({ stage }) => stage === 'policy')?.detail.rules ?? {});
  return rules.length === 0 ? 1 : 1 + rules.filter((rule) => rule === 'passed').length / rules.length;
}
