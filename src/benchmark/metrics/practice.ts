import type { Metric } from './metric.ts';

export const lint: Metric = {
  name: 'lint',
  title: 'lint-clean',
  unit: 'share',
  better: 'higher',
  about: 'Share of the answers in which the rules of good practice find nothing.',
  measure: ({ answer, verdict }) => (answer === 'files' ? (verdict.lint?.score ?? null) : null),
};

export const security: Metric = {
  name: 'security',
  title: 'security',
  unit: 'share',
  better: 'higher',
  about: 'Share of the security checks that apply to the plan and pass. Answers without a plan have none.',
  measure: ({ verdict }) => verdict.security?.score ?? null,
};
