/** Marks that a schema gives to values, and places where marked values may not stand. */
import { deepMarks, elementsOf, entriesOf, known, type Value, withMarks } from '../../cty/index.ts';
import type { AttributeSchema, BlockSchema, PathStep } from '../../provider/index.ts';
import { sideTable } from '../../util/side-table.ts';
import { SENSITIVE } from '../marks.ts';

const sensitiveInside = sideTable<object, boolean>();

/** Whether any attribute is sensitive, at any depth. */
export function hasSensitive(block: BlockSchema): boolean {
  let answer = sensitiveInside.get(block);
  if (answer === undefined) {
    answer =
      attributesSensitive(block.attributes) || [...block.blocks.values()].some((nested) => hasSensitive(nested.block));
    sensitiveInside.set(block, answer);
  }
  return answer;
}

function attributesSensitive(attributes: ReadonlyMap<string, AttributeSchema>): boolean {
  for (const attribute of attributes.values()) {
    if (attribute.sensitive || (attribute.nested !== undefined && attributesSensitive(attribute.nested.attributes))) {
      return true;
    }
  }
  return false;
}

/** The object with its schema's sensitive attributes marked, be they set or not. */
export function markSensitive(value: Value, block: BlockSchema): Value {
  if (value.state !== 'known' || !hasSensitive(block)) return value;
  const entries = new Map(entriesOf(value));
  for (const [name, attribute] of block.attributes) {
    const part = entries.get(name);
    if (part !== undefined) entries.set(name, markAttribute(part, attribute));
  }
  for (const [name, nested] of block.blocks) {
    const part = entries.get(name);
    if (part !== undefined && hasSensitive(nested.block)) {
      entries.set(
        name,
        eachObject(part, (object) => markSensitive(object, nested.block)),
      );
    }
  }
  return known(value.type, entries, value.marks);
}

function markAttribute(value: Value, attribute: AttributeSchema): Value {
  if (attribute.sensitive) return withMarks(value, SENSITIVE);
  const { nested } = attribute;
  if (nested === undefined || !attributesSensitive(nested.attributes)) return value;
  return eachObject(value, (object) => {
    if (object.state !== 'known') return object;
    const entries = new Map(entriesOf(object));
    for (const [name, inner] of nested.attributes) {
      const part = entries.get(name);
      if (part !== undefined) entries.set(name, markAttribute(part, inner));
    }
    return known(object.type, entries, object.marks);
  });
}

/** Applies to the object, or to each object of a collection; sets take over the marks of their elements. */
function eachObject(value: Value, change: (object: Value) => Value): Value {
  if (value.state !== 'known') return value;
  switch (value.type.kind) {
    case 'object':
      return change(value);
    case 'list':
    case 'tuple':
      return known(value.type, elementsOf(value).map(change), value.marks);
    case 'set': {
      const marks = elementsOf(value).map((element) => deepMarks(change(element)));
      return marks.reduce<Value>((marked, more) => withMarks(marked, more), value);
    }
    case 'map':
      return known(value.type, new Map([...entriesOf(value)].map(([key, part]) => [key, change(part)])), value.marks);
    default:
      return value;
  }
}

/** Paths of ephemeral values outside of write-only attributes. */
export function ephemeralPaths(value: Value, block: BlockSchema): readonly (readonly PathStep[])[] {
  if (!deepMarks(value).has('ephemeral')) return [];
  const found: (readonly PathStep[])[] = [];
  const visit = (part: Value, at: readonly PathStep[], writeOnly: (name: string) => boolean): void => {
    if (part.marks.has('ephemeral')) {
      found.push(at);
    } else if (part.state === 'known' && part.data instanceof Map) {
      const isObject = part.type.kind === 'object';
      for (const [name, inner] of entriesOf(part)) {
        if (isObject && writeOnly(name)) continue;
        const step: PathStep = isObject ? { kind: 'attribute', name } : { kind: 'index', key: name };
        visit(inner, [...at, step], () => false);
      }
    } else if (part.state === 'known' && Array.isArray(part.data)) {
      elementsOf(part).forEach((inner, i) => {
        visit(inner, [...at, { kind: 'index', key: i }], () => false);
      });
    }
  };
  visit(value, [], (name) => block.attributes.get(name)?.writeOnly === true);
  return found;
}

/** The object without the values of write-only attributes, which no plan may hold. */
export function withoutWriteOnly(value: Value, block: BlockSchema): Value {
  if (value.state !== 'known' || ![...block.attributes.values()].some(({ writeOnly }) => writeOnly)) return value;
  const entries = new Map(entriesOf(value));
  for (const [name, attribute] of block.attributes) {
    const part = entries.get(name);
    if (attribute.writeOnly && part !== undefined && part.state !== 'null') {
      entries.set(name, { state: 'null', type: part.type, data: undefined, marks: new Set(), refinement: undefined });
    }
  }
  return known(value.type, entries, value.marks);
}
