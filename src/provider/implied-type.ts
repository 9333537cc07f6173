/** The types of whole blocks and nested attributes, computed once for each schema object. */
import { DYNAMIC, hasDynamic, listOf, mapOf, type ObjectType, objectOf, setOf, type Type } from '../cty/index.ts';
import { sideTable } from '../util/side-table.ts';
import type { AttributeSchema, BlockSchema, NestedBlockSchema } from './schema.ts';

const implied = sideTable<BlockSchema, ObjectType>();

/** The object type of a block's value: an attribute for each attribute and each nested block type. */
export function impliedType(block: BlockSchema): ObjectType {
  const cached = implied.get(block);
  if (cached !== undefined) return cached;
  const attributes = new Map<string, Type>();
  for (const [name, attribute] of block.attributes) attributes.set(name, attribute.type);
  for (const [name, nested] of block.blocks) attributes.set(name, impliedTypeOfNested(nested));
  const type = objectOf(attributes);
  implied.set(block, type);
  return type;
}

/** As impliedType, for a nested block with its nesting. Lists and maps whose blocks hold `any` may vary: they are dynamic. */
export function impliedTypeOfNested(nested: NestedBlockSchema): Type {
  const block = impliedType(nested.block);
  switch (nested.nesting) {
    case 'single':
    case 'group':
      return block;
    case 'list':
      return hasDynamic(block) ? DYNAMIC : listOf(block);
    case 'map':
      return hasDynamic(block) ? DYNAMIC : mapOf(block);
    case 'set':
      return setOf(block);
  }
}

/** The type of a nested attribute (protocol 6). `forConfig`: members that may be left out are optional, as when text is converted. */
export function typeOfNestedAttribute(
  attributes: ReadonlyMap<string, AttributeSchema>,
  nesting: 'single' | 'list' | 'set' | 'map',
  forConfig = false,
): Type {
  const optional = new Set<string>();
  const types = new Map<string, Type>();
  for (const [name, attribute] of attributes) {
    const nested = attribute.nested;
    types.set(
      name,
      forConfig && nested !== undefined
        ? typeOfNestedAttribute(nested.attributes, nested.nesting, true)
        : attribute.type,
    );
    if (forConfig && !attribute.required) optional.add(name);
  }
  const object = objectOf(types, optional);
  switch (nesting) {
    case 'single':
      return object;
    case 'list':
      return listOf(object);
    case 'set':
      return setOf(object);
    case 'map':
      return mapOf(object);
  }
}
