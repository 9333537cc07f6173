/** What a conversion gives: a value, or why there is none and where. */
import type { ValuePath } from '../marks.ts';
import type { Value } from '../value.ts';

export interface ConversionFailure {
  readonly error: string;
  /** Where in the value, from the outside in: attribute names, map keys and indices. */
  readonly path: ValuePath;
}
/** Throws nothing for user data; a failure is the second variant. */
export type Conversion = (value: Value) => Value | ConversionFailure;

export function failure(error: string, path: ValuePath = []): ConversionFailure {
  return { error, path };
}

export function below(step: string | number, { error, path }: ConversionFailure): ConversionFailure {
  return { error, path: [step, ...path] };
}
