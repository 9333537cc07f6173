export { type Answer, extractAnswer } from './answer.ts';
export { type Budget, createBudget, withBudget } from './budget.ts';
export { createResponseCache, type ResponseCache, withCache } from './cache.ts';
export { type Clock, type ManualClock, manualClock, systemClock } from './clock.ts';
export { createModel, createModels } from './create.ts';
export { type EnvironmentPorts, type ModelEnvironment, modelEnvironment } from './environment.ts';
export { goldModel } from './gold.ts';
export { hclGrammar } from './grammar/index.ts';
export { createLimiter, type Limiter, withLimit } from './limiter.ts';
export { parseLocalName } from './local/name.ts';
export {
  BudgetError,
  type Completion,
  type CompletionRequest,
  type Message,
  type Model,
  ModelError,
  type Task,
  type Usage,
} from './model.ts';
export { costOf, type PriceTable, priceOf } from './prices.ts';
export { replayModels } from './replay.ts';
export { withRetries } from './retry.ts';
export { scriptedModel } from './scripted.ts';
export { type ModelOptions, type ModelSettings, type Price, parseModelSettings } from './settings.ts';
export { withTimeLimit } from './time-limit.ts';
export { addUsage } from './usage.ts';
