/** Training small models with the verifier: recipes, the launch and watch of the Python trainer, cards and curves. */
export { type Curve, curveSvg } from './curve.ts';
export {
  type EnvironmentOptions,
  ensureEnvironment,
  environmentDirectory,
  interpreterIn,
  pinnedPackages,
} from './environment.ts';
export type { EndEvent, LogEvent, TrainerEvent } from './event.ts';
export { type MetricRow, readMetrics, seriesOf } from './metrics.ts';
export { type Preparation, prepareRun } from './prepare.ts';
export { loadRecipe, METHODS, type Method, type Recipe, recipeNames } from './recipe.ts';
export { type RewardServer, startRewardServer } from './reward-server.ts';
export { describeRun, type TrainOptions, trainRun } from './train.ts';
export { trainerFolder } from './trainer-folder.ts';
export { TrainingError } from './training-error.ts';
export { readTrainingRun, type TrainingRun } from './training-run.ts';
