/** Finds one type that several types can all be converted to: for conditionals, collections built from mixed elements, and functions. */
import { conversion } from './convert/convert.ts';
import { DYNAMIC, listOf, mapOf, objectOf, setOf, type Type, tupleOf, typeEquals } from './type.ts';

/**
 * The type that all of these can become, or undefined. `unsafe` (the default, as in expressions) also allows conversions that may
 * fail for some values, such as string to number; `unify(types, false)` allows only those that always succeed.
 */
export function unify(types: readonly Type[], unsafe = true): Type | undefined {
  const first = types[0];
  if (first === undefined) return undefined;
  if (types.every((type) => typeEquals(type, first))) return first;
  const count = (kind: Type['kind']) => types.reduce((sum, type) => sum + Number(type.kind === kind), 0);
  const dynamics = count('dynamic');
  const only = (...kinds: Type['kind'][]) =>
    count(kinds[0] as Type['kind']) > 0 && kinds.reduce((sum, kind) => sum + count(kind), dynamics) === types.length;
  if (only('map')) return unifyElements(types, mapOf, dynamics > 0, unsafe);
  if (only('map', 'object')) {
    const found = unifyAsCollections(types, 'map', unsafe);
    if (found !== undefined) return found;
  } else if (only('list')) {
    return unifyElements(types, listOf, dynamics > 0, unsafe);
  } else if (only('list', 'tuple')) {
    const found = unifyAsCollections(types, 'list', unsafe);
    if (found !== undefined) return found;
  } else if (only('set')) {
    return unifyElements(types, setOf, dynamics > 0, unsafe);
  } else if (only('object')) {
    return dynamics > 0 ? DYNAMIC : unifyObjects(types, unsafe);
  } else if (only('tuple')) {
    return dynamics > 0 ? DYNAMIC : unifyTuples(types, unsafe);
  } else if (count('object') > 0 && count('tuple') > 0) {
    return undefined;
  }
  for (const index of preferenceOrder(types)) {
    const wanted = types[index] as Type;
    if (types.every((type, i) => i === index || convertible(type, wanted, unsafe))) return wanted;
  }
  return undefined;
}

function convertible(from: Type, to: Type, unsafe: boolean): boolean {
  return typeEquals(from, to) || conversion(from, to, unsafe) !== undefined;
}

function allConvertible(types: readonly Type[], to: Type | undefined, unsafe: boolean): Type | undefined {
  if (to === undefined) return undefined;
  return types.every((type) => convertible(type, to, unsafe)) ? to : undefined;
}

type Collection = (element: Type) => Type;

function unifyElements(types: readonly Type[], build: Collection, dynamic: boolean, unsafe: boolean): Type | undefined {
  if (dynamic) return DYNAMIC;
  const element = unify(
    types.map((type) => (type as { element: Type }).element),
    unsafe,
  );
  return element && allConvertible(types, build(element), unsafe);
}

/** Objects beside maps, or tuples beside lists: each structure is first made a collection of its own. */
function unifyAsCollections(types: readonly Type[], kind: 'map' | 'list', unsafe: boolean): Type | undefined {
  const collections: Type[] = [];
  for (const type of types) {
    if (type.kind === 'dynamic') return DYNAMIC;
    if (type.kind === kind) {
      collections.push(type);
      continue;
    }
    const parts = type.kind === 'object' ? [...type.attributes.values()] : type.kind === 'tuple' ? type.elements : [];
    if (parts.length === 0) continue;
    const element = unify(parts, unsafe);
    if (element === undefined) return undefined;
    collections.push(kind === 'map' ? mapOf(element) : listOf(element));
  }
  return allConvertible(types, unify(collections, unsafe), unsafe);
}

function unifyObjects(types: readonly Type[], unsafe: boolean): Type | undefined {
  const objects = types.filter((type) => type.kind === 'object');
  const first = objects[0] as (typeof objects)[number];
  const sameNames = objects.every(
    ({ attributes }) =>
      attributes.size === first.attributes.size && [...attributes.keys()].every((name) => first.attributes.has(name)),
  );
  if (!sameNames) {
    const element = unify(
      objects.flatMap(({ attributes }) => [...attributes.values()]),
      unsafe,
    );
    return element && allConvertible(types, mapOf(element), unsafe);
  }
  const unified = new Map<string, Type>();
  for (const name of first.attributes.keys()) {
    const type = unify(
      objects.map(({ attributes }) => attributes.get(name) as Type),
      unsafe,
    );
    if (type === undefined) return undefined;
    unified.set(name, type);
  }
  return allConvertible(types, objectOf(unified), unsafe);
}

function unifyTuples(types: readonly Type[], unsafe: boolean): Type | undefined {
  const tuples = types.filter((type) => type.kind === 'tuple');
  const length = tuples[0]?.elements.length ?? 0;
  if (tuples.some(({ elements }) => elements.length !== length)) {
    const element = unify(
      tuples.flatMap(({ elements }) => elements),
      unsafe,
    );
    return element && allConvertible(types, listOf(element), unsafe);
  }
  const unified: Type[] = [];
  for (let i = 0; i < length; i++) {
    const type = unify(
      tuples.map(({ elements }) => elements[i] as Type),
      unsafe,
    );
    if (type === undefined) return undefined;
    unified.push(type);
  }
  return allConvertible(types, tupleOf(unified), unsafe);
}

/** Indices of types, the most general first; otherwise in the given order. */
export function preferenceOrder(types: readonly Type[]): readonly number[] {
  const order: number[] = [];
  const placed = new Set<number>();
  const place = (index: number): void => {
    if (placed.has(index)) return;
    placed.add(index);
    types.forEach((other, i) => {
      if (i !== index && compareGenerality(other, types[index] as Type) < 0) place(i);
    });
    order.push(index);
  };
  types.forEach((_, index) => {
    place(index);
  });
  return order;
}

/** Negative where a is more general than b (a better result of unification), positive where b is, 0 where neither is. */
export function compareGenerality(a: Type, b: Type): number {
  if (a.kind === 'dynamic' || b.kind === 'dynamic') return Number(a.kind === 'dynamic') - Number(b.kind === 'dynamic');
  const primitives = ['string', 'number', 'bool'];
  if (primitives.includes(a.kind) && primitives.includes(b.kind)) {
    return Number(a.kind !== 'string') - Number(b.kind !== 'string') || 0;
  }
  if (a.kind === b.kind) {
    if (a.kind === 'object') return compareObjects(a, b as typeof a);
    if (a.kind === 'tuple') {
      const others = (b as typeof a).elements;
      if (a.elements.length !== others.length) return 0;
      return agree(a.elements.map((type, i) => compareGenerality(type, others[i] as Type)));
    }
    if (a.kind === 'list' || a.kind === 'set' || a.kind === 'map') {
      return compareGenerality(a.element, (b as typeof a).element);
    }
    return 0;
  }
  return Math.sign(structureRank(b, a) - structureRank(a, b));
}

/** 1 where a's kind takes in every value of b's kind. */
function structureRank(a: Type, b: Type): number {
  if (a.kind === 'set') return 0;
  if (b.kind === 'set' && (a.kind === 'list' || a.kind === 'tuple')) return 1;
  return Number((a.kind === 'list' && b.kind === 'tuple') || (a.kind === 'map' && b.kind === 'object'));
}

function compareObjects(a: Type & { kind: 'object' }, b: Type & { kind: 'object' }): number {
  if (a.attributes.size !== b.attributes.size) return 0;
  const comparisons: number[] = [];
  for (const [name, type] of a.attributes) {
    const other = b.attributes.get(name);
    if (other === undefined) return 0;
    comparisons.push(compareGenerality(type, other));
  }
  return agree(comparisons);
}

function agree(comparisons: readonly number[]): number {
  const less = comparisons.some((order) => order < 0);
  const more = comparisons.some((order) => order > 0);
  return less === more ? 0 : less ? -1 : 1;
}
