export * from './score.ts';
export * from './verdict.ts';
