import type { Metric } from './metric.ts';

export const pass: Metric = {
  name: 'pass',
  title: 'passed',
  unit: 'share',
  better: 'higher',
  about: 'Share of the answers that passed every stage that was asked for.',
  measure: ({ passed }) => Number(passed),
};
