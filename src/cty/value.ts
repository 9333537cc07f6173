/**
 * Values of Terraform's type system. A value knows its type and is known, null or unknown. All values have one shape
 * (the same fields in the same order), so that the engine keeps property access monomorphic.
 */
import type { BigNumber } from './number.ts';
import { BOOL, DYNAMIC, listOf, mapOf, NUMBER, objectOf, STRING, setOf, type Type, tupleOf } from './type.ts';

/** Extra facts that travel with a value through every operation. */
export type Mark = 'sensitive' | 'ephemeral' | 'type';
export type Marks = ReadonlySet<Mark>;
export const NO_MARKS: Marks = new Set();

/** A number: a double where it is exactly an integer of at most 2^53 (or an infinity), else exact. */
export type Numeric = number | BigNumber;

/**
 * What a known value holds, by the kind of its type: string → string; number → Numeric; bool → boolean; list and tuple →
 * array; set → array in cty's iteration order, without duplicates; map and object → Map in sorted key order.
 */
export type Data = string | boolean | Numeric | readonly Value[] | ReadonlyMap<string, Value> | CapsuleData;
export interface CapsuleData {
  readonly capsule: unknown;
}

/** What is known of a value that is not known: narrows the range of values it may turn out to be. */
export interface Refinement {
  readonly notNull?: boolean;
  readonly prefix?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly min?: { readonly value: Numeric; readonly inclusive: boolean };
  readonly max?: { readonly value: Numeric; readonly inclusive: boolean };
}

export interface KnownValue {
  readonly state: 'known';
  readonly type: Type;
  readonly data: Data;
  readonly marks: Marks;
  readonly refinement: undefined;
}
export interface NullValue {
  readonly state: 'null';
  readonly type: Type;
  readonly data: undefined;
  readonly marks: Marks;
  readonly refinement: undefined;
}
export interface UnknownValue {
  readonly state: 'unknown';
  readonly type: Type;
  readonly data: undefined;
  readonly marks: Marks;
  readonly refinement: Refinement | undefined;
}
export type Value = KnownValue | NullValue | UnknownValue;

export function known(type: Type, data: Data, marks: Marks = NO_MARKS): KnownValue {
  return { state: 'known', type, data, marks, refinement: undefined };
}
export function nullOf(type: Type, marks: Marks = NO_MARKS): NullValue {
  return { state: 'null', type, data: undefined, marks, refinement: undefined };
}
export function unknownOf(type: Type, refinement?: Refinement, marks: Marks = NO_MARKS): UnknownValue {
  return { state: 'unknown', type, data: undefined, marks, refinement };
}

export const TRUE = known(BOOL, true);
export const FALSE = known(BOOL, false);
/** The unknown value of unknown type: what stands in wherever a mistake made a value impossible. */
export const DYNAMIC_UNKNOWN = unknownOf(DYNAMIC);
export const DYNAMIC_NULL = nullOf(DYNAMIC);

export function stringValue(text: string): KnownValue {
  return known(STRING, text);
}
export function numberValue(number: Numeric): KnownValue {
  return known(NUMBER, number);
}
export function boolValue(flag: boolean): KnownValue {
  return flag ? TRUE : FALSE;
}
/** A list; every element already has the type `element`. */
export function listValue(element: Type, elements: readonly Value[]): KnownValue {
  return known(listOf(element), elements);
}
export function tupleValue(elements: readonly Value[]): KnownValue {
  return known(tupleOf(elements.map((value) => value.type)), elements);
}
/** A map; every element already has the type `element`. */
export function mapValue(element: Type, entries: Iterable<readonly [string, Value]>): KnownValue {
  return known(mapOf(element), sortedMap(entries));
}
export function objectValue(attributes: Iterable<readonly [string, Value]>): KnownValue;
export function objectValue(attributes: Readonly<Record<string, Value>>): KnownValue;
export function objectValue(
  attributes: Readonly<Record<string, Value>> | Iterable<readonly [string, Value]>,
): KnownValue {
  const data = sortedMap(
    Symbol.iterator in attributes ? (attributes as Iterable<[string, Value]>) : Object.entries(attributes),
  );
  return known(objectOf(new Map([...data].map(([name, value]) => [name, value.type]))), data);
}
/** A set whose elements are already distinct, converted and in cty's order; `setValue` in `set.ts` does that work. */
export function canonicalSet(element: Type, elements: readonly Value[]): KnownValue {
  return known(setOf(element), elements);
}

/** Sorts by code point, as Go sorts the keys of a map (UTF-16 order differs only for astral characters). */
export function sortedMap(entries: Iterable<readonly [string, Value]>): ReadonlyMap<string, Value> {
  return new Map([...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** The elements of a known list, set or tuple. */
export function elementsOf(value: KnownValue): readonly Value[] {
  return value.data as readonly Value[];
}
/** The entries of a known map or object, in sorted order. */
export function entriesOf(value: KnownValue): ReadonlyMap<string, Value> {
  return value.data as ReadonlyMap<string, Value>;
}

/** Whether no part of the value is unknown. */
export function isWhollyKnown(value: Value): boolean {
  if (value.state !== 'known') return value.state === 'null';
  if (Array.isArray(value.data)) return (value.data as readonly Value[]).every(isWhollyKnown);
  if (value.data instanceof Map) {
    for (const element of value.data.values()) if (!isWhollyKnown(element)) return false;
  }
  return true;
}

export function withMarks(value: Value, marks: Marks): Value {
  if (marks.size === 0) return value;
  if (value.marks.size === 0) return { ...value, marks };
  return { ...value, marks: new Set([...value.marks, ...marks]) };
}

/** The value without the marks on itself; marks inside collections stay. */
export function unmarked(value: Value): Value {
  return value.marks.size === 0 ? value : { ...value, marks: NO_MARKS };
}
