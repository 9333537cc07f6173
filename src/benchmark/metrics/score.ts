import type { Metric } from './metric.ts';

export const score: Metric = {
  name: 'score',
  title: 'score',
  unit: 'share',
  better: 'higher',
  about:
    'Graded score of terraform-llm: init 0.1, validate 0.2, plan 0.4 (by the expected resources), apply 0.2, check 0.1, over the stages that were asked for.',
  measure: ({ verdict }) => verdict.score,
};
