/** Marks the attributes that a schema calls sensitive, at any depth. */
import { elementsOf, entriesOf, known, type Marks, type Value, withMarks } from '../../cty/index.ts';
import type { AttributeSchema, BlockSchema } from '../../provider/index.ts';
import { sideTable } from '../../util/side-table.ts';

const SENSITIVE: Marks = new Set(['sensitive']);
const sensitiveInside = sideTable<object, boolean>();

export function withSchemaMarks(value: Value, block: BlockSchema | undefined): Value {
  if (block === undefined || value.state !== 'known' || !blockHasSensitive(block)) return value;
  const entries = new Map(entriesOf(value));
  for (const [name, element] of entries) {
    const attribute = block.attributes.get(name);
    if (attribute !== undefined) entries.set(name, markAttribute(element, attribute));
    const nested = block.blocks.get(name);
    if (nested !== undefined)
      entries.set(
        name,
        eachObject(element, (object) => withSchemaMarks(object, nested.block)),
      );
  }
  return known(value.type, entries, value.marks);
}

function markAttribute(value: Value, attribute: AttributeSchema): Value {
  // A null is shown as not sensitive: there is nothing to hide in it.
  if (attribute.sensitive) return value.state === 'null' ? value : withMarks(value, SENSITIVE);
  const nested = attribute.nested;
  if (nested === undefined || !attributesHaveSensitive(nested.attributes)) return value;
  return eachObject(value, (object) => {
    if (object.state !== 'known') return object;
    const entries = new Map(entriesOf(object));
    for (const [name, element] of entries) {
      const inner = nested.attributes.get(name);
      if (inner !== undefined) entries.set(name, markAttribute(element, inner));
    }
    return known(object.type, entries, object.marks);
  });
}

/** Applies to the object itself, or to each object in a list, set or map of them. */
function eachObject(value: Value, change: (object: Value) => Value): Value {
  if (value.state !== 'known') return value;
  switch (value.type.kind) {
    case 'object':
      return change(value);
    case 'list':
    case 'set':
    case 'tuple':
      return known(value.type, elementsOf(value).map(change), value.marks);
    case 'map':
      return known(
        value.type,
        new Map([...entriesOf(value)].map(([key, element]) => [key, change(element)])),
        value.marks,
      );
    default:
      return value;
  }
}

function blockHasSensitive(block: BlockSchema): boolean {
  const cached = sensitiveInside.get(block);
  if (cached !== undefined) return cached;
  const found =
    attributesHaveSensitive(block.attributes) ||
    [...block.blocks.values()].some((nested) => blockHasSensitive(nested.block));
  sensitiveInside.set(block, found);
  return found;
}

function attributesHaveSensitive(attributes: ReadonlyMap<string, AttributeSchema>): boolean {
  for (const attribute of attributes.values()) {
    if (attribute.sensitive || (attribute.nested !== undefined && attributesHaveSensitive(attribute.nested.attributes)))
      return true;
  }
  return false;
}
