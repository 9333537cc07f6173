export * from './configuration/index.ts';
export * from './instance-address.ts';
export * from './plan.ts';
export { type PlanJson, planJson } from './plan-json/index.ts';
