/** A configuration of one block as plain data: what the generator makes, and what becomes HCL text or a provider's Value. */
import {
  boolValue,
  DYNAMIC,
  known,
  mapValue,
  nullOf,
  numberValue,
  objectValue,
  setValue,
  stringValue,
  type Type,
  unknownOf,
  type Value,
} from '../../src/cty/index.ts';
import { type BlockSchema, impliedTypeOfNested } from '../../src/provider/index.ts';

/** Stands where a reference to something not known yet will be. */
export const UNKNOWN = { unknown: true } as const;
export type Leaf = string | number | boolean | typeof UNKNOWN;
export type Tree = { readonly [name: string]: Leaf | readonly (Leaf | Tree)[] | Tree };
export type Node = Tree[string];

/** UNKNOWN after it was read back from JSON. */
export function isUnknown(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'unknown' in value && Object.keys(value).length === 1;
}

export function isTree(node: Node): node is Tree {
  return typeof node === 'object' && !Array.isArray(node) && node !== UNKNOWN;
}

/** The value that a block with this content has. */
export function blockValue(block: BlockSchema, tree: Tree): Value {
  const members: [string, Value][] = [];
  for (const [name, attribute] of block.attributes) members.push([name, nodeValue(attribute.type, tree[name])]);
  for (const [name, nested] of block.blocks) {
    const given = tree[name];
    const type = impliedTypeOfNested(nested);
    const blocks = (given === undefined ? [] : Array.isArray(given) ? given : [given]) as readonly Tree[];
    const values = blocks.map((inner) => blockValue(nested.block, inner));
    if (nested.nesting === 'single' || nested.nesting === 'group') members.push([name, values[0] ?? nullOf(type)]);
    else if (type.kind === 'set') members.push([name, setValue(type.element, values)]);
    else if (type.kind === 'map')
      members.push([
        name,
        mapValue(
          type.element,
          values.map((value, i) => [`k${i}`, value]),
        ),
      ]);
    else members.push([name, known(type, values)]);
  }
  return objectValue(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function nodeValue(type: Type, node: Node | undefined): Value {
  if (node === undefined) return nullOf(type);
  if (node === UNKNOWN) return unknownOf(type);
  switch (type.kind) {
    case 'string':
      return stringValue(String(node));
    case 'number':
      return numberValue(Number(node));
    case 'bool':
      return boolValue(node === true || node === 'true');
    case 'list':
      return known(
        type,
        (node as readonly Node[]).map((element) => nodeValue(type.element, element)),
      );
    case 'set':
      return setValue(
        type.element,
        (node as readonly Node[]).map((element) => nodeValue(type.element, element)),
      );
    case 'map':
      return mapValue(
        type.element,
        Object.entries(node as Tree).map(([key, element]) => [key, nodeValue(type.element, element)]),
      );
    case 'object': {
      const tree = node as Tree;
      return known(
        type,
        new Map(
          [...type.attributes]
            .map(([name, inner]): [string, Value] => [name, nodeValue(inner, tree[name])])
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        ),
      );
    }
    default:
      return type === DYNAMIC ? stringValue(String(node)) : nullOf(type);
  }
}
