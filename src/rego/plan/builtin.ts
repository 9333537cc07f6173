/** What a built-in function is: data (its name and types) and a function over known values. */
import type { Value } from '../values/index.ts';
import type { Evaluation } from './context.ts';

/** The result; `undefined` for none (the call is undefined), or a failure. */
export type BuiltinResult = Value | undefined | BuiltinFailure;

/** `type`: an operand of the wrong kind (eval_type_error); else the operation itself failed (eval_builtin_error). */
export class BuiltinFailure {
  readonly kind: 'type' | 'builtin';
  readonly message: string;
  constructor(kind: 'type' | 'builtin', message: string) {
    this.kind = kind;
    this.message = message;
  }
}

export function failed(message: string): BuiltinFailure {
  return new BuiltinFailure('builtin', message);
}

export type BuiltinFunction = (args: readonly Value[], evaluation: Evaluation) => BuiltinResult;

/** A built-in whose call has any number of results. */
export type BuiltinRelation = (args: readonly Value[]) => Iterable<Value>;

export type BuiltinTable = Readonly<Record<string, BuiltinFunction>>;
