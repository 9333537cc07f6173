/** Declaring built-ins: the kinds of their operands are data, checked in one place at compile time and at run time. */
import { BuiltinFailure, type BuiltinFunction, type BuiltinResult } from '../plan/builtin.ts';
import type { Evaluation } from '../plan/context.ts';
import { typeNameOf, type Value } from '../values/index.ts';

/** `any`, a type's name, or several with bars between: `array|set`. */
export type OperandKind = string;

export interface Builtin {
  readonly operands: readonly OperandKind[];
  readonly call: BuiltinFunction;
  /** What it gives, where one type can be told. */
  readonly returns?: string;
}

export type BuiltinFamily = Readonly<Record<string, Builtin>>;

export function builtin(
  operands: readonly OperandKind[],
  implementation: (...args: never[]) => BuiltinResult,
  returns?: string,
): Builtin {
  // Each operand has the type its kind says: that is checked before the call.
  const invoke = implementation as (...args: unknown[]) => BuiltinResult;
  const kinds = operands.map((operand) => (operand === 'any' ? undefined : operand.split('|')));
  const call = (args: readonly Value[], evaluation: Evaluation): BuiltinResult => {
    for (let index = 0; index < kinds.length; index++) {
      const allowed = kinds[index];
      if (allowed === undefined) continue;
      const name = typeNameOf(args[index] as Value);
      if (!allowed.includes(name)) return wrongOperand(index + 1, allowed, name);
    }
    return invoke(...args, evaluation);
  };
  return { operands, call, ...(returns === undefined ? {} : { returns }) };
}

export function wrongOperand(position: number, allowed: readonly string[], got: string): BuiltinFailure {
  const expected = allowed.length === 1 ? allowed[0] : `one of {${allowed.join(', ')}}`;
  return new BuiltinFailure('type', `operand ${position} must be ${expected} but got ${got}`);
}

/** A failure of the type kind in own words. */
export function wrongType(message: string): BuiltinFailure {
  return new BuiltinFailure('type', message);
}
