export { type CoreExpr, type CoreTerm, exprTerms } from './compile/core.ts';
export { errorText, type RegoError } from './diagnostics.ts';
export { defaultLimits, type Limits } from './limits.ts';
export type { Trace } from './plan/context.ts';
export {
  type Binding,
  type CompiledPolicy,
  type CompileOptions,
  compilePolicy,
  type EvaluateOptions,
  evaluateDocument,
  evaluateQuery,
  tracedPolicy,
} from './policy.ts';
export type { ModuleSource } from './syntax/ast.ts';
export type { Dialect } from './syntax/parse.ts';
export { type Coverage, type PolicyTestResult, runPolicyTests } from './testing.ts';
export {
  compare,
  entries,
  equals,
  isArray,
  isObject,
  isSet,
  jsonText,
  lookup,
  parseJson,
  toPlainJson,
  type Value,
  valueText,
} from './values/index.ts';
