/**
 * Rewards by name and version. A version never changes what it pays: a better rule is a new version. Each takes an examined
 * answer and the highest tier that the gates leave it, and gives a number; where the environment failed nobody asks them.
 */

import { planScore, STAGE_WEIGHTS } from '../score.ts';
import { type Answer, hasPassed, planned, ruleShare } from './answer.ts';
import { cleanShare } from './clean-blocks.ts';
import type { Tier } from './gates.ts';

export interface RewardDefinition {
  /** One sentence on what is paid. */
  readonly title: string;
  readonly minimum: number;
  readonly maximum: number;
  /** `tier` is undefined where no gate was hit. */
  readonly pay: (answer: Answer, tier: Tier | undefined) => number;
}

const reached = (answer: Answer): 'invalid' | 'valid' | 'planned' => {
  if (!hasPassed(answer, 'init') || !hasPassed(answer, 'validate')) return 'invalid';
  return hasPassed(answer, 'plan') ? 'planned' : 'valid';
};

const terraformer: RewardDefinition = {
  title: '0 if not valid, 0.5 if valid but not plannable, 1 + passed rules / all rules if plannable',
  minimum: 0,
  maximum: 2,
  pay: (answer, tier) => {
    const way = reached(answer);
    if (tier === 'nothing' || way === 'invalid') return 0;
    if (tier === 'valid' || way === 'valid') return 0.5;
    return tier === 'planned' ? 1 : 1 + (ruleShare(answer) ?? 0);
  },
};

const graded: RewardDefinition = {
  title: "the benchmark's graded score of init, validate and plan",
  minimum: 0,
  maximum: 1,
  pay: (answer, tier) => {
    if (tier === 'nothing') return 0;
    const { init, validate, plan } = STAGE_WEIGHTS;
    const planned = hasPassed(answer, 'plan') && tier !== 'valid' ? plan * planPart(answer) : 0;
    const earned = (hasPassed(answer, 'init') ? init : 0) + (hasPassed(answer, 'validate') ? validate : 0) + planned;
    return earned / (init + validate + plan);
  },
};

/** Below the next tier, however clean: no shortcut is worth a step. */
const DISTANCE_WEIGHT = 0.45;
/** What of the last tier the expected resources make up where they are known; the rules make up the rest. */
const RESOURCES_WEIGHT = 0.25;

const dense: RewardDefinition = {
  title: 'as terraformer/1, and on the way to the next tier 0.45 times the share of clean blocks',
  minimum: 0,
  maximum: 2,
  pay: (answer, tier) => {
    const way = reached(answer);
    if (tier === 'nothing') return 0;
    if (way === 'invalid') return DISTANCE_WEIGHT * cleanShare(answer);
    if (way === 'valid') return 0.5 + (tier === undefined ? DISTANCE_WEIGHT * cleanShare(answer) : 0);
    if (tier !== undefined) return tier === 'valid' ? 0.5 : 1;
    return 1 + lastTier(answer);
  },
};

function lastTier(answer: Answer): number {
  const rules = ruleShare(answer);
  if (answer.task.expectedResources === undefined) return rules ?? 0;
  const resources = planPart(answer);
  return rules === undefined ? resources : (1 - RESOURCES_WEIGHT) * rules + RESOURCES_WEIGHT * resources;
}

const planPart = (answer: Answer) => planScore(planned(answer), answer.task.expectedResources);

export const REWARDS = { 'terraformer/1': terraformer, 'graded/1': graded, 'dense/1': dense } as const;
export type RewardName = keyof typeof REWARDS;
export const REWARD_NAMES = Object.keys(REWARDS) as readonly RewardName[];
