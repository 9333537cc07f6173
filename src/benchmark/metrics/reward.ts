import type { Metric } from './metric.ts';

export const reward: Metric = {
  name: 'reward',
  title: 'reward',
  unit: 'count',
  better: 'higher',
  about:
    'Reward of TerraFormer, 0 to 2: 0 not valid, 0.5 no plan, else 1 and the share of the policy rules that passed.',
  measure: ({ verdict }) => verdict.reward,
};
