/** Shorthand for the declarations of functions. */
import type { FunctionFailure, FunctionSpec, Parameter } from '../function.ts';
import { isInteger, numericToNumber } from '../number.ts';
import { BOOL, DYNAMIC, NUMBER, STRING, type Type } from '../type.ts';
import type { KnownValue, Numeric, Value } from '../value.ts';

type Flags = Omit<Parameter, 'name' | 'type'>;

export function parameter(name: string, type: Type, flags?: Flags): Parameter {
  return { name, type, ...flags };
}
export function string(name: string, flags?: Flags): Parameter {
  return parameter(name, STRING, flags);
}
export function number(name: string, flags?: Flags): Parameter {
  return parameter(name, NUMBER, flags);
}
export function bool(name: string, flags?: Flags): Parameter {
  return parameter(name, BOOL, flags);
}
export function any(name: string, flags?: Flags): Parameter {
  return parameter(name, DYNAMIC, flags);
}

export interface Declaration {
  readonly parameters: readonly Parameter[];
  readonly variadic?: Parameter;
  readonly returns: Type | FunctionSpec['returnType'];
  readonly mayReturnNull?: boolean;
  readonly lazy?: 'try' | 'can';
  readonly call: FunctionSpec['call'];
}

export function declare(name: string, { returns, ...rest }: Declaration): FunctionSpec {
  return { name, ...rest, returnType: typeof returns === 'function' ? returns : () => returns };
}

export function fail(failure: string, argument?: number): FunctionFailure {
  return argument === undefined ? { failure } : { failure, argument };
}

/** The text of a known string argument. */
export function text(value: Value | undefined): string {
  return (value as KnownValue).data as string;
}
/** The number of a known argument. */
export function numeric(value: Value | undefined): Numeric {
  return (value as KnownValue).data as Numeric;
}

/** A whole number that fits 64 bits as gocty reads one, or the failure of the argument. */
export function integer(value: Value | undefined, argument: number): number | FunctionFailure {
  const found = numeric(value);
  const double = numericToNumber(found);
  if (!isInteger(found) || !Number.isFinite(double)) return fail('value must be a whole number', argument);
  if (Math.abs(double) > 2 ** 63)
    return fail('value must be a whole number between -9223372036854775808 and 9223372036854775807', argument);
  return double;
}
