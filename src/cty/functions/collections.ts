/** Reading collections: alltrue, anytrue, contains, element, index, keys, length, lookup, one, values */
import { convert } from '../convert/convert.ts';
import { valuesEqual } from '../equality.ts';
import type { FunctionFailure, FunctionSpec } from '../function.ts';
import { lengthOf } from '../length.ts';
import { deepMarks, unionMarks } from '../marks.ts';
import { lengthBounds, refine, unknownAs, unknownNotNull } from '../refinement.ts';
import { BOOL, DYNAMIC, listOf, NUMBER, STRING, type Type, tupleOf } from '../type.ts';
import { typeName } from '../type-name.ts';
import { unify } from '../unify.ts';
import {
  elementsOf,
  entriesOf,
  FALSE,
  isWhollyKnown,
  type KnownValue,
  known,
  listValue,
  nullOf,
  numberValue,
  stringValue,
  TRUE,
  tupleValue,
  unknownOf,
  type Value,
  withMarks,
} from '../value.ts';
import { any, type Declaration, declare, fail, integer, number, parameter, string, text } from './define.ts';
import { graphemeCount } from './graphemes.ts';

const BOOLS = listOf(BOOL);

export const collectionFunctions: readonly FunctionSpec[] = [
  declare('length', {
    parameters: [any('value', { allowDynamic: true, allowUnknown: true, allowMarked: true })],
    returns: ([value]) => {
      const kind = value?.type.kind;
      if (kind === 'number' || kind === 'bool' || kind === 'capsule') {
        return fail('argument must be a string, a collection type, or a structural type');
      }
      return NUMBER;
    },
    call: ([value]) => length(value as Value),
  }),
  declare('element', {
    parameters: [any('list', { allowMarked: true }), number('index')],
    mayReturnNull: true,
    returns: elementType,
    call: ([list, index]) => element(list as KnownValue, index as Value),
  }),
  declare('contains', {
    parameters: [any('list'), any('value')],
    returns: BOOL,
    call: ([list, value]) => contains(list as KnownValue, value as Value),
  }),
  declare('index', {
    parameters: [any('list'), any('value')],
    returns: NUMBER,
    call: ([list, value]) => {
      const kind = list?.type.kind;
      return kind === 'list' || kind === 'tuple'
        ? indexOf(list as KnownValue, value as Value)
        : fail('argument must be a list or tuple');
    },
  }),
  declare('keys', {
    parameters: [any('inputMap', { allowUnknown: true, allowMarked: true })],
    returns: ([map]) => keysType(map as Value),
    call: ([map]) => keys(map as Value),
  }),
  declare('values', {
    parameters: [any('mapping', { allowMarked: true })],
    returns: ([map]) => valuesType(map as Value),
    call: ([map], returns) => {
      const parts = [...entriesOf(map as KnownValue).values()];
      return withMarks(known(returns, parts), (map as Value).marks);
    },
  }),
  declare('lookup', {
    parameters: [any('inputMap', { allowMarked: true }), string('key', { allowMarked: true })],
    variadic: any('default', { allowNull: true, allowUnknown: true, allowDynamic: true, allowMarked: true }),
    mayReturnNull: true,
    returns: lookupType,
    call: (args, returns) => lookup(args, returns),
  }),
  declare('one', {
    parameters: [any('list', { allowUnknown: true })],
    mayReturnNull: true,
    returns: ([list]) => oneType(list as Value),
    call: ([list], returns) => one(list as Value, returns),
  }),
  declare('alltrue', {
    parameters: [parameter('list', BOOLS)],
    returns: BOOL,
    call: ([list]) => every(list as KnownValue),
  }),
  declare('anytrue', {
    parameters: [parameter('list', BOOLS)],
    returns: BOOL,
    call: ([list]) => some(list as KnownValue),
  }),
  declare('coalesce', coalesce()),
  declare('coalescelist', coalesceList()),
];

function length(value: Value): Value {
  if (value.type.kind !== 'string') return lengthOf(value);
  if (value.state === 'known') return withMarks(numberValue(graphemeCount(text(value))), value.marks);
  const start = value.refinement?.prefix;
  const least = start === undefined ? 0 : graphemeCount(start);
  return withMarks(refine(unknownNotNull(NUMBER), { min: { value: least, inclusive: true } }), value.marks);
}

function elementType([list, index]: readonly Value[]): Type | FunctionFailure {
  const type = (list as Value).type;
  if (type.kind === 'list') return type.element;
  if (type.kind !== 'tuple') return fail(`cannot read elements from ${typeName(type)}`);
  if (index?.state !== 'known') return DYNAMIC;
  const position = integer(index, 1);
  if (typeof position !== 'number') return fail(`invalid index: ${position.failure}`);
  if (position < 0) return fail('cannot use element function with a negative index');
  if (type.elements.length === 0) return fail('cannot use element function with an empty list');
  return type.elements[position % type.elements.length] as Type;
}

function element(list: KnownValue, index: Value): Value | FunctionFailure {
  const position = integer(index, 1);
  if (typeof position !== 'number') return fail(`invalid index: ${position.failure}`);
  if (position < 0) return fail('cannot use element function with a negative index');
  const elements = elementsOf(list);
  if (elements.length === 0) return fail('cannot use element function with an empty list');
  return withMarks(elements[position % elements.length] as Value, list.marks);
}

function contains(list: KnownValue, value: Value): Value | FunctionFailure {
  const kind = list.type.kind;
  if (kind !== 'list' && kind !== 'set' && kind !== 'tuple') return fail('argument must be list, tuple, or set');
  let undecided = false;
  for (const candidate of elementsOf(list)) {
    const equal = valuesEqual(value, candidate);
    if (equal === TRUE) return TRUE;
    if (equal !== FALSE) undecided = true;
  }
  return undecided ? unknownNotNull(BOOL) : FALSE;
}

function indexOf(list: KnownValue, value: Value): Value | FunctionFailure {
  const elements = elementsOf(list);
  if (elements.length === 0) return fail('cannot search an empty list');
  for (const [i, candidate] of elements.entries()) {
    const equal = valuesEqual(candidate, value);
    if (equal.state !== 'known') return unknownNotNull(NUMBER);
    if (equal === TRUE) return numberValue(i);
  }
  return fail('item not found');
}

function keysType(map: Value): Type | FunctionFailure {
  switch (map.type.kind) {
    case 'map':
      return listOf(STRING);
    case 'object':
      return tupleOf(Array.from(map.type.attributes, () => STRING));
    case 'dynamic':
      return DYNAMIC;
    default:
      return fail('must have map or object type', 0);
  }
}

function keys(map: Value): Value {
  if (map.type.kind === 'object') {
    return withMarks(tupleValue([...map.type.attributes.keys()].map(stringValue)), map.marks);
  }
  if (map.state === 'known') {
    return withMarks(listValue(STRING, [...entriesOf(map).keys()].map(stringValue)), map.marks);
  }
  const { min, max } = lengthBounds(map);
  return withMarks(refine(unknownNotNull(listOf(STRING)), { minLength: min, maxLength: max }), map.marks);
}

function valuesType(map: Value): Type | FunctionFailure {
  switch (map.type.kind) {
    case 'map':
      return listOf(map.type.element);
    case 'object':
      return tupleOf([...map.type.attributes.values()]);
    default:
      return fail('values() requires a map as the first argument');
  }
}

function lookupType(args: readonly Value[]): Type | FunctionFailure {
  const [map, key, fallback] = args;
  if (args.length > 3) return fail(`lookup() takes two or three arguments, got ${args.length}`);
  const type = (map as Value).type;
  if (type.kind === 'object') {
    if (key?.state !== 'known') return DYNAMIC;
    const found = type.attributes.get(text(key));
    if (found !== undefined) return found;
    return fallback === undefined
      ? fail(`the given object has no attribute ${JSON.stringify(text(key))}`, 0)
      : fallback.type;
  }
  if (type.kind !== 'map') return fail('lookup() requires a map as the first argument', 0);
  if (fallback !== undefined) {
    const result = convert(fallback, type.element);
    if ('error' in result) {
      return fail('the default value must have the same type as the map elements', 2);
    }
  }
  return type.element;
}

function lookup(args: readonly Value[], returns: Type): Value | FunctionFailure {
  const [map, key, fallback] = args as readonly [KnownValue, KnownValue, Value | undefined];
  const marks = unionMarks(map.marks, key.marks);
  const found = entriesOf(map).get(text(key));
  if (found !== undefined) return withMarks(found, marks);
  if (map.type.kind === 'map' && entriesOf(map).size > 0 && !isWhollyKnown(map) && fallback === undefined) {
    return fail(`the given map has no element for the key ${JSON.stringify(text(key))}`, 1);
  }
  if (fallback === undefined) return fail(`the given map has no element for the key ${JSON.stringify(text(key))}`, 1);
  const result = convert(fallback, returns);
  return 'error' in result ? fail(result.error, 2) : withMarks(result.value, marks);
}

function oneType(list: Value): Type | FunctionFailure {
  const type = list.type;
  if (type.kind === 'list' || type.kind === 'set') return type.element;
  if (type.kind === 'dynamic') return DYNAMIC;
  if (type.kind !== 'tuple') return fail('a list, set or tuple value is needed', 0);
  if (type.elements.length === 0) return DYNAMIC;
  if (type.elements.length === 1) return type.elements[0] as Type;
  return fail('must be a list, set, or tuple value with either zero or one elements', 0);
}

function one(list: Value, returns: Type): Value | FunctionFailure {
  if (list.type.kind === 'dynamic') return unknownOf(returns);
  if (list.state === 'unknown') {
    if (list.type.kind === 'tuple') return list.type.elements.length === 0 ? nullOf(returns) : unknownOf(returns);
    const { min, max } = lengthBounds(list);
    if (min > 1) return fail('must be a list, set, or tuple value with either zero or one elements', 0);
    return max === 0 ? nullOf(returns) : unknownOf(returns);
  }
  const { min, max } = lengthBounds(list);
  const elements = elementsOf(list as KnownValue);
  if (min > 1) return fail('must be a list, set, or tuple value with either zero or one elements', 0);
  if (max > 1) return unknownOf(returns);
  return elements[0] ?? nullOf(returns);
}

function every(list: KnownValue): Value {
  let undecided = false;
  for (const flag of elementsOf(list)) {
    if (flag.state === 'null') return FALSE;
    if (flag.state === 'unknown') undecided = true;
    else if (flag.data === false) return FALSE;
  }
  return undecided ? unknownNotNull(BOOL) : TRUE;
}

function some(list: KnownValue): Value {
  let undecided = false;
  for (const flag of elementsOf(list)) {
    if (flag.state === 'unknown') undecided = true;
    else if (flag.state === 'known' && flag.data === true) return TRUE;
  }
  return undecided ? unknownNotNull(BOOL) : FALSE;
}

function coalesce(): Declaration {
  return {
    parameters: [],
    variadic: any('vals', { allowNull: true, allowUnknown: true, allowDynamic: true }),
    returns: (args) => {
      if (args.length === 0) return fail('at least one argument is needed');
      return unify(args.map(({ type }) => type)) ?? fail('all arguments must have the same type');
    },
    call: (args, returns) => {
      for (const [i, value] of args.entries()) {
        if (value.state === 'null') continue;
        const result = convert(value, returns);
        if ('error' in result) return fail(result.error, i);
        const converted = result.value;
        if (converted.state === 'unknown') {
          return unknownAs(
            unknownOf(converted.type, converted.refinement?.notNull ? { notNull: true } : undefined),
            returns,
          );
        }
        if (converted.type === STRING && converted.data === '') continue;
        return converted;
      }
      return fail('no non-null, non-empty-string arguments');
    },
  };
}

function coalesceList(): Declaration {
  return {
    parameters: [],
    variadic: any('vals', { allowNull: true, allowUnknown: true, allowDynamic: true, allowMarked: true }),
    returns: (args) => {
      if (args.length === 0) return fail('at least one argument is needed');
      for (const [_i, value] of args.entries()) {
        if (value.state === 'unknown') return DYNAMIC;
        const kind = value.type.kind;
        if (kind !== 'list' && kind !== 'tuple') {
          return fail('coalescelist arguments must be lists or tuples');
        }
      }
      const first = (args[0] as Value).type;
      const same = args.every(({ type }) => unify([type, first]) === first);
      return same ? first : DYNAMIC;
    },
    call: (args) => {
      for (const value of args) {
        if (value.state === 'unknown') return unknownOf(DYNAMIC, undefined, deepMarks(value));
        if (value.state === 'null') continue;
        if (elementsOf(value).length > 0) return value;
      }
      return fail('no non-null arguments');
    },
  };
}
