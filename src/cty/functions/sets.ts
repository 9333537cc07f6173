/** setintersection, setproduct, setsubtract, setunion */
import { convert } from '../convert/convert.ts';
import type { FunctionFailure, FunctionSpec } from '../function.ts';
import { tooManyElements } from '../limits.ts';
import { unionMarks } from '../marks.ts';
import { unknownNotNull } from '../refinement.ts';
import { identityKey, setValue } from '../set.ts';
import { DYNAMIC, listOf, setOf, type Type, tupleOf } from '../type.ts';
import { unify } from '../unify.ts';
import {
  elementsOf,
  isWhollyKnown,
  type KnownValue,
  known,
  type Marks,
  NO_MARKS,
  tupleValue,
  type Value,
  withMarks,
} from '../value.ts';
import { any, type Declaration, declare, fail, parameter } from './define.ts';

const ANY_SET = setOf(DYNAMIC);

export const setFunctions: readonly FunctionSpec[] = [
  declare('setunion', operation(union)),
  declare('setintersection', operation(intersection)),
  declare('setsubtract', pairOf(subtraction)),
  declare('setproduct', {
    parameters: [],
    variadic: any('sets', { allowMarked: true, allowUnknown: true }),
    returns: productType,
    call: (args, returns) => product(args, returns),
  }),
];

function set(name: string) {
  return parameter(name, ANY_SET, { allowDynamic: true });
}

type Combine = (sets: readonly (readonly Value[])[]) => readonly Value[];

function operation(combine: Combine): Declaration {
  return {
    parameters: [set('first_set')],
    variadic: set('other_sets'),
    returns: setType,
    call: (args, returns) => {
      const sets: (readonly Value[])[] = [];
      for (const [i, value] of args.entries()) {
        const result = convert(value, returns);
        if ('error' in result) return fail(result.error, i);
        if (!isWhollyKnown(result.value) && combine !== union) return unknownNotNull(returns);
        sets.push(elementsOf(result.value as KnownValue));
      }
      const combined = combine(sets);
      return tooManyElements(combined.length) ?? setValue((returns as { element: Type }).element, combined);
    },
  };
}

function union(sets: readonly (readonly Value[])[]): readonly Value[] {
  return sets.flat();
}

function pairOf(combine: Combine): Declaration {
  const { variadic: _, ...rest } = operation(combine);
  return { ...rest, parameters: [set('a'), set('b')] };
}

/** One type of set for all arguments; empty sets of unknown element type do not count. */
function setType(args: readonly Value[]): Type | FunctionFailure {
  const elements: Type[] = [];
  for (const { type, state, data } of args) {
    const element = (type as { element?: Type }).element;
    if (
      element === undefined ||
      (state === 'known' && element.kind === 'dynamic' && (data as readonly Value[]).length === 0)
    ) {
      continue;
    }
    elements.push(element);
  }
  if (elements.length === 0) return ANY_SET;
  const unified = unify(elements);
  return unified === undefined ? fail('given sets must all have compatible element types') : setOf(unified);
}

function keyOf(value: Value): string {
  return identityKey(value) as string;
}

function intersection(sets: readonly (readonly Value[])[]): readonly Value[] {
  const [first = [], ...others] = sets;
  const keys = others.map((other) => new Set(other.map(keyOf)));
  return first.filter((value) => keys.every((other) => other.has(keyOf(value))));
}

function subtraction(sets: readonly (readonly Value[])[]): readonly Value[] {
  const [first = [], ...others] = sets;
  const removed = new Set(others.flat().map(keyOf));
  return first.filter((value) => !removed.has(keyOf(value)));
}

function productType(args: readonly Value[]): Type | FunctionFailure {
  if (args.length < 2) return fail('at least two arguments are required');
  const elements: Type[] = [];
  let ordered = true;
  for (const [i, { type }] of args.entries()) {
    if (type.kind === 'set' || type.kind === 'list') {
      if (type.kind === 'set') ordered = false;
      elements.push(type.element);
    } else if (type.kind === 'tuple') {
      const unified = type.elements.length === 0 ? DYNAMIC : unify(type.elements);
      if (unified === undefined) return fail('all elements must be of the same type', i);
      elements.push(unified);
    } else {
      return fail('a set or a list is required', i);
    }
  }
  return ordered ? listOf(tupleOf(elements)) : setOf(tupleOf(elements));
}

function product(args: readonly Value[], returns: Type): Value | FunctionFailure {
  const element = (returns as { element: Type & { kind: 'tuple' } }).element;
  let marks: Marks = NO_MARKS;
  for (const value of args) marks = unionMarks(marks, value.marks);
  const result = unmarkedProduct(args, element, returns);
  return 'failure' in result ? result : withMarks(result, marks);
}

function unmarkedProduct(
  args: readonly Value[],
  element: Type & { kind: 'tuple' },
  returns: Type,
): Value | FunctionFailure {
  const lists: (readonly Value[])[] = [];
  let total = 1;
  for (const [i, value] of args.entries()) {
    if (value.state !== 'known') return unknownNotNull(returns);
    const converted: Value[] = [];
    for (const part of elementsOf(value)) {
      const result = convert(part, element.elements[i] as Type);
      if ('error' in result) return fail(result.error, i);
      converted.push(result.value);
    }
    if (value.type.kind === 'set' && !isWhollyKnown(value)) return unknownNotNull(returns);
    lists.push(converted);
    total *= converted.length;
  }
  const excess = tooManyElements(total);
  if (excess !== undefined) return excess;
  if (total === 0) return known(returns, []);
  let rows: (readonly Value[])[] = [[]];
  for (const list of lists) rows = rows.flatMap((row) => list.map((value) => [...row, value]));
  const tuples = rows.map(tupleValue);
  return returns.kind === 'set'
    ? setValue((tuples[0] as Value).type, tuples)
    : known(listOf((tuples[0] as Value).type), tuples);
}
