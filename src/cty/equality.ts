/** Equality of values: `valuesEqual` is Terraform's `==`, which may not be decidable yet; `rawEquals` compares what is there. */
import { deepMarks, stripMarks } from './marks.ts';
import { numericEquals } from './number.ts';
import { lengthBounds, mayBeNull, rulesOut, unknownNotNull } from './refinement.ts';
import { BOOL, hasDynamic, type Type, typeEquals } from './type.ts';
import {
  type Data,
  elementsOf,
  entriesOf,
  FALSE,
  type KnownValue,
  type Numeric,
  TRUE,
  type Value,
  withMarks,
} from './value.ts';

const UNDECIDED = unknownNotNull(BOOL);

/** Whether two values are equal: true, false, or unknown while parts that matter are unknown. Carries the marks of both. */
export function valuesEqual(a: Value, b: Value): Value {
  const marksA = deepMarks(a);
  const marksB = deepMarks(b);
  if (marksA.size === 0 && marksB.size === 0) return equalUnmarked(a, b);
  return withMarks(withMarks(equalUnmarked(stripMarks(a), stripMarks(b)), marksA), marksB);
}

function equalUnmarked(a: Value, b: Value): Value {
  if ((a.state === 'null' && !mayBeNull(b)) || (b.state === 'null' && !mayBeNull(a))) return FALSE;
  if (a.state === 'unknown' || b.state === 'unknown') {
    if (a.state === 'unknown' && b.state !== 'unknown' && (rulesOut(a, b) || ofOtherType(a, b))) return FALSE;
    if (b.state === 'unknown' && a.state !== 'unknown' && (rulesOut(b, a) || ofOtherType(b, a))) return FALSE;
    return UNDECIDED;
  }
  if (a.state === 'null' || b.state === 'null') return a.state === b.state ? TRUE : FALSE;
  if (!typeEquals(a.type, b.type)) {
    if (!hasDynamic(a.type) && !hasDynamic(b.type)) return FALSE;
    return conforms(a.type, b.type) || conforms(b.type, a.type) ? UNDECIDED : FALSE;
  }
  if (hasDynamic(a.type)) return UNDECIDED;
  return equalKnown(a, b);
}

/** A known value cannot turn out to be equal to something that is of another type for certain. */
function ofOtherType(unknown: Value, other: Value): boolean {
  return (
    other.state === 'known' &&
    !hasDynamic(unknown.type) &&
    !typeEquals(unknown.type, other.type) &&
    !conforms(unknown.type, other.type)
  );
}

function conforms(type: Type, constraint: Type): boolean {
  if (constraint.kind === 'dynamic') return true;
  if (type.kind !== constraint.kind) return false;
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return conforms(type.element, (constraint as typeof type).element);
    case 'tuple': {
      const others = (constraint as typeof type).elements;
      return type.elements.length === others.length && type.elements.every((t, i) => conforms(t, others[i] as Type));
    }
    case 'object': {
      const others = (constraint as typeof type).attributes;
      if (others.size !== type.attributes.size) return false;
      return [...type.attributes].every(([name, t]) => others.has(name) && conforms(t, others.get(name) as Type));
    }
    default:
      return true;
  }
}

function equalKnown(a: KnownValue, b: KnownValue): Value {
  switch (a.type.kind) {
    case 'string':
    case 'bool':
      return a.data === b.data ? TRUE : FALSE;
    case 'number':
      return numericEquals(a.data as Numeric, b.data as Numeric) ? TRUE : FALSE;
    case 'list':
    case 'tuple':
      return equalInOrder(elementsOf(a), elementsOf(b));
    case 'map':
    case 'object':
      return equalByKey(entriesOf(a), entriesOf(b));
    case 'set':
      return equalSets(a, b);
    default:
      return a.data === b.data ? TRUE : FALSE;
  }
}

function equalInOrder(a: readonly Value[], b: readonly Value[]): Value {
  if (a.length !== b.length) return FALSE;
  let undecided = false;
  for (let i = 0; i < a.length; i++) {
    const equal = equalUnmarked(a[i] as Value, b[i] as Value);
    if (equal === FALSE) return FALSE;
    if (equal !== TRUE) undecided = true;
  }
  return undecided ? UNDECIDED : TRUE;
}

function equalByKey(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): Value {
  if (a.size !== b.size) return FALSE;
  let undecided = false;
  for (const [key, element] of a) {
    const other = b.get(key);
    if (other === undefined) return FALSE;
    const equal = equalUnmarked(element, other);
    if (equal === FALSE) return FALSE;
    if (equal !== TRUE) undecided = true;
  }
  return undecided ? UNDECIDED : TRUE;
}

function equalSets(a: KnownValue, b: KnownValue): Value {
  const rangeA = lengthBounds(a);
  const rangeB = lengthBounds(b);
  if (rangeA.max < rangeB.min || rangeB.max < rangeA.min) return FALSE;
  const left = elementsOf(a);
  const right = elementsOf(b);
  const order = equalInOrder(left, right);
  if (order === TRUE) return TRUE;
  if (left.every(decided) && right.every(decided)) return order === FALSE ? FALSE : UNDECIDED;
  return UNDECIDED;
}

function decided(value: Value): boolean {
  return equalUnmarked(value, value) === TRUE;
}

/** Whether two values are the same in every way: type, state, refinements, marks and contents. */
export function rawEquals(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.state !== b.state || !sameMarks(a, b) || !typeEquals(a.type, b.type)) return false;
  if (a.state === 'known') return sameData(a.data, (b as KnownValue).data);
  if (a.state === 'unknown') return JSON.stringify(sorted(a.refinement)) === JSON.stringify(sorted(b.refinement));
  return true;
}

function sorted(refinement: Value['refinement']): unknown {
  const text = (_: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value);
  return Object.entries(refinement ?? {})
    .map(([key, value]) => [key, JSON.stringify(value, text)])
    .sort(([x], [y]) => ((x as string) < (y as string) ? -1 : 1));
}

function sameMarks(a: Value, b: Value): boolean {
  if (a.marks === b.marks) return true;
  if (a.marks.size !== b.marks.size) return false;
  for (const mark of a.marks) if (!b.marks.has(mark)) return false;
  return true;
}

function sameData(a: Data, b: Data): boolean {
  if (Array.isArray(a)) {
    const other = b as readonly Value[];
    return (
      a.length === other.length && (a as readonly Value[]).every((value, i) => rawEquals(value, other[i] as Value))
    );
  }
  if (a instanceof Map) {
    const other = b as ReadonlyMap<string, Value>;
    if (a.size !== other.size) return false;
    for (const [key, value] of a as ReadonlyMap<string, Value>) {
      const otherValue = other.get(key);
      if (otherValue === undefined || !rawEquals(value, otherValue)) return false;
    }
    return true;
  }
  if (typeof a === 'object' && 'mantissa' in a) return numericEquals(a, b as Numeric);
  return a === b;
}
