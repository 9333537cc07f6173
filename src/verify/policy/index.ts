export type { Cause } from './explain.ts';
export { judgePolicy, type PolicyJudgement, type RuleStatus } from './judge.ts';
