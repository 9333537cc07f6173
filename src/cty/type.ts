/**
 * The types of Terraform's type system (cty). Types are immutable plain data; primitives are singletons, so the common
 * comparison is `===` and the deep one is `typeEquals`.
 */
export type Type =
  | StringType
  | NumberType
  | BoolType
  | DynamicType
  | CollectionType
  | TupleType
  | ObjectType
  | CapsuleType;

export interface StringType {
  readonly kind: 'string';
}
export interface NumberType {
  readonly kind: 'number';
}
export interface BoolType {
  readonly kind: 'bool';
}
/** `any`: the pseudo-type of a value whose type is not known yet. */
export interface DynamicType {
  readonly kind: 'dynamic';
}
export interface CollectionType {
  readonly kind: 'list' | 'set' | 'map';
  readonly element: Type;
}
export interface TupleType {
  readonly kind: 'tuple';
  readonly elements: readonly Type[];
}
export interface ObjectType {
  readonly kind: 'object';
  /** Iterates in sorted order of names (constructors sort). */
  readonly attributes: ReadonlyMap<string, Type>;
  /** Attributes declared with `optional(…)` in a type constraint; empty elsewhere. */
  readonly optional: ReadonlySet<string>;
}
/** An opaque value with identity; only the console's `type()` uses one. */
export interface CapsuleType {
  readonly kind: 'capsule';
  readonly name: string;
}

export const STRING: StringType = { kind: 'string' };
export const NUMBER: NumberType = { kind: 'number' };
export const BOOL: BoolType = { kind: 'bool' };
export const DYNAMIC: DynamicType = { kind: 'dynamic' };

const NO_NAMES: ReadonlySet<string> = new Set();

export function listOf(element: Type): CollectionType {
  return { kind: 'list', element };
}
export function setOf(element: Type): CollectionType {
  return { kind: 'set', element };
}
export function mapOf(element: Type): CollectionType {
  return { kind: 'map', element };
}
export function tupleOf(elements: readonly Type[]): TupleType {
  return { kind: 'tuple', elements };
}
export function objectOf(
  attributes: Readonly<Record<string, Type>> | ReadonlyMap<string, Type>,
  optional: ReadonlySet<string> = NO_NAMES,
): ObjectType {
  const entries = attributes instanceof Map ? [...attributes] : Object.entries(attributes as Record<string, Type>);
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return { kind: 'object', attributes: new Map(entries), optional };
}

export const EMPTY_OBJECT = objectOf({});
export const EMPTY_TUPLE = tupleOf([]);

export function isPrimitive(type: Type): boolean {
  return type.kind === 'string' || type.kind === 'number' || type.kind === 'bool';
}

export function isCollection(type: Type): type is CollectionType {
  return type.kind === 'list' || type.kind === 'set' || type.kind === 'map';
}

export function typeEquals(a: Type, b: Type): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  if (isCollection(a)) return typeEquals(a.element, (b as CollectionType).element);
  if (a.kind === 'tuple') {
    const other = (b as TupleType).elements;
    return a.elements.length === other.length && a.elements.every((type, i) => typeEquals(type, other[i] as Type));
  }
  if (a.kind === 'object') {
    const other = b as ObjectType;
    if (a.attributes.size !== other.attributes.size || a.optional.size !== other.optional.size) return false;
    for (const [name, type] of a.attributes) {
      const otherType = other.attributes.get(name);
      if (otherType === undefined || !typeEquals(type, otherType)) return false;
      if (a.optional.has(name) !== other.optional.has(name)) return false;
    }
    return true;
  }
  return a.kind !== 'capsule';
}

/** Whether `any` occurs anywhere in the type. */
export function hasDynamic(type: Type): boolean {
  switch (type.kind) {
    case 'dynamic':
      return true;
    case 'list':
    case 'set':
    case 'map':
      return hasDynamic(type.element);
    case 'tuple':
      return type.elements.some(hasDynamic);
    case 'object':
      return [...type.attributes.values()].some(hasDynamic);
    default:
      return false;
  }
}
