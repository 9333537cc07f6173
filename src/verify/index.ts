export { type BatchRow, type RowOutcome, verifyRows } from './batch.ts';
export { type Difference, differencesOf } from './difference.ts';
export { verifyRowsInParallel } from './parallel-batch.ts';
export * from './request.ts';
export * from './score.ts';
export * from './verdict.ts';
export * from './verifier.ts';
