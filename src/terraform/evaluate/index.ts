export { undeclaredResource, unsupportedResourceType } from './diagnostics.ts';
export { type Evaluator, evaluateBody, evaluateExpression, hasErrorsSince, scopeFor } from './evaluator.ts';
export { declaredMarks, EPHEMERAL_UNKNOWN, type Surroundings } from './lookup.ts';
export {
  type Around,
  type ModuleExpansion,
  type ModuleInstance,
  moduleInstance,
  NO_REPETITION,
  PLAIN,
  type Repetition,
} from './module-instance.ts';
export { type ExpressionReferences, referencesOf } from './references.ts';
export { checkReference, describeModule } from './static-check.ts';
