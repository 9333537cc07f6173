/** A schema as probing sees it: places that can be written, whether they are attributes of objects or nested blocks; and configurations built over it. */
import type { Type } from '../../cty/index.ts';
import type { AttributeSchema, BlockSchema } from '../schema.ts';

export interface Shape {
  readonly attributes: ReadonlyMap<string, Argument>;
  readonly blocks: ReadonlyMap<string, Nested>;
}

export interface Argument {
  readonly type: Type;
  readonly required: boolean;
  readonly configurable: boolean;
  readonly computed: boolean;
}

export interface Nested {
  readonly shape: Shape;
  readonly nesting: 'single' | 'list' | 'set' | 'map';
  readonly minItems: number;
  readonly maxItems: number;
  /** An attribute that holds objects: null where unset, and all its members have to be there. */
  readonly attribute: Argument | undefined;
}

/** What is set, by name; a nested block's element is a tree, several elements are a list of trees. All else is unset. */
export interface Tree {
  readonly [name: string]: unknown;
}

const shapes = new WeakMap<BlockSchema, Shape>();

export function shapeOf(block: BlockSchema): Shape {
  const known = shapes.get(block);
  if (known !== undefined) return known;
  const attributes = new Map<string, Argument>();
  const blocks = new Map<string, Nested>();
  for (const [name, attribute] of block.attributes) addArgument(name, argumentOf(attribute), attributes, blocks);
  for (const [name, nested] of block.blocks) {
    blocks.set(name, {
      shape: shapeOf(nested.block),
      nesting: nested.nesting === 'group' ? 'single' : nested.nesting,
      minItems: nested.minItems,
      maxItems: nested.maxItems,
      attribute: undefined,
    });
  }
  const shape = { attributes, blocks };
  shapes.set(block, shape);
  return shape;
}

function argumentOf({ type, required, optional, computed }: AttributeSchema): Argument {
  return { type, required, configurable: required || optional, computed };
}

function addArgument(
  name: string,
  argument: Argument,
  attributes: Map<string, Argument>,
  blocks: Map<string, Nested>,
): void {
  const { type } = argument;
  const element = type.kind === 'list' || type.kind === 'set' || type.kind === 'map' ? type.element : type;
  if (element.kind !== 'object' || !argument.configurable) {
    attributes.set(name, argument);
    return;
  }
  const members = new Map<string, Argument>();
  const inner = new Map<string, Nested>();
  for (const [member, memberType] of element.attributes)
    addArgument(member, { type: memberType, required: false, configurable: true, computed: false }, members, inner);
  const nesting = type.kind === 'object' ? 'single' : (type.kind as 'list' | 'set' | 'map');
  blocks.set(name, {
    shape: { attributes: members, blocks: inner },
    nesting,
    minItems: 0,
    maxItems: 0,
    attribute: argument,
  });
}

/** A block with more (the endpoints of a provider, one for each service) holds free texts, and takes seconds to be answered about. */
const MOST_IN_BLOCK = 250;

export function isEndless({ shape }: Nested): boolean {
  return shape.attributes.size > MOST_IN_BLOCK;
}

/** The whole object of a block in which `tree` is set, as the protocol wants it: every member present. */
export function buildConfig(shape: Shape, tree: Tree): Record<string, unknown> {
  const config: Record<string, unknown> = {};
  for (const name of shape.attributes.keys()) config[name] = name in tree ? tree[name] : null;
  for (const [name, nested] of shape.blocks) {
    const set = tree[name];
    if (set === undefined || set === null) {
      config[name] =
        nested.attribute !== undefined || nested.nesting === 'single' ? null : nested.nesting === 'map' ? {} : [];
      continue;
    }
    const elements = (Array.isArray(set) ? set : [set]).map((element) => buildConfig(nested.shape, element as Tree));
    if (nested.nesting === 'single') config[name] = elements[0];
    else if (nested.nesting === 'map')
      config[name] = Object.fromEntries(elements.map((element, i) => [`k${i}`, element]));
    else config[name] = elements;
  }
  return config;
}

/** The tree in which `value` is set at `path`, through one element of every block on the way. */
export function treeAt(path: readonly string[], value: unknown): Tree {
  return { [path[0] as string]: path.length === 1 ? value : treeAt(path.slice(1), value) };
}

/** `over` laid over `base`, block by block. */
export function mergeTrees(base: Tree, over: Tree): Tree {
  const merged: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(over)) {
    const given = merged[name];
    merged[name] = isTree(given) && isTree(value) ? mergeTrees(given, value) : value;
  }
  return merged;
}

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
