export { assessmentOf, type JudgedVerdict } from './assessment.ts';
export type { Assignment, Files } from './assignment.ts';
export { changeForm } from './change/form.ts';
export { splice } from './change/splice.ts';
export {
  type Assessment,
  type BlockPlace,
  type BlockShape,
  type Constraint,
  compareRanks,
  type Environment,
  type Example,
  type TypeCard,
} from './environment.ts';
export { postEditText } from './form.ts';
export { chooseExamples } from './hints/few-shot.ts';
export { loadPrompts, type Prompts } from './prompts.ts';
export { type SolveOptions, type Strategy, solve } from './solve.ts';
export { direct, findStrategy, STRATEGY_NAMES } from './strategy.ts';
export {
  type AnswerKind,
  bestFiles,
  type Outcome,
  parseTrajectory,
  type Step,
  type Trajectory,
  totalUsage,
} from './trajectory.ts';
