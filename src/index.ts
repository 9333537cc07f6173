/** The library: what the commands do, for programs. */
export {
  type Assessment,
  type Assignment,
  type Environment,
  findStrategy,
  parseTrajectory,
  type Step,
  type Strategy,
  solve,
  type Trajectory,
} from './agent/index.ts';
export {
  type BenchmarkOptions,
  compare,
  createReport,
  type Report,
  runBenchmark,
  type Sample,
  type Summary,
} from './benchmark/index.ts';
export { createDataset, type Dataset, type Instance, loadDataset, streamDataset } from './dataset/index.ts';
export {
  type AgentOptions,
  createTools,
  type Generation,
  generate,
  mutate,
  repair,
} from './environment/index.ts';
export {
  type Completion,
  type CompletionRequest,
  createModel,
  type Message,
  type Model,
  type ModelSettings,
  modelEnvironment,
  scriptedModel,
} from './llm/index.ts';
export { type Limits, limits, setLimits } from './source/index.ts';
export {
  type AvailableProvider,
  createVerifier,
  type EngineName,
  type Files,
  gradedScore,
  planScore,
  type StageName,
  type StageResult,
  type StageStatus,
  type Verdict,
  type VerdictDiagnostic,
  type Verifier,
  type VerifyOptions,
  type VerifyRequest,
  verify,
} from './verify/index.ts';
