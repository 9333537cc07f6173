export * from './configuration/index.ts';
export * from './init/index.ts';
export * from './instance-address.ts';
export * from './plan.ts';
export { type PlanJson, planJson } from './plan-json/index.ts';
export * from './reference.ts';
export * from './variables/index.ts';
export { type PlanOutcome, plan, validate, type WalkContext } from './walk/index.ts';
