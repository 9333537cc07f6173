import type { Metric } from './metric.ts';

export const roundsToPass: Metric = {
  name: 'rounds_to_pass',
  title: 'rounds to pass',
  unit: 'count',
  better: 'lower',
  about: 'Answers that the model gave until it passed, where it did.',
  measure: ({ passed, rounds }) => (passed ? rounds : null),
};
