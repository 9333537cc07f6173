/**
 * Rego's values. JSON is used as it stands: an input document needs no conversion. What JSON lacks is here: sets, objects
 * whose keys are not all strings, and integers beyond 2^53 (bigint, and only there). *Undefined* is no value: it is the
 * absence of a result, `undefined` in signatures.
 */
export type Value = null | boolean | number | bigint | string | readonly Value[] | PlainObject | RegoSet | RegoMap;

/** An object all of whose keys are strings. */
export interface PlainObject {
  readonly [key: string]: Value;
}

export type ObjectValue = PlainObject | RegoMap;

/** A set. Members are unique; `sorted` gives them in Rego's order. */
export class RegoSet {
  readonly members = new Map<unknown, Value>();
  private order: Value[] | undefined;

  has(value: Value): boolean {
    return this.members.has(hashKey(value));
  }

  add(value: Value): void {
    const key = hashKey(value);
    if (this.members.has(key)) return;
    this.members.set(key, value);
    this.order = undefined;
  }

  get size(): number {
    return this.members.size;
  }

  sorted(): readonly Value[] {
    this.order ??= [...this.members.values()].sort(compare);
    return this.order;
  }
}

/** An object with at least one key that is not a string. */
export class RegoMap {
  readonly entriesByKey = new Map<unknown, readonly [Value, Value]>();
  private order: (readonly [Value, Value])[] | undefined;

  get(key: Value): Value | undefined {
    return this.entriesByKey.get(hashKey(key))?.[1];
  }

  set(key: Value, value: Value): void {
    this.entriesByKey.set(hashKey(key), [key, value]);
    this.order = undefined;
  }

  sorted(): readonly (readonly [Value, Value])[] {
    this.order ??= [...this.entriesByKey.values()].sort((a, b) => compare(a[0], b[0]));
    return this.order;
  }
}

export function setOf(values: Iterable<Value>): RegoSet {
  const set = new RegoSet();
  for (const value of values) set.add(value);
  return set;
}

export function isArray(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

export function isSet(value: Value | undefined): value is RegoSet {
  return value instanceof RegoSet;
}

export function isObject(value: Value | undefined): value is ObjectValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof RegoSet);
}

export function isPlainObject(value: Value | undefined): value is PlainObject {
  return isObject(value) && !(value instanceof RegoMap);
}

export function isNumber(value: Value | undefined): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** The member of a plain object, with nothing inherited showing through. */
export function member(object: PlainObject, key: string): Value | undefined {
  const value = object[key];
  if (value === undefined || typeof value === 'function') return undefined;
  if (key === '__proto__' && !Object.hasOwn(object, key)) return undefined;
  return value;
}

/** What `collection[key]` is: element, member of a set, value of an object; undefined for scalars and absent keys. */
export function lookup(collection: Value, key: Value): Value | undefined {
  if (typeof collection !== 'object' || collection === null) return undefined;
  if (isArray(collection)) return typeof key === 'number' ? collection[key] : undefined;
  if (collection instanceof RegoSet) return collection.members.get(hashKey(key));
  if (collection instanceof RegoMap) return collection.get(key);
  return typeof key === 'string' ? member(collection as PlainObject, key) : undefined;
}

/** The keys of a plain object in Rego's order. */
export function sortedKeys(object: PlainObject): string[] {
  const keys = Object.keys(object);
  for (let index = 1; index < keys.length; index++) {
    if (compareStrings(keys[index - 1] as string, keys[index] as string) > 0) return keys.sort(compareStrings);
  }
  return keys;
}

export function entries(object: ObjectValue): readonly (readonly [Value, Value])[] {
  if (object instanceof RegoMap) return object.sorted();
  return sortedKeys(object).map((key) => [key, object[key] as Value] as const);
}

export function objectKeys(object: ObjectValue): readonly Value[] {
  return object instanceof RegoMap ? object.sorted().map(([key]) => key) : sortedKeys(object);
}

export function objectSize(object: ObjectValue): number {
  return object instanceof RegoMap ? object.entriesByKey.size : Object.keys(object).length;
}

/** An object of the given entries; a later one replaces an earlier one of an equal key. */
export function objectOf(pairs: Iterable<readonly [Value, Value]>): ObjectValue {
  const builder = new ObjectBuilder();
  for (const [key, value] of pairs) builder.set(key, value);
  return builder.build();
}

/** Collects entries and stays with a plain object as long as all keys are strings. */
export class ObjectBuilder {
  private plain: Record<string, Value> = Object.create(null) as Record<string, Value>;
  private map: RegoMap | undefined;

  get(key: Value): Value | undefined {
    return this.map === undefined ? lookup(this.plain, key) : this.map.get(key);
  }

  set(key: Value, value: Value): void {
    if (this.map === undefined && typeof key !== 'string') {
      this.map = new RegoMap();
      for (const [name, member] of Object.entries(this.plain)) this.map.set(name, member);
    }
    if (this.map === undefined) this.plain[key as string] = value;
    else this.map.set(key, value);
  }

  build(): ObjectValue {
    return this.map ?? this.plain;
  }
}

/** A key under which equal values meet in a JavaScript Map: scalars are their own key, the rest goes by its text. */
export function hashKey(value: Value): unknown {
  if (typeof value === 'string') return value.charCodeAt(0) === 1 ? `\u0001s${value}` : value;
  if (typeof value === 'number') return Number.isSafeInteger(value) || !Number.isInteger(value) ? value : BigInt(value);
  if (typeof value !== 'object' || value === null) return value;
  return `\u0001${canonical(value)}`;
}

function canonical(value: Value): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (isArray(value)) {
    let text = '[';
    for (const element of value) text += `${canonical(element)},`;
    return `${text}]`;
  }
  if (value instanceof RegoSet) {
    let text = '<';
    for (const element of value.sorted()) text += `${canonical(element)},`;
    return `${text}>`;
  }
  let text = '{';
  for (const [key, element] of entries(value as ObjectValue)) text += `${canonical(key)}:${canonical(element)},`;
  return `${text}}`;
}

/** Go compares strings by their UTF-8 bytes: like UTF-16 except that surrogates come last. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left === right) continue;
    const leftSurrogate = left >= 0xd800 && left < 0xe000;
    const rightSurrogate = right >= 0xd800 && right < 0xe000;
    if (leftSurrogate !== rightSurrogate) return leftSurrogate ? 1 : -1;
    return left < right ? -1 : 1;
  }
  return a.length < b.length ? -1 : 1;
}

function rank(value: Value): number {
  if (value === null) return 0;
  switch (typeof value) {
    case 'boolean':
      return 1;
    case 'number':
    case 'bigint':
      return 2;
    case 'string':
      return 3;
    default:
      if (isArray(value)) return 4;
      return value instanceof RegoSet ? 6 : 5;
  }
}

/** Rego's total order: null, booleans, numbers, strings, arrays, objects, sets. */
export function compare(a: Value, b: Value): number {
  if (a === b) return 0;
  const rankA = rank(a);
  const rankB = rank(b);
  if (rankA !== rankB) return rankA < rankB ? -1 : 1;
  switch (rankA) {
    case 1:
      return a === false ? -1 : 1;
    case 2:
      return (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0;
    case 3:
      return compareStrings(a as string, b as string);
    case 4:
      return compareSequences(a as readonly Value[], b as readonly Value[]);
    case 5:
      return compareObjects(a as ObjectValue, b as ObjectValue);
    case 6:
      return compareSequences((a as RegoSet).sorted(), (b as RegoSet).sorted());
    default:
      return 0;
  }
}

function compareSequences(a: readonly Value[], b: readonly Value[]): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const order = compare(a[index] as Value, b[index] as Value);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareObjects(a: ObjectValue, b: ObjectValue): number {
  const left = entries(a);
  const right = entries(b);
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const [leftKey, leftValue] = left[index] as readonly [Value, Value];
    const [rightKey, rightValue] = right[index] as readonly [Value, Value];
    const order = compare(leftKey, rightKey) || compare(leftValue, rightValue);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

export function equals(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return typeof a === 'bigint' || typeof b === 'bigint' ? isNumber(a) && isNumber(b) && compare(a, b) === 0 : false;
  }
  if (isArray(a)) {
    if (!isArray(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index++) if (!equals(a[index] as Value, b[index] as Value)) return false;
    return true;
  }
  if (isArray(b)) return false;
  if (a instanceof RegoSet || b instanceof RegoSet) {
    if (!(a instanceof RegoSet && b instanceof RegoSet) || a.size !== b.size) return false;
    for (const key of a.members.keys()) if (!b.members.has(key)) return false;
    return true;
  }
  return compareObjects(a as ObjectValue, b as ObjectValue) === 0;
}

export type TypeName = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object' | 'set';

export function typeNameOf(value: Value): TypeName {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'boolean':
      return 'boolean';
    case 'number':
    case 'bigint':
      return 'number';
    case 'string':
      return 'string';
    default:
      if (isArray(value)) return 'array';
      return value instanceof RegoSet ? 'set' : 'object';
  }
}
