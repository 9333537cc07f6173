export { type Answer, extractAnswer } from './answer.ts';
export { createModel, createModels } from './create.ts';
export { goldModel } from './gold.ts';
export {
  type Completion,
  type CompletionRequest,
  type Message,
  type Model,
  ModelError,
  type Task,
  type Usage,
} from './model.ts';
export { replayModels } from './replay.ts';
export { scriptedModel } from './scripted.ts';
