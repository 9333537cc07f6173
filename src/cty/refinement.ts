/** What is known of an unknown value, and what follows from it. */
import { compareNumeric } from './number.ts';
import { isCollection, type Type } from './type.ts';
import {
  elementsOf,
  entriesOf,
  type KnownValue,
  known,
  type Numeric,
  numberValue,
  type Refinement,
  type UnknownValue,
  unknownOf,
  type Value,
} from './value.ts';

const NOT_NULL: Refinement = { notNull: true };

/** Says that an unknown value will not be null; anything else, and an unknown of unknown type, stays as it is. */
export function refineNotNull<T extends Value>(value: T): T | UnknownValue {
  if (value.state !== 'unknown' || value.type.kind === 'dynamic' || value.refinement?.notNull === true) return value;
  return { ...value, refinement: value.refinement === undefined ? NOT_NULL : { ...value.refinement, notNull: true } };
}

export function unknownNotNull(type: Type): UnknownValue {
  return type.kind === 'dynamic' ? unknownOf(type) : unknownOf(type, NOT_NULL);
}

/** Narrows an unknown value further; where that leaves only one possible value, it is that value. */
export function refine(value: Value, more: Refinement): Value {
  if (value.state !== 'unknown' || value.type.kind === 'dynamic') return value;
  const before = value.refinement ?? {};
  const merged: { -readonly [K in keyof Refinement]: Refinement[K] } = { ...before, ...more };
  if (before.notNull === true) merged.notNull = true;
  if (before.prefix !== undefined && more.prefix !== undefined && before.prefix.length > more.prefix.length) {
    merged.prefix = before.prefix;
  }
  if (before.minLength !== undefined) merged.minLength = Math.max(before.minLength, more.minLength ?? 0);
  if (before.maxLength !== undefined) merged.maxLength = Math.min(before.maxLength, more.maxLength ?? Infinity);
  if (merged.minLength === 0) delete merged.minLength;
  if (merged.maxLength === Infinity) delete merged.maxLength;
  if (merged.prefix === '') delete merged.prefix;
  const only = onlyPossibility(value.type, merged);
  if (only !== undefined) return { ...only, marks: value.marks };
  return { ...value, refinement: Object.keys(merged).length === 0 ? undefined : merged };
}

function onlyPossibility(type: Type, refinement: Refinement): KnownValue | undefined {
  if (refinement.notNull !== true) return undefined;
  if (isCollection(type) && refinement.maxLength === 0) return known(type, type.kind === 'map' ? new Map() : []);
  if (type.kind === 'list' && refinement.minLength !== undefined && refinement.minLength === refinement.maxLength) {
    if (refinement.minLength > 1024) return undefined;
    return known(
      type,
      Array.from({ length: refinement.minLength }, () => unknownOf(type.element)),
    );
  }
  const { min, max } = refinement;
  if (min?.inclusive && max?.inclusive && compareNumeric(min.value, max.value) === 0) return numberValue(min.value);
  return undefined;
}

/** The bounds of the length of a collection, known or not. */
export function lengthBounds(value: Value): { min: number; max: number } {
  if (value.state === 'unknown') {
    if (value.type.kind === 'tuple') return { min: value.type.elements.length, max: value.type.elements.length };
    if (value.type.kind === 'object') return { min: value.type.attributes.size, max: value.type.attributes.size };
    return { min: value.refinement?.minLength ?? 0, max: value.refinement?.maxLength ?? Infinity };
  }
  if (value.state === 'null') return { min: 0, max: 0 };
  if (value.data instanceof Map) return { min: entriesOf(value).size, max: entriesOf(value).size };
  const elements = elementsOf(value);
  if (value.type.kind === 'set') {
    const unknowns = elements.filter((element) => element.state === 'unknown').length;
    if (unknowns > 0) return { min: Math.max(1, elements.length - unknowns), max: elements.length };
  }
  return { min: elements.length, max: elements.length };
}

export type Bound = NonNullable<Refinement['min']>;

/** Between what a number lies, as far as that is known. */
export function numberBounds(value: Value): { readonly min: Bound | undefined; readonly max: Bound | undefined } {
  if (value.state === 'unknown') return { min: value.refinement?.min, max: value.refinement?.max };
  if (value.state === 'null') return { min: undefined, max: undefined };
  const exact = { value: value.data as Numeric, inclusive: true };
  return { min: exact, max: exact };
}

/** Whether the value may still turn out to be null. */
export function mayBeNull(value: Value): boolean {
  return value.state === 'null' || (value.state === 'unknown' && value.refinement?.notNull !== true);
}

/** Whether what is known of the unknown value already rules out that it becomes this known or null one. */
export function rulesOut(value: UnknownValue, other: Value): boolean {
  const refinement = value.refinement;
  if (refinement === undefined) return false;
  if (other.state === 'null') return refinement.notNull === true;
  if (other.state !== 'known') return false;
  const kind = other.type.kind;
  if (kind === 'string')
    return refinement.prefix !== undefined && !(other.data as string).startsWith(refinement.prefix);
  if (kind === 'number') return outOfBounds(refinement, other.data as Numeric);
  if (isCollection(other.type)) {
    const { min, max } = lengthBounds(other);
    return max < (refinement.minLength ?? 0) || min > (refinement.maxLength ?? Infinity);
  }
  return false;
}

function outOfBounds({ min, max }: Refinement, number: Numeric): boolean {
  if (min !== undefined) {
    const order = compareNumeric(number, min.value);
    if (order < 0 || (order === 0 && !min.inclusive)) return true;
  }
  if (max !== undefined) {
    const order = compareNumeric(number, max.value);
    if (order > 0 || (order === 0 && !max.inclusive)) return true;
  }
  return false;
}

/** An unknown result for an unknown input of another type: what carries over is that it is not null, and the lengths of collections. */
export function unknownAs(value: UnknownValue, type: Type): Value {
  if (type.kind === 'dynamic') return unknownOf(type, undefined, value.marks);
  const from = value.refinement;
  let result: Value = unknownOf(type, from?.notNull === true ? NOT_NULL : undefined, value.marks);
  if (isCollection(type) && value.type.kind !== 'dynamic') {
    const { min, max } = lengthBounds(value);
    const shrinks = type.kind === 'set' && value.type.kind !== 'set';
    const lower = shrinks ? Math.min(min, 1) : min;
    if (lower > 0 || max !== Infinity) result = refine(result, { minLength: lower, maxLength: max });
  }
  return result;
}
