import type { Metric } from './metric.ts';

export const syntaxPass: Metric = {
  name: 'syntax_pass',
  title: 'Syntax-Pass',
  unit: 'share',
  better: 'higher',
  about: 'Share of the answers that init and validate accept (TerraFormer: Compilability).',
  measure: ({ verdict }) => Number(verdict.stages.find(({ stage }) => stage === 'validate')?.status === 'passed'),
};
