export { type Comparison, type Contestant, compare, contestant } from './compare.ts';
export { createReport, type Report } from './report.ts';
export { type BenchmarkOptions, type Progress, runBenchmark, type VerifyFunction } from './run.ts';
export { RunDirectoryError, type RunRecord, readRunRecord } from './run-directory.ts';
export type { FailedSample, Sample, SampleKey, ScoredSample } from './sample.ts';
export { type Attempt, type AttemptOptions, assignmentOf, attemptInstance, taskFor } from './strategy.ts';
export type { ModelSummary, Summary } from './summary.ts';
export { summaryTable } from './table.ts';
export { writeReports } from './write-reports.ts';
