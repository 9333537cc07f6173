export type { WalkContext } from './context.ts';
export { type Evaluation, startEvaluation } from './evaluation.ts';
export { type PlanOutcome, plan } from './plan.ts';
export { validate } from './validate.ts';
