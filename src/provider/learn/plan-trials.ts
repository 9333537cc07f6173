/** What the plan's trials are made of: arguments with few values, other things that can be set, and the same configuration with other values. */
import type { Check, Scalar } from '../facts/format.ts';
import type { Learning } from './learning.ts';
import { sampleOf, withBlock } from './samples.ts';
import { isTree, mergeTrees, type Shape, type Tree, treeAt } from './shape.ts';

/** An argument whose values are few, so that rules may hang on it. */
export interface Switch {
  /** Dotted: an argument of the resource, or of a block right in it. */
  readonly place: string;
  readonly values: readonly Scalar[];
  readonly treeWith: (base: Tree, value: Scalar) => Tree;
}

/** Something of the resource that can be set, as it is set. */
export interface Extra {
  readonly name: string;
  readonly tree: Tree;
}

/** With more than this a type would be planned too often. */
const MOST_SWITCHES = 40;
const MOST_VALUES = 12;
/** Nobody's business here, or computed from something else. */
const LEFT_OUT: ReadonlySet<string> = new Set(['id', 'timeouts', 'tags_all']);

export function switchesOf(learning: Learning, checks: readonly Check[]): Switch[] {
  const sets = new Map(checks.flatMap((check) => (check.is === 'oneOf' ? [[check.path, check.values] as const] : [])));
  const found: Switch[] = [];
  const visit = (shape: Shape, names: readonly string[]): void => {
    for (const [name, { configurable, type }] of shape.attributes) {
      const place = [...names, name].join('.');
      const values = type.kind === 'bool' ? [true, false] : (sets.get(place) ?? []).slice(0, MOST_VALUES);
      if (!configurable || values.length === 0 || LEFT_OUT.has(name)) continue;
      const treeWith = (base: Tree, value: Scalar): Tree => {
        const around = names.length === 0 || (names[0] as string) in base ? base : withBlock(learning, base, names);
        return mergeTrees(around, treeAt([...names, name], value));
      };
      found.push({ place, values, treeWith });
    }
  };
  visit(learning.shape, []);
  for (const [name, { shape, nesting }] of learning.shape.blocks)
    if (nesting !== 'map' && !LEFT_OUT.has(name)) visit(shape, [name]);
  return found.slice(0, MOST_SWITCHES);
}

export function extrasOf(learning: Learning, base: Tree): Extra[] {
  const { shape, accepted } = learning;
  const found: Extra[] = [];
  for (const [name, argument] of shape.attributes) {
    if (!argument.configurable || name in base || LEFT_OUT.has(name)) continue;
    const sample = sampleOf(argument, accepted.get(name));
    if (sample !== undefined) found.push({ name, tree: { [name]: sample } });
  }
  for (const [name, { nesting }] of shape.blocks) {
    if (nesting === 'map' || name in base || LEFT_OUT.has(name)) continue;
    found.push({ name, tree: { [name]: withBlock(learning, {}, [name])[name] ?? {} } });
  }
  return found;
}

export function without(tree: Tree, name: string): Tree {
  const { [name]: _, ...rest } = tree;
  return rest;
}

/** Each text and number replaced by another one that was accepted at its place, but for the places in `fixed`. */
export function varied({ accepted }: Pick<Learning, 'accepted'>, tree: Tree, fixed: ReadonlySet<string>): Tree {
  const vary = (value: unknown, names: readonly string[]): unknown => {
    if (Array.isArray(value)) return value.map((element) => vary(element, names));
    if (isTree(value))
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, vary(inner, [...names, name])]));
    const place = names.join('.');
    if (fixed.has(place) || typeof value === 'boolean') return value;
    const other = accepted
      .get(place)
      ?.find((probe) => probe !== value && probe !== '' && typeof probe === typeof value);
    return other ?? value;
  };
  return vary(tree, []) as Tree;
}
