import { known, nullOf, type Value } from '../../cty/index.ts';
import { impliedType, impliedTypeOfNested } from '../implied-type.ts';
import type { BlockSchema } from '../schema.ts';

/** The value of a block in which nothing is written. */
export function emptyBlock(block: BlockSchema): Value {
  const members = new Map<string, Value>();
  const type = impliedType(block);
  for (const [name, attribute] of type.attributes) {
    const nested = block.blocks.get(name);
    if (nested === undefined) members.set(name, nullOf(attribute));
    else if (nested.nesting === 'list' || nested.nesting === 'set') members.set(name, known(attribute, []));
    else if (nested.nesting === 'map') members.set(name, known(attribute, new Map()));
    else members.set(name, nullOf(impliedTypeOfNested(nested)));
  }
  return known(type, members);
}
