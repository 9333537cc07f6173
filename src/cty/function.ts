/** Functions are data: null, unknown and marked arguments are handled once, in `callFunction`, not in each function. */
import type { Type } from './type.ts';
import type { Value } from './value.ts';

export interface FunctionSpec {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly variadic?: Parameter;
  /** Type of the result for these arguments, some of which may be unknown. */
  readonly returnType: (args: readonly Value[]) => Type | FunctionFailure;
  /** Called with converted arguments; only with known, unmarked, non-null ones unless the parameter allows more. */
  readonly call: (args: readonly Value[], returnType: Type) => Value | FunctionFailure;
  /** Whether the result can be null; an unknown result of any other function is known not to be. */
  readonly mayReturnNull?: boolean;
  /** `try` and `can`: the evaluator passes their arguments unevaluated and handles them itself. */
  readonly lazy?: 'try' | 'can';
}

export interface Parameter {
  readonly name: string;
  readonly type: Type;
  readonly allowNull?: boolean;
  readonly allowUnknown?: boolean;
  readonly allowDynamic?: boolean;
  readonly allowMarked?: boolean;
}

export interface FunctionFailure {
  /** The message as it follows "Call to function "x" failed: " or "Invalid value for "y" parameter: ". */
  readonly failure: string;
  /** Index of the argument at fault; absent where the call as a whole failed. */
  readonly argument?: number;
}

/** By name; `core::NAME` is resolved by the evaluator. */
export type FunctionTable = ReadonlyMap<string, FunctionSpec>;
