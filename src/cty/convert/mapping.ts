/** To maps and objects. */
import { conversionMismatch } from '../mismatch.ts';
import { type CollectionType, hasDynamic, mapOf, type ObjectType, objectOf, type Type } from '../type.ts';
import { unify } from '../unify.ts';
import { type Data, entriesOf, type KnownValue, known, nullOf, type Value } from '../value.ts';
import { type Conversion, type ConversionFailure, failure } from './conversion.ts';
import { withoutOptional } from './optional.ts';
import { convertEntries, ofType, type PartConversion, partConversion, sameType, unifyElements } from './parts.ts';

function mapFrom(entries: ReadonlyMap<string, Value>, empty: Type): Value | ConversionFailure {
  if (entries.size === 0) return known(mapOf(empty), entries);
  const values = [...entries.values()];
  const type = sameType(values);
  if (type !== undefined) {
    return known(mapOf(type), new Map([...entries].map(([key, value]) => [key, ofType(value, type)])));
  }
  const unified = unifyElements(values);
  const common = unified && sameType(unified);
  if (unified === undefined || common === undefined)
    return failure('element types must all match for conversion to map');
  return known(mapOf(common), new Map([...entries.keys()].map((key, i) => [key, unified[i] as Value])));
}

export function mapToMap(from: CollectionType, to: CollectionType, unsafe: boolean): Conversion | undefined {
  const part = partConversion(from.element, to.element, unsafe);
  if (part === undefined) return undefined;
  const empty = to.element.kind === 'dynamic' ? from.element : withoutOptional(to.element);
  return (value) => {
    const entries = convertEntries(entriesOf(value as KnownValue), () => part);
    return 'error' in entries ? entries : mapFrom(entries, empty);
  };
}

export function objectToMap(from: ObjectType, to: CollectionType, unsafe: boolean): Conversion | undefined {
  if (from.attributes.size === 0) return () => known(mapOf(withoutOptional(to.element)), new Map());
  const element = to.element.kind === 'dynamic' ? unify([...from.attributes.values()], unsafe) : to.element;
  if (element === undefined) return undefined;
  const parts = new Map<string, PartConversion>();
  for (const [name, type] of from.attributes) {
    const part = partConversion(type, element, unsafe);
    if (part === undefined) return undefined;
    parts.set(name, part);
  }
  return (value) => {
    const entries = convertEntries(entriesOf(value as KnownValue), (name) => parts.get(name));
    return 'error' in entries ? entries : mapFrom(entries, withoutOptional(element));
  };
}

/** Attributes in the sorted order of the type, the absent optional ones null. */
function completeObject(to: ObjectType, found: ReadonlyMap<string, Value>): Value {
  const data = new Map<string, Value>();
  const types = new Map<string, Type>();
  for (const [name, type] of to.attributes) {
    const value = found.get(name) ?? nullOf(withoutOptional(type));
    data.set(name, value);
    types.set(name, value.type);
  }
  const bare = withoutOptional(to) as ObjectType;
  return known(hasDynamic(bare) ? objectOf(types) : bare, data as Data);
}

export function objectToObject(from: ObjectType, to: ObjectType, unsafe: boolean): Conversion | undefined {
  const parts = new Map<string, PartConversion>();
  for (const [name, wanted] of to.attributes) {
    const given = from.attributes.get(name);
    if (given === undefined) {
      if (to.optional.has(name)) continue;
      return undefined;
    }
    const part = partConversion(given, wanted, unsafe);
    if (part === undefined) return undefined;
    parts.set(name, part);
  }
  return (value) => {
    const entries = convertEntries(entriesOf(value as KnownValue), (name) => parts.get(name));
    return 'error' in entries ? entries : completeObject(to, entries);
  };
}

export function mapToObject(from: CollectionType, to: ObjectType): Conversion | undefined {
  const parts = new Map<string, PartConversion>();
  for (const [name, wanted] of to.attributes) {
    const part = partConversion(from.element, wanted, true);
    if (part === undefined) {
      // An attribute that the map happens not to have needs no conversion.
      if (!to.optional.has(name)) return undefined;
      const reason = conversionMismatch(from.element, wanted);
      parts.set(name, () =>
        failure(`map element type is incompatible with attribute ${JSON.stringify(name)}: ${reason}`),
      );
      continue;
    }
    parts.set(name, part);
  }
  return (value) => {
    const entries = convertEntries(entriesOf(value as KnownValue), (name) => parts.get(name));
    if ('error' in entries) return entries;
    for (const name of to.attributes.keys()) {
      if (!entries.has(name) && !to.optional.has(name)) {
        return failure(`map has no element for required attribute ${JSON.stringify(name)}`);
      }
    }
    return completeObject(to, entries);
  };
}
