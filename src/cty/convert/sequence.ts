/** To lists, sets and tuples. */
import { lengthBounds } from '../refinement.ts';
import { setValue } from '../set.ts';
import {
  type CollectionType,
  hasDynamic,
  listOf,
  setOf,
  type TupleType,
  type Type,
  tupleOf,
  typeEquals,
} from '../type.ts';
import { unify } from '../unify.ts';
import { elementsOf, type KnownValue, known, listValue, unknownOf, type Value } from '../value.ts';
import { type Conversion, type ConversionFailure, failure } from './conversion.ts';
import { withoutOptional } from './optional.ts';
import { convertAll, ofType, type PartConversion, partConversion, sameType, unifyElements } from './parts.ts';

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

export function sequenceToSequence(from: CollectionType, to: CollectionType, unsafe: boolean): Conversion | undefined {
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

export function tupleToSequence(from: TupleType, to: CollectionType, unsafe: boolean): Conversion | undefined {
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

export function tupleToTuple(from: TupleType, to: TupleType, unsafe: boolean): Conversion | undefined {
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
