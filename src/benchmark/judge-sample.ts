/** What a verdict says about a sample as a whole. */
import type { StageName, Verdict } from '../verify/index.ts';

/** Whether every stage that was asked for passed. */
export function hasPassed(verdict: Verdict): boolean {
  return verdict.stages.every(({ status }) => status === 'passed' || status === 'skipped') && didPlan(verdict);
}

const didPlan = (verdict: Verdict) => verdict.stages.some(({ status }) => status === 'passed');

const NO_CONFIGURATION = {
  empty: 'The answer is empty.',
  prose: 'The answer holds words but no Terraform.',
  refusal: 'The model declined to answer.',
} as const;

/** The verdict on an answer without a configuration: it fails at init, where Terraform would have nothing to work on. */
export function verdictWithoutFiles(
  id: string,
  why: keyof typeof NO_CONFIGURATION,
  engine: Verdict['engine'],
  more: readonly StageName[],
): Verdict {
  const diagnostic = {
    severity: 'error' as const,
    code: 'answer/no-configuration',
    summary: 'No configuration in the answer',
    detail: NO_CONFIGURATION[why],
    file: null,
    line: null,
    column: null,
    end_line: null,
    end_column: null,
    address: null,
    snippet: null,
  };
  const skipped = { status: 'skipped', score: 0, diagnostics: [], duration_ms: 0, detail: {} } as const;
  return {
    format: 'verdict/1',
    id,
    engine,
    stages: [
      { stage: 'init', status: 'failed', score: 0, diagnostics: [diagnostic], duration_ms: 0, detail: {} },
      { stage: 'validate', ...skipped },
      { stage: 'plan', ...skipped },
      ...more.map((stage) => ({ stage, ...skipped })),
    ],
    certificate: `${diagnostic.summary}: ${diagnostic.detail}`,
    score: 0,
    reward: 0,
  };
}
