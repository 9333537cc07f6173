import {
  entries,
  equals,
  isArray,
  isObject,
  lookup,
  ObjectBuilder,
  type ObjectValue,
  objectKeys,
  objectOf,
  RegoSet,
  setOf,
  typeNameOf,
  type Value,
} from '../values/index.ts';
import { type BuiltinFamily, builtin, wrongOperand, wrongType } from './operands.ts';

export const ARRAYS: BuiltinFamily = {
  'array.concat': builtin(['array', 'array'], (a: Value[], b: Value[]) => [...a, ...b], 'array'),
  'array.reverse': builtin(['array'], (a: Value[]) => [...a].reverse(), 'array'),
  'array.slice': builtin(
    ['array', 'number', 'number'],
    (a: Value[], start: number, stop: number) => {
      const from = Math.max(0, Number(start));
      return a.slice(from, Math.max(from, Math.min(a.length, Number(stop))));
    },
    'array',
  ),
  'array.flatten': builtin(
    ['array'],
    (a: Value[]) => a.flatMap((element) => (isArray(element) ? [...element] : [element])),
    'array',
  ),
};

export const SETS: BuiltinFamily = {
  and: builtin(['set', 'set'], intersect, 'set'),
  or: builtin(['set', 'set'], (a: RegoSet, b: RegoSet) => unite([a, b]), 'set'),
  set_diff: builtin(['set', 'set'], (a: RegoSet, b: RegoSet) => {
    const result = new RegoSet();
    for (const [key, value] of a.members) if (!b.members.has(key)) result.members.set(key, value);
    return result;
  }),
  intersection: builtin(
    ['set'],
    (sets: RegoSet) => {
      const members = sets.sorted();
      const odd = members.find((member) => !(member instanceof RegoSet));
      if (odd !== undefined)
        return wrongType(`operand 1 must be set of sets but got set containing ${typeNameOf(odd)}`);
      return (
        (members as RegoSet[]).reduce<RegoSet | undefined>(
          (all, one) => (all === undefined ? one : intersect(all, one)),
          undefined,
        ) ?? new RegoSet()
      );
    },
    'set',
  ),
  union: builtin(
    ['set'],
    (sets: RegoSet) => {
      const members = sets.sorted();
      const odd = members.find((member) => !(member instanceof RegoSet));
      if (odd !== undefined)
        return wrongType(`operand 1 must be set of sets but got set containing ${typeNameOf(odd)}`);
      return unite(members as RegoSet[]);
    },
    'set',
  ),
};

function intersect(a: RegoSet, b: RegoSet): RegoSet {
  const result = new RegoSet();
  for (const [key, value] of a.members) if (b.members.has(key)) result.members.set(key, value);
  return result;
}

function unite(sets: readonly RegoSet[]): RegoSet {
  const result = new RegoSet();
  for (const set of sets) for (const [key, value] of set.members) result.members.set(key, value);
  return result;
}

export const OBJECTS: BuiltinFamily = {
  'object.get': builtin(['object', 'any', 'any'], (object: ObjectValue, key: Value, fallback: Value) => {
    if (!isArray(key)) {
      const found = lookup(object, key);
      return found === undefined ? fallback : found;
    }
    let value: Value | undefined = object;
    for (const step of key) value = value === undefined ? undefined : lookup(value, step);
    return value === undefined ? fallback : value;
  }),
  'object.keys': builtin(['object'], (object: ObjectValue) => setOf(objectKeys(object)), 'set'),
  'object.remove': builtin(
    ['object', 'object|set|array'],
    (object: ObjectValue, keys: Value) => {
      const removed = setOf(keysOf(keys));
      return objectOf(entries(object).filter(([key]) => !removed.has(key)));
    },
    'object',
  ),
  'object.filter': builtin(
    ['object', 'object|set|array'],
    (object: ObjectValue, keys: Value) => {
      const kept = setOf(keysOf(keys));
      return objectOf(entries(object).filter(([key]) => kept.has(key)));
    },
    'object',
  ),
  'object.union': builtin(['object', 'object'], mergeObjects, 'object'),
  'object.union_n': builtin(
    ['array'],
    (objects: Value[]) => {
      const odd = objects.find((object) => !isObject(object));
      if (odd !== undefined)
        return wrongType(`operand 1 must be array of objects but got array containing ${typeNameOf(odd)}`);
      let result: Value = {};
      for (const object of objects) result = mergeObjects(result, object);
      return result;
    },
    'object',
  ),
  'object.subset': builtin(['array|object|set', 'array|object|set'], (whole: Value, part: Value) => {
    if (isObject(whole) && isObject(part)) return containsObject(whole, part);
    if (whole instanceof RegoSet && part instanceof RegoSet) return part.sorted().every((member) => whole.has(member));
    if (isArray(whole) && isArray(part)) return containsArray(whole, part);
    if (isArray(whole) && part instanceof RegoSet) {
      return part.sorted().every((member) => whole.some((element) => equals(element, member)));
    }
    return wrongType('both arguments object.subset must be of the same type or array and set');
  }),
};

const isList = (value: Value) => isArray(value) || value instanceof RegoSet;

export function keysOf(keys: Value): readonly Value[] {
  if (isArray(keys)) return keys;
  if (keys instanceof RegoSet) return keys.sorted();
  return isObject(keys) ? objectKeys(keys) : [];
}

/** The right side wins; objects on both sides are merged. */
function mergeObjects(a: Value, b: Value): Value {
  if (!isObject(a) || !isObject(b)) return b;
  const builder = new ObjectBuilder();
  for (const [key, value] of entries(a)) builder.set(key, value);
  for (const [key, value] of entries(b)) {
    const own = builder.get(key);
    builder.set(key, own === undefined ? value : mergeObjects(own, value));
  }
  return builder.build();
}

function containsObject(whole: ObjectValue, part: ObjectValue): boolean {
  return entries(part).every(([key, value]) => {
    const own = lookup(whole, key);
    if (own === undefined) return false;
    if (isObject(own) && isObject(value)) return containsObject(own, value);
    if (own instanceof RegoSet && value instanceof RegoSet) return value.sorted().every((member) => own.has(member));
    if (isArray(own) && isArray(value)) return containsArray(own, value);
    return equals(own, value);
  });
}

function containsArray(whole: readonly Value[], part: readonly Value[]): boolean {
  for (let start = 0; start + part.length <= whole.length; start++) {
    if (part.every((element, index) => equals(element, whole[start + index] as Value))) return true;
  }
  return part.length === 0;
}

export const TYPES: BuiltinFamily = {
  type_name: builtin(['any'], (value: Value) => typeNameOf(value), 'string'),
  ...Object.fromEntries(
    ['array', 'boolean', 'null', 'number', 'object', 'set', 'string'].map((name) => [
      `is_${name}`,
      builtin(['any'], (value: Value) => typeNameOf(value) === name, 'boolean'),
    ]),
  ),
  ...Object.fromEntries(
    ['boolean', 'null', 'object', 'string'].map((name) => [
      `cast_${name}`,
      builtin(['any'], (value: Value) =>
        typeNameOf(value) === name ? value : wrongOperand(1, [name], typeNameOf(value)),
      ),
    ]),
  ),
  cast_array: builtin(
    ['any'],
    (value: Value) => (isList(value) ? keysOf(value) : wrongOperand(1, ['array', 'set'], typeNameOf(value))),
    'array',
  ),
  cast_set: builtin(
    ['any'],
    (value: Value) => (isList(value) ? setOf(keysOf(value)) : wrongOperand(1, ['array', 'set'], typeNameOf(value))),
    'set',
  ),
};
