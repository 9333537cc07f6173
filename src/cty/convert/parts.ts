/** Conversion of what a collection, tuple or object holds, and the one type that elements must end up with. */
import { type Type, typeEquals } from '../type.ts';
import { unify } from '../unify.ts';
import type { Value } from '../value.ts';
import { below, type Conversion, type ConversionFailure } from './conversion.ts';
import { conversion, convert } from './convert.ts';

/** `null`: no conversion needed. */
export type PartConversion = Conversion | null;

export function partConversion(from: Type, to: Type, unsafe: boolean): PartConversion | undefined {
  return typeEquals(from, to) ? null : conversion(from, to, unsafe);
}

export function convertAll(
  values: readonly Value[],
  conversionAt: (index: number) => PartConversion,
): readonly Value[] | ConversionFailure {
  const results: Value[] = new Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const apply = conversionAt(i);
    const value = values[i] as Value;
    const result = apply === null ? value : apply(value);
    if ('error' in result) return below(i, result);
    results[i] = result;
  }
  return results;
}

export function convertEntries(
  entries: ReadonlyMap<string, Value>,
  conversionOf: (name: string) => PartConversion | undefined,
): Map<string, Value> | ConversionFailure {
  const results = new Map<string, Value>();
  for (const [name, value] of entries) {
    const apply = conversionOf(name);
    if (apply === undefined) continue;
    const result = apply === null ? value : apply(value);
    if ('error' in result) return below(name, result);
    results.set(name, result);
  }
  return results;
}

/** Elements whose wanted type was `any` must still agree; a type with optional attributes may leave differences between them, too. */
export function sameType(elements: readonly Value[]): Type | undefined {
  const first = elements[0];
  if (first === undefined) return undefined;
  let common = first.type;
  for (const { type } of elements) {
    if (type === common || type.kind === 'dynamic') continue;
    if (common.kind === 'dynamic') common = type;
    else if (!typeEquals(type, common)) return undefined;
  }
  return common;
}

export function unifyElements(elements: readonly Value[]): readonly Value[] | undefined {
  const wanted = unify(
    elements.map(({ type }) => type),
    true,
  );
  if (wanted === undefined) return undefined;
  const results: Value[] = [];
  for (const element of elements) {
    const result = convert(element, wanted);
    if ('error' in result) return undefined;
    results.push(result.value);
  }
  return results;
}

/** A null or unknown element of no type takes the type of its neighbours. */
export function ofType(value: Value, type: Type): Value {
  return value.type.kind === 'dynamic' && type.kind !== 'dynamic' && value.state !== 'known'
    ? { ...value, type }
    : value;
}
