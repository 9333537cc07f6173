/** Building lists and maps: chunklist, compact, concat, distinct, flatten, matchkeys, merge, range, reverse, slice, transpose, zipmap */

import { limits } from '../../source/index.ts';
import { append } from '../../util/append.ts';
import { convert } from '../convert/convert.ts';
import { valuesEqual } from '../equality.ts';
import type { FunctionFailure, FunctionSpec } from '../function.ts';
import { tooManyElements } from '../limits.ts';
import { unionMarks } from '../marks.ts';
import { add, compareNumeric, negate, numericToNumber, signOf, subtract } from '../number.ts';
import { lengthBounds, unknownNotNull } from '../refinement.ts';
import { identityKey } from '../set.ts';
import {
  DYNAMIC,
  EMPTY_OBJECT,
  listOf,
  mapOf,
  NUMBER,
  objectOf,
  STRING,
  type Type,
  tupleOf,
  typeEquals,
} from '../type.ts';
import { typeName } from '../type-name.ts';
import { unify } from '../unify.ts';
import {
  elementsOf,
  entriesOf,
  isWhollyKnown,
  type KnownValue,
  known,
  listValue,
  type Marks,
  mapValue,
  NO_MARKS,
  type Numeric,
  numberValue,
  objectValue,
  stringValue,
  TRUE,
  tupleValue,
  unknownOf,
  type Value,
  withMarks,
} from '../value.ts';
import { any, declare, fail, integer, number, numeric, parameter, text } from './define.ts';

const ANY_LIST = listOf(DYNAMIC);
const STRINGS = listOf(STRING);
const STRING_LISTS = mapOf(STRINGS);

export const sequenceFunctions: readonly FunctionSpec[] = [
  declare('chunklist', {
    parameters: [parameter('list', ANY_LIST, { allowMarked: true }), number('size')],
    returns: ([list]) => listOf((list as Value).type),
    call: ([list, size], returns) => chunk(list as KnownValue, size as Value, returns),
  }),
  declare('compact', {
    parameters: [parameter('list', STRINGS)],
    returns: STRINGS,
    call: ([list]) => {
      if (!isWhollyKnown(list as Value)) return unknownNotNull(STRINGS);
      const kept = elementsOf(list as KnownValue).filter((value) => value.state === 'known' && value.data !== '');
      return listValue(STRING, kept);
    },
  }),
  declare('concat', {
    parameters: [],
    variadic: any('seqs', { allowMarked: true }),
    returns: concatType,
    call: (args, returns) => concat(args, returns),
  }),
  declare('distinct', {
    parameters: [parameter('list', ANY_LIST)],
    returns: ([list]) => (list as Value).type,
    call: ([list], returns) => distinct(list as KnownValue, returns),
  }),
  declare('flatten', {
    parameters: [any('list', { allowUnknown: true, allowDynamic: true, allowMarked: true })],
    returns: flattenType,
    call: ([list], returns) => flatten(list as Value, returns),
  }),
  declare('matchkeys', {
    parameters: [parameter('values', ANY_LIST), parameter('keys', ANY_LIST), parameter('searchset', ANY_LIST)],
    returns: ([values, keys, searched]) => {
      const unified = unify([(keys as Value).type, (searched as Value).type], false);
      return unified === undefined ? fail('keys and searchset must be of the same type') : (values as Value).type;
    },
    call: (args, returns) => matchKeys(args, returns),
  }),
  declare('merge', {
    parameters: [],
    variadic: any('maps', { allowDynamic: true, allowNull: true, allowMarked: true }),
    returns: mergeType,
    call: (args, returns) => merge(args, returns),
  }),
  declare('range', {
    parameters: [],
    variadic: number('params'),
    returns: listOf(NUMBER),
    call: (args) => range(args),
  }),
  declare('reverse', {
    parameters: [any('list', { allowMarked: true })],
    returns: ([list]) => {
      const type = (list as Value).type;
      if (type.kind === 'tuple') return tupleOf([...type.elements].reverse());
      if (type.kind === 'list' || type.kind === 'set') return listOf(type.element);
      return fail(`can only reverse list or tuple values, not ${typeName(type)}`, 0);
    },
    call: ([list], returns) =>
      withMarks(known(returns, [...elementsOf(list as KnownValue)].reverse()), (list as Value).marks),
  }),
  declare('slice', {
    parameters: [any('list', { allowMarked: true }), number('start_index'), number('end_index')],
    returns: sliceType,
    call: ([list, start, end], returns) => {
      const bounds = sliceBounds(elementsOf(list as KnownValue).length, start as Value, end as Value);
      if ('failure' in bounds) return bounds;
      return withMarks(
        known(returns, elementsOf(list as KnownValue).slice(bounds.from, bounds.to)),
        (list as Value).marks,
      );
    },
  }),
  declare('transpose', {
    parameters: [parameter('values', STRING_LISTS)],
    returns: STRING_LISTS,
    call: ([map]) => transpose(map as KnownValue),
  }),
  declare('zipmap', {
    parameters: [parameter('keys', STRINGS, { allowMarked: true }), any('values', { allowMarked: true })],
    returns: zipmapType,
    call: ([keys, values], returns) => zipmap(keys as KnownValue, values as KnownValue, returns),
  }),
];

function chunk(list: KnownValue, size: Value, returns: Type): Value | FunctionFailure {
  const width = integer(size, 1);
  if (typeof width !== 'number') return fail(`invalid size: ${width.failure}`);
  if (width < 0) return fail('the size argument must be positive');
  const elements = elementsOf(list);
  const type = list.type;
  if (elements.length === 0) return withMarks(known(returns, []), list.marks);
  const chunks: Value[] = [];
  const step = width === 0 ? elements.length : width;
  for (let i = 0; i < elements.length; i += step) chunks.push(known(type, elements.slice(i, i + step)));
  return withMarks(known(returns, chunks), list.marks);
}

function concatType(args: readonly Value[]): Type | FunctionFailure {
  if (args.length === 0) return fail('at least one argument is required');
  const types = args.map(({ type }) => type);
  const first = types[0] as Type;
  if (types.every((type) => type.kind === 'list')) {
    if (types.every((type) => typeEquals(type, first))) return first;
    const unified = unify(types.map((type) => (type as { element: Type }).element));
    if (unified !== undefined && unified.kind !== 'dynamic') return listOf(unified);
  }
  const elements: Type[] = [];
  for (const [i, value] of args.entries()) {
    if (value.type.kind === 'tuple') {
      append(elements, value.type.elements);
    } else if (value.type.kind === 'list') {
      if (value.state !== 'known') return DYNAMIC;
      for (const _ of elementsOf(value)) elements.push(value.type.element);
    } else {
      return fail(`all arguments must be lists or tuples; got ${typeName(value.type)}`, i);
    }
  }
  return tupleOf(elements);
}

function concat(args: readonly Value[], returns: Type): Value | FunctionFailure {
  const elements: Value[] = [];
  let marks: Marks = NO_MARKS;
  for (const value of args) {
    marks = unionMarks(marks, value.marks);
    for (const element of elementsOf(value as KnownValue)) {
      if (returns.kind !== 'list') {
        elements.push(element);
        continue;
      }
      const result = convert(element, returns.element);
      if ('error' in result) return fail(result.error);
      elements.push(result.value);
    }
  }
  return tooManyElements(elements.length) ?? withMarks(known(returns, elements), marks);
}

function distinct(list: KnownValue, returns: Type): Value {
  if (!isWhollyKnown(list)) return unknownNotNull(returns);
  const seen = new Set<string>();
  const kept = elementsOf(list).filter((value) => {
    const key = identityKey(value) as string;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return known(returns, kept);
}

function flattenType([list]: readonly Value[]): Type | FunctionFailure {
  const value = list as Value;
  // What an object or a map holds is flattened too as long as some of it is unknown: the check comes only after that.
  if (!isSequence(value.type) && isWhollyKnown(value))
    return value.type.kind === 'dynamic' ? DYNAMIC : fail('can only flatten lists, sets and tuples');
  if (value.state !== 'known') return DYNAMIC;
  const flat: Value[] = [];
  return flattenInto(flat, value) ? tupleOf(flat.map(({ type }) => type)) : DYNAMIC;
}

function isSequence(type: Type): boolean {
  return type.kind === 'list' || type.kind === 'set' || type.kind === 'tuple';
}

/** False where an unknown part leaves the number of elements open. */
function flattenInto(flat: Value[], value: KnownValue, marks: { all: Marks } = { all: NO_MARKS }): boolean {
  marks.all = unionMarks(marks.all, value.marks);
  let complete = value.type.kind !== 'set' || lengthBounds(value).min === elementsOf(value).length;
  for (const element of value.data instanceof Map ? (value.data.values() as Iterable<Value>) : elementsOf(value)) {
    if (element.type.kind === 'dynamic' && element.state === 'unknown') complete = false;
    if (element.state === 'null' || !isSequence(element.type)) flat.push(element);
    else if (element.state === 'unknown') complete = false;
    else if (!flattenInto(flat, element, marks)) complete = false;
    if (flat.length > limits.maxElements) return complete;
  }
  return complete;
}

function flatten(list: Value, returns: Type): Value | FunctionFailure {
  if (list.state !== 'known') return unknownOf(returns, undefined, list.marks);
  const flat: Value[] = [];
  const marks = { all: NO_MARKS };
  const complete = flattenInto(flat, list, marks);
  const excess = tooManyElements(flat.length);
  if (excess !== undefined) return excess;
  return withMarks(complete ? tupleValue(flat) : unknownOf(DYNAMIC), marks.all);
}

function matchKeys(args: readonly Value[], returns: Type): Value | FunctionFailure {
  const [values, keys, searched] = args as readonly KnownValue[];
  if (values === undefined || keys === undefined || searched === undefined) return unknownOf(returns);
  const candidates = elementsOf(values);
  const given = elementsOf(keys);
  if (candidates.length !== given.length) return fail('length of keys and values should be equal');
  if (!isWhollyKnown(values) || !isWhollyKnown(keys) || !isWhollyKnown(searched)) return unknownNotNull(returns);
  const unified = unify([keys.type, searched.type]);
  if (unified === undefined) return fail('keys and searchset must be of the same type');
  const left = convert(keys, unified);
  const right = convert(searched, unified);
  if ('error' in left || 'error' in right) return fail('keys and searchset must be of the same type');
  const wanted = elementsOf(right.value as KnownValue);
  const kept = candidates.filter((_, i) => {
    const key = elementsOf(left.value as KnownValue)[i] as Value;
    return wanted.some((other) => valuesEqual(key, other) === TRUE);
  });
  return known(returns, kept);
}

function mergeType(args: readonly Value[]): Type | FunctionFailure {
  if (args.length === 0) return EMPTY_OBJECT;
  const attributes = new Map<string, Type>();
  const first = (args[0] as Value).type;
  let same = true;
  let known = true;
  for (const [_i, value] of args.entries()) {
    const type = value.type;
    if (type.kind === 'dynamic') {
      if (value.state === 'null') {
        same = same && typeEquals(type, first);
        continue;
      }
      return DYNAMIC;
    }
    if (type.kind !== 'map' && type.kind !== 'object') {
      return fail(`arguments must be maps or objects, got ${JSON.stringify(typeName(type))}`);
    }
    if (!typeEquals(type, first)) same = false;
    if (type.kind === 'object') {
      if (value.state !== 'null') for (const [name, attribute] of type.attributes) attributes.set(name, attribute);
    } else if (value.state === 'unknown') {
      known = false;
    } else if (value.state === 'known') {
      for (const [name, element] of entriesOf(value)) attributes.set(name, element.type);
    }
  }
  if (same && first.kind !== 'dynamic' && !(first.kind === 'object' && args.some(({ state }) => state === 'null')))
    return first;
  return known ? objectOf(attributes) : DYNAMIC;
}

function merge(args: readonly Value[], returns: Type): Value {
  const merged = new Map<string, Value>();
  let marks: Marks = NO_MARKS;
  for (const value of args) {
    marks = unionMarks(marks, value.marks);
    if (value.state === 'unknown') return unknownOf(returns, undefined, marks);
    if (value.state === 'null') continue;
    for (const [name, element] of entriesOf(value)) merged.set(name, element);
  }
  if (returns.kind === 'map') return withMarks(mapValue(returns.element, merged), marks);
  return withMarks(objectValue(merged), marks);
}

function range(args: readonly Value[]): Value | FunctionFailure {
  const numbers = args.map((value) => numeric(value));
  let [start, end, step] = [0, 0, 1] as [Numeric, Numeric, Numeric];
  if (numbers.length === 1) [end] = numbers as [Numeric];
  else if (numbers.length === 2) [start, end] = numbers as [Numeric, Numeric];
  else if (numbers.length === 3) [start, end, step] = numbers as [Numeric, Numeric, Numeric];
  else return fail('must have one, two, or three arguments');
  const down = compareNumeric(end, start) < 0;
  if (numbers.length < 3 && down) step = negate(step);
  const direction = signOf(step);
  if (direction === 0) return fail('step must not be zero');
  if (numbers.length === 3 && down && direction > 0)
    return fail('end must be greater than start when step is positive', 1);
  if (numbers.length === 3 && compareNumeric(end, start) > 0 && direction < 0) {
    return fail('end must be less than start when step is negative', 1);
  }
  const span = subtract(end, start);
  const count = span === undefined ? 0 : Math.ceil(numericToNumber(span) / numericToNumber(step));
  // Terraform itself stops a little past a thousand.
  if (count > 1024)
    return fail(
      'more than 1024 values were generated; either decrease the difference between start and end or use a smaller number of steps',
    );
  const elements: Value[] = [];
  for (let next: Numeric = start; down ? compareNumeric(next, end) > 0 : compareNumeric(next, end) < 0; ) {
    elements.push(numberValue(next));
    next = add(next, step) ?? end;
  }
  return listValue(NUMBER, elements);
}

function sliceType([list, start, end]: readonly Value[]): Type | FunctionFailure {
  const type = (list as Value).type;
  if (type.kind === 'list') return type;
  if (type.kind === 'set')
    return fail(
      'cannot slice a set, because its elements do not have indices; explicitly convert to a list if the ordering of the result is not important',
      0,
    );
  if (type.kind !== 'tuple') return fail('must be a list or tuple value', 0);
  if (start?.state !== 'known' || end?.state !== 'known') return DYNAMIC;
  const bounds = sliceBounds(type.elements.length, start, end);
  return 'failure' in bounds ? bounds : tupleOf(type.elements.slice(bounds.from, bounds.to));
}

function sliceBounds(length: number, start: Value, end: Value): { from: number; to: number } | FunctionFailure {
  const from = integer(start, 1);
  if (typeof from !== 'number') return fail(`invalid start index: ${from.failure}`, 1);
  if (from < 0) return fail('start index must not be less than zero', 1);
  if (from > length) return fail('start index must not be greater than the length of the list', 1);
  const to = integer(end, 2);
  if (typeof to !== 'number') return fail(`invalid end index: ${to.failure}`, 2);
  if (to < 0) return fail('end index must not be less than zero', 2);
  if (to > length) return fail('end index must not be greater than the length of the list', 2);
  return from > to ? fail('start index must not be greater than end index', 1) : { from, to };
}

function transpose(map: KnownValue): Value | FunctionFailure {
  if (!isWhollyKnown(map)) return unknownNotNull(STRING_LISTS);
  const result = new Map<string, string[]>();
  for (const [name, list] of entriesOf(map)) {
    if (list.state === 'null') return fail('the map must not contain a null list');
    for (const [i, element] of elementsOf(list as KnownValue).entries()) {
      if (element.state !== 'known') return fail(`element ${i} of ${JSON.stringify(name)} is null`);
      const names = result.get(text(element));
      if (names === undefined) result.set(text(element), [name]);
      else names.push(name);
    }
  }
  return mapValue(
    STRINGS,
    [...result].map(([key, names]): [string, Value] => [key, listValue(STRING, names.sort().map(stringValue))]),
  );
}

function zipmapType([keys, values]: readonly Value[]): Type | FunctionFailure {
  const type = (values as Value).type;
  if (type.kind === 'list') return mapOf(type.element);
  if (type.kind !== 'tuple') return fail('values argument must be a list or tuple value');
  if (keys?.state !== 'known' || !isWhollyKnown(keys)) return DYNAMIC;
  const names = elementsOf(keys);
  if (names.length !== type.elements.length) return lengthMismatch(names.length, type.elements.length);
  const missing = names.findIndex((name) => name.state === 'null');
  if (missing >= 0) return fail(`keys list has null value at index ${missing}`);
  return objectOf(new Map(names.map((name, i): [string, Type] => [text(name), type.elements[i] as Type])));
}

function lengthMismatch(keys: number, values: number): FunctionFailure {
  return fail(`number of keys (${keys}) does not match number of values (${values})`);
}

function zipmap(keys: KnownValue, values: KnownValue, returns: Type): Value | FunctionFailure {
  const marks = unionMarks(keys.marks, values.marks);
  const names = elementsOf(keys);
  const parts = elementsOf(values);
  if (!isWhollyKnown(keys)) return unknownOf(returns, undefined, marks);
  if (names.length !== parts.length) return lengthMismatch(names.length, parts.length);
  const entries: [string, Value][] = [];
  let nameMarks: Marks = marks;
  for (const [i, name] of names.entries()) {
    if (name.state !== 'known') return fail(`keys list has null value at index ${i}`);
    nameMarks = unionMarks(nameMarks, name.marks);
    entries.push([text(name), parts[i] as Value]);
  }
  if (returns.kind === 'map') return withMarks(mapValue(returns.element, entries), nameMarks);
  return withMarks(objectValue(entries), nameMarks);
}
