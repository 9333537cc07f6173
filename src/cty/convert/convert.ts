/**
 * Conversion of values between types, as Terraform does it wherever a type is expected. `conversion` answers for types (it is
 * undefined where no value could be converted); `convert` answers for a value and says what is wrong with it.
 */
import { conversionMismatch } from '../mismatch.ts';
import { refine, unknownAs } from '../refinement.ts';
import { hasDynamic, isPrimitive, objectOf, type Type, tupleOf, typeEquals } from '../type.ts';
import { unify } from '../unify.ts';
import { type KnownValue, NO_MARKS, nullOf, type Value, withMarks } from '../value.ts';
import type { Conversion, ConversionFailure } from './conversion.ts';
import { mapToMap, mapToObject, objectToMap, objectToObject } from './mapping.ts';
import { withoutOptional } from './optional.ts';
import { primitiveConversion } from './primitive.ts';
import { sequenceToSequence, tupleToSequence, tupleToTuple } from './sequence.ts';

/** The value as this type, or why that is impossible. Marks are kept; null and unknown stay null and unknown of the new type. */
export function convert(value: Value, type: Type): { value: Value } | ConversionFailure {
  if (value.type === type || type.kind === 'dynamic') return { value };
  if (typeEquals(value.type, withoutOptional(type))) return { value };
  const apply = conversion(value.type, type, true);
  if (apply === undefined) return { error: conversionMismatch(value.type, type), path: [] };
  const result = apply(value);
  return 'error' in result ? result : { value: result };
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
