export { CATALOGUE, type CatalogueEntry } from './catalogue.ts';
export { convertToF16 } from './convert.ts';
export { createLocalModel } from './create.ts';
export { type LocalModel, type LocalModelOptions, localModel } from './local-model.ts';
export { parseLocalName } from './name.ts';
export { type PulledModel, type PullOptions, pulledModels, pullModel, removeModel } from './pull.ts';
export { findRuntime, installCommand, installRuntime, loadRuntime, RUNTIME_VERSION } from './runtime.ts';
