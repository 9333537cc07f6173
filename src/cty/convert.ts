/**
 * Conversion of values between types, as Terraform does it wherever a type is expected. `conversion` answers for types (it is
 * undefined where no value could be converted); `convert` answers for a value and says what is wrong with it.
 */

import { sideTable } from '../util/side-table.ts';
import type { ValuePath } from './marks.ts';
import { conversionMismatch } from './mismatch.ts';
import { formatNumeric, parseNumeric } from './number.ts';
import { lengthBounds, refine, unknownAs } from './refinement.ts';
import { setValue } from './set.ts';
import {
  type CollectionType,
  hasDynamic,
  isPrimitive,
  listOf,
  mapOf,
  type ObjectType,
  objectOf,
  STRING,
  setOf,
  type TupleType,
  type Type,
  tupleOf,
  typeEquals,
} from './type.ts';
import { unify } from './unify.ts';
import {
  boolValue,
  type Data,
  elementsOf,
  entriesOf,
  type KnownValue,
  known,
  listValue,
  NO_MARKS,
  type Numeric,
  nullOf,
  numberValue,
  stringValue,
  unknownOf,
  type Value,
  withMarks,
} from './value.ts';

export interface ConversionFailure {
  readonly error: string;
  /** Where in the value, from the outside in: attribute names, map keys and indices. */
  readonly path: ValuePath;
}
/** Throws nothing for user data; a failure is the second variant. */
export type Conversion = (value: Value) => Value | ConversionFailure;

/** The value as this type, or why that is impossible. Marks are kept; null and unknown stay null and unknown of the new type. */
export function convert(value: Value, type: Type): { value: Value } | ConversionFailure {
  if (value.type === type || type.kind === 'dynamic') return { value };
  if (typeEquals(value.type, withoutOptional(type))) return { value };
  const apply = conversion(value.type, type, true);
  if (apply === undefined) return { error: conversionMismatch(value.type, type), path: [] };
  const result = apply(value);
  return 'error' in result ? result : { value: result };
}

const stripped = sideTable<Type, Type>();

/** The type of values that satisfy a constraint: the same without `optional(…)`. */
export function withoutOptional(type: Type): Type {
  if (isPrimitive(type) || type.kind === 'dynamic' || type.kind === 'capsule') return type;
  const cached = stripped.get(type);
  if (cached !== undefined) return cached;
  const result = stripOptional(type);
  stripped.set(type, result);
  return result;
}

function stripOptional(type: Type): Type {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map': {
      const element = withoutOptional(type.element);
      return element === type.element ? type : { kind: type.kind, element };
    }
    case 'tuple': {
      const elements = type.elements.map(withoutOptional);
      return elements.every((element, i) => element === type.elements[i]) ? type : tupleOf(elements);
    }
    case 'object': {
      let same = type.optional.size === 0;
      const attributes = new Map<string, Type>();
      for (const [name, attribute] of type.attributes) {
        const bare = withoutOptional(attribute);
        if (bare !== attribute) same = false;
        attributes.set(name, bare);
      }
      return same ? type : objectOf(attributes);
    }
    default:
      return type;
  }
}

/** How values of one type become another; undefined where no value can. Safe conversions never fail. */
export function conversion(from: Type, to: Type, unsafe: boolean): Conversion | undefined {
  const inner = knownConversion(from, to, unsafe);
  if (inner === undefined) return undefined;
  const outer: Conversion = (value) => {
    if (value.marks.size > 0) {
      const result = outer({ ...value, marks: NO_MARKS });
      return 'error' in result ? result : withMarks(result, value.marks);
    }
    if (to.kind === 'dynamic') return value;
    if (value.state === 'unknown') return convertUnknown(value, withKnownParts(value.type, withoutOptional(to)));
    if (value.state === 'null') return nullOf(withKnownParts(value.type, withoutOptional(to)));
    return inner(value);
  };
  return outer;
}

function convertUnknown(value: Value & { state: 'unknown' }, type: Type): Value {
  const result = unknownAs(value, type);
  if (type.kind === 'string' && value.type.kind === 'string' && value.refinement !== undefined) {
    return refine(result, value.refinement);
  }
  return result;
}

/** The wanted type with `any` replaced by what the given type has there. */
function withKnownParts(given: Type, wanted: Type): Type {
  if (wanted.kind === 'dynamic') return given;
  if (given.kind === 'dynamic' || !hasDynamic(wanted)) return wanted;
  switch (wanted.kind) {
    case 'list':
    case 'set':
    case 'map': {
      const parts =
        given.kind === 'tuple' ? given.elements : given.kind === 'object' ? [...given.attributes.values()] : undefined;
      if (parts === undefined) {
        if (!('element' in given)) return wanted;
        return { kind: wanted.kind, element: withKnownParts(given.element, wanted.element) };
      }
      if ((wanted.kind === 'map') !== (given.kind === 'object')) return wanted;
      const element = unify(parts, true);
      return element === undefined ? wanted : { kind: wanted.kind, element: withKnownParts(element, wanted.element) };
    }
    case 'tuple':
      if (given.kind !== 'tuple' || given.elements.length !== wanted.elements.length) return wanted;
      return tupleOf(wanted.elements.map((type, i) => withKnownParts(given.elements[i] as Type, type)));
    case 'object': {
      const parts = new Map<string, Type>();
      for (const [name, type] of wanted.attributes) {
        const from =
          given.kind === 'object' ? given.attributes.get(name) : given.kind === 'map' ? given.element : undefined;
        parts.set(name, from === undefined ? type : withKnownParts(from, type));
      }
      return objectOf(parts);
    }
    default:
      return wanted;
  }
}

function knownConversion(
  from: Type,
  to: Type,
  unsafe: boolean,
): ((value: KnownValue) => Value | ConversionFailure) | undefined {
  if (to.kind === 'dynamic') return (value) => value;
  if (from.kind === 'dynamic') {
    if (!unsafe) return undefined;
    return (value) => {
      const result = convert(value, to);
      return 'error' in result ? result : result.value;
    };
  }
  if (isPrimitive(from) && isPrimitive(to)) return primitiveConversion(from, to, unsafe);
  switch (to.kind) {
    case 'object':
      if (from.kind === 'object') return objectToObject(from, to, unsafe);
      return from.kind === 'map' && unsafe ? mapToObject(from, to) : undefined;
    case 'tuple':
      return from.kind === 'tuple' ? tupleToTuple(from, to, unsafe) : undefined;
    case 'list':
    case 'set':
      if (from.kind === 'tuple') return tupleToSequence(from, to, unsafe);
      if (from.kind !== 'list' && from.kind !== 'set') return undefined;
      return to.kind === 'set' && from.kind === 'list' && !unsafe ? undefined : sequenceToSequence(from, to, unsafe);
    case 'map':
      if (from.kind === 'map') return mapToMap(from, to, unsafe);
      return from.kind === 'object' ? objectToMap(from, to, unsafe) : undefined;
    default:
      return undefined;
  }
}

function primitiveConversion(
  from: Type,
  to: Type,
  unsafe: boolean,
): ((value: KnownValue) => Value | ConversionFailure) | undefined {
  if (to.kind === 'string') {
    if (from.kind === 'number') return (value) => stringValue(formatNumeric(value.data as Numeric));
    if (from.kind === 'bool') return (value) => stringValue(value.data ? 'true' : 'false');
    return (value) => value;
  }
  if (!unsafe || from.kind !== 'string') return from.kind === to.kind ? (value) => value : undefined;
  return to.kind === 'number' ? textToNumber : textToBool;
}

function textToNumber(value: KnownValue): Value | ConversionFailure {
  const number = parseNumeric(value.data as string);
  return number === undefined ? failure('a number is required') : numberValue(number);
}

function textToBool(value: KnownValue): Value | ConversionFailure {
  const text = value.data as string;
  if (text === 'true' || text === '1') return boolValue(true);
  if (text === 'false' || text === '0') return boolValue(false);
  const lower = text.toLowerCase();
  if (lower === 'true' || lower === 'false') {
    return failure(`a bool is required; to convert from string, use lowercase "${lower}"`);
  }
  return failure('a bool is required');
}

function failure(error: string, path: ValuePath = []): ConversionFailure {
  return { error, path };
}

function below(step: string | number, { error, path }: ConversionFailure): ConversionFailure {
  return { error, path: [step, ...path] };
}

/** `null`: no conversion needed. */
type PartConversion = Conversion | null;

function partConversion(from: Type, to: Type, unsafe: boolean): PartConversion | undefined {
  return typeEquals(from, to) ? null : conversion(from, to, unsafe);
}

function convertAll(
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

/** Elements whose wanted type was `any` must still agree; a type with optional attributes may leave differences between them, too. */
function sameType(elements: readonly Value[]): Type | undefined {
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

function unifyElements(elements: readonly Value[]): readonly Value[] | undefined {
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
function ofType(value: Value, type: Type): Value {
  return value.type.kind === 'dynamic' && type.kind !== 'dynamic' && value.state !== 'known'
    ? { ...value, type }
    : value;
}

function sequence(kind: 'list' | 'set', elements: readonly Value[], empty: Type): Value | ConversionFailure {
  if (elements.length === 0) return known(kind === 'list' ? listOf(empty) : setOf(empty), []);
  let parts = elements;
  let type = sameType(parts);
  if (type === undefined) {
    parts = unifyElements(elements) ?? [];
    type = sameType(parts);
  }
  if (type === undefined) return failure(`element types must all match for conversion to ${kind}`);
  const typed = parts.map((part) => ofType(part, type));
  return kind === 'list' ? listValue(type, typed) : setValue(type, typed);
}

function sequenceToSequence(from: CollectionType, to: CollectionType, unsafe: boolean): Conversion | undefined {
  const part = partConversion(from.element, to.element, unsafe);
  if (part === undefined) return undefined;
  const empty = to.element.kind === 'dynamic' ? from.element : withoutOptional(to.element);
  return (value) => {
    if (from.kind === 'set' && to.kind === 'list') {
      const { min, max } = lengthBounds(value);
      // How many elements the list will have is open while some of the set's may turn out equal.
      if (min !== max) return unknownOf(listOf(empty));
    }
    const elements = convertAll(elementsOf(value as KnownValue), () => part);
    if ('error' in elements) return elements;
    return sequence(to.kind as 'list' | 'set', elements as readonly Value[], empty);
  };
}

function tupleToSequence(from: TupleType, to: CollectionType, unsafe: boolean): Conversion | undefined {
  const kind = to.kind as 'list' | 'set';
  if (from.elements.length === 0)
    return () => known(kind === 'list' ? listOf(withoutOptional(to.element)) : setOf(withoutOptional(to.element)), []);
  const element = to.element.kind === 'dynamic' ? unify(from.elements, unsafe) : to.element;
  if (element === undefined) return undefined;
  // Where the common type is left open, only elements of one type can share it.
  if (to.element.kind === 'dynamic' && hasDynamic(element)) {
    const first = from.elements[0] as Type;
    if (from.elements.some((type) => !typeEquals(type, first))) return undefined;
  }
  const parts: PartConversion[] = [];
  for (const type of from.elements) {
    const part = partConversion(type, element, unsafe);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return (value) => {
    const elements = convertAll(elementsOf(value as KnownValue), (i) => parts[i] as PartConversion);
    if ('error' in elements) return elements;
    return sequence(kind, elements as readonly Value[], withoutOptional(element));
  };
}

function tupleToTuple(from: TupleType, to: TupleType, unsafe: boolean): Conversion | undefined {
  if (from.elements.length !== to.elements.length) return undefined;
  const parts: PartConversion[] = [];
  for (const [i, type] of from.elements.entries()) {
    const part = partConversion(type, to.elements[i] as Type, unsafe);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return (value) => {
    const elements = convertAll(elementsOf(value as KnownValue), (i) => parts[i] as PartConversion);
    if ('error' in elements) return elements;
    const values = elements as readonly Value[];
    return known(tupleOf(values.map(({ type }) => type)), values);
  };
}

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

function convertEntries(
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

function mapToMap(from: CollectionType, to: CollectionType, unsafe: boolean): Conversion | undefined {
  const part = partConversion(from.element, to.element, unsafe);
  if (part === undefined) return undefined;
  const empty = to.element.kind === 'dynamic' ? from.element : withoutOptional(to.element);
  return (value) => {
    const entries = convertEntries(entriesOf(value as KnownValue), () => part);
    return 'error' in entries ? entries : mapFrom(entries, empty);
  };
}

function objectToMap(from: ObjectType, to: CollectionType, unsafe: boolean): Conversion | undefined {
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

function objectToObject(from: ObjectType, to: ObjectType, unsafe: boolean): Conversion | undefined {
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

function mapToObject(from: CollectionType, to: ObjectType): Conversion | undefined {
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

/** Text of a known primitive value, as in a template. */
export function primitiveText(value: KnownValue): string {
  if (value.type === STRING || typeof value.data === 'string') return value.data as string;
  if (typeof value.data === 'boolean') return value.data ? 'true' : 'false';
  return formatNumeric(value.data as Numeric);
}
