/** Makes configurations of a block by its schema: what is required, some of the rest, and mistakes where asked for. */
import type { Type } from '../../src/cty/index.ts';
import type { AttributeSchema, BlockSchema } from '../../src/provider/index.ts';
import { type Random, randomOf } from './random.ts';
import { isTree, type Leaf, type Node, type Tree, UNKNOWN } from './tree.ts';
import { plausibleNumber, plausibleText, wrongNumber, wrongText } from './values.ts';

export interface GenerateOptions {
  /** Values that are known to be taken, by dotted path with `*` for elements; they are used most of the time. */
  readonly values: ReadonlyMap<string, readonly (string | number | boolean)[]>;
  /** Share of the optional arguments that is set. */
  readonly optional: number;
  readonly wrong: number;
  readonly unknown: number;
}

export type Flavour = 'minimal' | 'plain' | 'rich' | 'wrong' | 'references' | 'messy';
export const FLAVOURS: readonly Flavour[] = ['minimal', 'plain', 'rich', 'wrong', 'references', 'messy'];
const SHARES: Readonly<Record<Flavour, Omit<GenerateOptions, 'values'>>> = {
  minimal: { optional: 0, wrong: 0, unknown: 0 },
  plain: { optional: 0.2, wrong: 0, unknown: 0 },
  rich: { optional: 0.6, wrong: 0, unknown: 0.03 },
  wrong: { optional: 0.15, wrong: 0.25, unknown: 0 },
  references: { optional: 0.25, wrong: 0.05, unknown: 0.4 },
  messy: { optional: 0.5, wrong: 0.3, unknown: 0.1 },
};

/** The same seed makes the same configuration. */
export function generate(
  block: BlockSchema,
  flavour: Flavour,
  seed: string,
  values: GenerateOptions['values'] = new Map(),
): Tree {
  return fill(block, [], { ...SHARES[flavour], values }, randomOf(seed));
}

const DEEPEST = 5;
const LEFT_OUT: ReadonlySet<string> = new Set(['id', 'timeouts', 'tags_all']);

function fill(block: BlockSchema, path: readonly string[], options: GenerateOptions, random: Random): Tree {
  const tree: Record<string, Node> = {};
  // Deeper blocks and wide ones get fewer of their optional members.
  const share = Math.min(options.optional, 12 / (1 + block.attributes.size + block.blocks.size) + 0.05);
  for (const [name, attribute] of block.attributes) {
    if (!attribute.required && (!attribute.optional || (path.length === 0 && LEFT_OUT.has(name)))) continue;
    if (!attribute.required && !random.chance(attribute.deprecated ? share / 4 : share)) continue;
    tree[name] = attributeNode(attribute, [...path, name], options, random);
  }
  for (const [name, nested] of block.blocks) {
    if (path.length === 0 && LEFT_OUT.has(name)) continue;
    const wanted = nested.minItems > 0 || (path.length < DEEPEST && random.chance(share / (1 + path.length / 3)));
    if (!wanted) continue;
    const most = nested.maxItems === 0 ? 2 : Math.min(2, nested.maxItems);
    const single = nested.nesting === 'single' || nested.nesting === 'group';
    const count = single ? 1 : Math.max(nested.minItems, random.chance(0.25) ? most : 1);
    tree[name] = Array.from({ length: count }, () => fill(nested.block, [...path, name], options, random));
  }
  return tree;
}

function attributeNode(
  attribute: AttributeSchema,
  path: readonly string[],
  options: GenerateOptions,
  random: Random,
): Node {
  if (random.chance(options.unknown)) return UNKNOWN;
  if (attribute.nested === undefined) return typeNode(attribute.type, path, options, random);
  const { nesting, attributes } = attribute.nested;
  const one = (): Tree => {
    const tree: Record<string, Node> = {};
    for (const [name, inner] of attributes) {
      if (!inner.required && (!inner.optional || !random.chance(options.optional))) continue;
      tree[name] = attributeNode(inner, [...path, name], options, random);
    }
    return tree;
  };
  if (nesting === 'single') return one();
  return nesting === 'map' ? { k: one() } : [one()];
}

function typeNode(type: Type, path: readonly string[], options: GenerateOptions, random: Random): Node {
  switch (type.kind) {
    case 'list':
    case 'set':
      return Array.from(
        { length: random.pick([1, 1, 1, 2, 2, 3]) },
        () => typeNode(type.element, [...path, '*'], options, random) as Leaf | Tree,
      );
    case 'map':
      return Object.fromEntries(
        Array.from({ length: random.whole(1, 2) }, (_, i): [string, Node] => [
          random.pick(['Name', 'Environment', 'key', 'owner']) + (i === 0 ? '' : String(i)),
          typeNode(type.element, [...path, '*'], options, random),
        ]),
      );
    case 'object': {
      const tree: Record<string, Node> = {};
      for (const [name, inner] of type.attributes)
        if (random.chance(0.7)) tree[name] = typeNode(inner, [...path, name], options, random);
      return tree;
    }
    default:
      return leaf(type, path, options, random);
  }
}

function leaf(type: Type, path: readonly string[], options: GenerateOptions, random: Random): Leaf {
  const name = path.at(-1) === '*' ? (path.at(-2) as string) : (path.at(-1) as string);
  const listed = options.values.get(path.join('.'));
  const wrong = random.chance(options.wrong);
  if (type.kind === 'bool') return random.chance(0.6);
  if (type.kind === 'number') {
    const right =
      listed !== undefined && listed.length > 0 && random.chance(0.9)
        ? Number(random.pick(listed))
        : plausibleNumber(name, random);
    return wrong ? wrongNumber(right, random) : right;
  }
  const right =
    listed !== undefined && listed.length > 0 && random.chance(0.95)
      ? String(random.pick(listed))
      : plausibleText(name, random);
  return wrong ? wrongText(right, random) : right;
}

/** Every place of a tree with its value, for reports. */
export function* placesOf(tree: Tree, path: readonly string[] = []): Generator<readonly [string, Node]> {
  for (const [name, node] of Object.entries(tree)) {
    yield [[...path, name].join('.'), node];
    if (Array.isArray(node)) for (const element of node) if (isTree(element)) yield* placesOf(element, [...path, name]);
    if (isTree(node)) yield* placesOf(node, [...path, name]);
  }
}
