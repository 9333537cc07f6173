/** Steps into values: attributes and indexes, with HCL's messages. */
import {
  type CollectionType,
  compareNumeric,
  convert,
  DYNAMIC_UNKNOWN,
  elementsOf,
  entriesOf,
  isInteger,
  NUMBER,
  type Numeric,
  numericToNumber,
  STRING,
  type TupleType,
  type Type,
  typeName,
  unionMarks,
  unknownOf,
  type Value,
  withMarks,
} from '../../cty/index.ts';
import type { Diagnostic, Span } from '../../source/index.ts';
import type { TraversalStep } from '../ast.ts';
import * as problem from '../evaluation-diagnostics.ts';

/** Applies the steps one after another; the first that fails ends in the dynamic unknown. */
export function applySteps(value: Value, steps: readonly TraversalStep[], problems: Diagnostic[]): Value {
  let current = value;
  for (const step of steps) {
    const before = problems.length;
    if (step.kind === 'attribute') current = getAttribute(current, step.name, step.span, problems);
    else if (step.kind === 'index') current = index(current, step.key, step.span, problems);
    else throw new Error('a splat step cannot be applied to a value');
    if (problems.length > before) return DYNAMIC_UNKNOWN;
  }
  return current;
}

/** hcl.GetAttr: an attribute of an object, or an element of a map. */
export function getAttribute(value: Value, name: string, span: Span, problems: Diagnostic[]): Value {
  if (value.state === 'null') {
    problems.push(problem.attributeOfNull(span, name));
    return DYNAMIC_UNKNOWN;
  }
  const { type } = value;
  switch (type.kind) {
    case 'object': {
      const attribute = type.attributes.get(name);
      if (attribute === undefined) {
        problems.push(problem.unsupportedAttribute(span, `This object has no attribute "${name}".`));
        return DYNAMIC_UNKNOWN;
      }
      if (value.state === 'unknown') return unknownOf(attribute, undefined, value.marks);
      return withMarks(entriesOf(value).get(name) as Value, value.marks);
    }
    case 'map': {
      if (value.state === 'unknown') return unknownOf(type.element, undefined, value.marks);
      const element = entriesOf(value).get(name);
      if (element === undefined) {
        problems.push(problem.missingMapElement(span, name));
        return DYNAMIC_UNKNOWN;
      }
      return withMarks(element, value.marks);
    }
    case 'dynamic':
      return withMarks(DYNAMIC_UNKNOWN, value.marks);
    default:
      problems.push(problem.unsupportedAttribute(span, noAttributes(type, name)));
      return DYNAMIC_UNKNOWN;
  }
}

function noAttributes(type: Type, name: string): string {
  if ((type.kind === 'list' || type.kind === 'set') && type.element.kind === 'object') {
    const hint = type.kind === 'list' ? `[*].${name} takes it of every element` : 'a "for" expression reaches each one';
    return type.element.attributes.has(name)
      ? `Not the ${type.kind} but its elements have an attribute "${name}"; ${hint}.`
      : `A ${type.kind} has no attributes, and its elements have none named "${name}".`;
  }
  return `A value of type ${typeName(type)} has no attributes.`;
}

const NO_ELEMENT = 'The key names no element of this value';

/** hcl.Index: an element of a list, tuple or map, or an attribute of an object. */
export function index(collection: Value, key: Value, span: Span, problems: Diagnostic[]): Value {
  const fail = (detail: string): Value => {
    problems.push(problem.invalidIndex(span, detail));
    return DYNAMIC_UNKNOWN;
  };
  if (collection.state === 'null') {
    problems.push(problem.indexOfNull(span));
    return DYNAMIC_UNKNOWN;
  }
  if (key.state === 'null') return fail('Null cannot be a key.');
  const { type } = collection;
  if (key.type.kind === 'dynamic' || type.kind === 'dynamic') {
    return withMarks(DYNAMIC_UNKNOWN, unionMarks(collection.marks, key.marks));
  }
  switch (type.kind) {
    case 'list':
    case 'tuple': {
      const converted = convert(key, NUMBER);
      if ('error' in converted) return fail(`${NO_ELEMENT}: ${converted.error}.`);
      return sequenceElement(collection, type, converted.value, fail);
    }
    case 'map': {
      const converted = convert(key, STRING);
      if ('error' in converted) return fail(`${NO_ELEMENT}: ${converted.error}.`);
      const marks = unionMarks(collection.marks, key.marks);
      if (collection.state === 'unknown' || converted.value.state !== 'known') {
        return unknownOf(type.element, undefined, marks);
      }
      const element = entriesOf(collection).get(converted.value.data as string);
      return element === undefined ? fail(`${NO_ELEMENT}.`) : withMarks(element, marks);
    }
    case 'object': {
      const converted = convert(key, STRING);
      if ('error' in converted) return fail(`${NO_ELEMENT}: ${converted.error}.`);
      if (collection.state === 'unknown' || converted.value.state !== 'known') {
        return withMarks(DYNAMIC_UNKNOWN, collection.marks);
      }
      const element = entriesOf(collection).get(converted.value.data as string);
      return element === undefined ? fail(`${NO_ELEMENT}.`) : withMarks(element, collection.marks);
    }
    case 'set':
      return fail('The elements of a set have no keys: only all of them can be used together.');
    default:
      return fail('This value has no elements.');
  }
}

function sequenceElement(
  collection: Value,
  type: CollectionType | TupleType,
  key: Value,
  fail: (detail: string) => Value,
): Value {
  const marks = unionMarks(collection.marks, key.marks);
  if (key.state !== 'known' || (type.kind !== 'tuple' && collection.state === 'unknown')) {
    return type.kind === 'tuple' ? withMarks(DYNAMIC_UNKNOWN, marks) : unknownOf(type.element, undefined, marks);
  }
  const number = key.data as Numeric;
  if (!isInteger(number)) return fail(`${NO_ELEMENT}: an index is a whole number.`);
  if (compareNumeric(number, 0) < 0) return fail(`${NO_ELEMENT}: an index is not negative.`);
  const at = numericToNumber(number);
  if (type.kind === 'tuple' && collection.state === 'unknown') {
    const element = type.elements[at];
    return element === undefined ? fail(`${NO_ELEMENT}.`) : unknownOf(element, undefined, marks);
  }
  const element = collection.state === 'known' ? elementsOf(collection)[at] : undefined;
  return element === undefined ? fail(`${NO_ELEMENT}.`) : withMarks(element, marks);
}
