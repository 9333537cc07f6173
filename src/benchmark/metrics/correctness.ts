/** Whether the plan does what was asked, as the instance's policy decides it. An answer without a plan is not correct. */
import type { ScoredSample } from '../sample.ts';
import type { Metric } from './metric.ts';

export const correct: Metric = {
  name: 'correct',
  title: 'correct',
  unit: 'share',
  better: 'higher',
  about:
    'The policy as IaC-Eval reads it: satisfied if nothing in the evaluated document is false. An undefined rule passes.',
  measure: (sample) => reading(sample, 'verdict'),
};

export const correctStrict: Metric = {
  name: 'correct_strict',
  title: 'strictly correct',
  unit: 'share',
  better: 'higher',
  about: 'The policy read strictly: every rule holds, none is undefined, and there is at least one.',
  measure: (sample) => reading(sample, 'strict'),
};

function reading({ verdict }: ScoredSample, name: 'verdict' | 'strict'): number | null {
  const policy = verdict.stages.find(({ stage }) => stage === 'policy');
  return policy === undefined ? null : Number(policy.detail[name] === 'success');
}
