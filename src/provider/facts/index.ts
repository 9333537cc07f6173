export * from './check.ts';
export * from './format.ts';
export * from './formats.ts';
export * from './normalise.ts';
export * from './pattern.ts';
export * from './plan.ts';
export * from './plan-update.ts';
export * from './template.ts';
