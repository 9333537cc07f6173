/** Learns how many elements lists, sets and blocks may have, which schemas do not always say; every bound is tried on both sides. */
import type { Type } from '../../cty/index.ts';
import type { Check } from '../facts/format.ts';
import { checksOfMessage } from './messages.ts';
import type { Problem } from './session.ts';
import { isEndless, mergeTrees, type Shape, type Tree, treeAt } from './shape.ts';

/** A list, set or map attribute, or a block that may repeat. */
export interface Countable {
  readonly names: readonly string[];
  /** So many elements, each different from the others. */
  readonly elements: (count: number) => unknown;
  /** So many that a bound is passed, if there is one. */
  readonly many: number;
}

/** More than any bound in the field; bounds above are not found. */
const MANY = 130;
/** In blocks, by depth, where the plugin framework's time grows with the fourth power of the number (130 three blocks deep take a minute). */
const MANY_IN_BLOCKS: readonly number[] = [MANY, MANY, 33];
const MANY_DEEP = 16;

/** `framework`: the blocks are the plugin framework's, whose schemas leave bounds to checks. */
export function countablesOf(shape: Shape, names: readonly string[], framework: boolean): Countable[] {
  const found: Countable[] = [];
  const many = framework ? (MANY_IN_BLOCKS[names.length] ?? MANY_DEEP) : MANY;
  for (const [name, { type, configurable }] of shape.attributes) {
    if (!configurable || !(type.kind === 'list' || type.kind === 'set' || type.kind === 'map')) continue;
    const { kind, element } = type;
    if (!isDistinguishable(element)) continue;
    const value = (i: number): unknown => (element.kind === 'number' ? i + 1 : `a${i}`);
    found.push({
      names: [...names, name],
      many,
      elements: (count) => {
        const values = Array.from({ length: count }, (_, i) => value(i));
        return kind === 'map' ? Object.fromEntries(values.map((item, i) => [`k${i}`, item])) : values;
      },
    });
  }
  if (!framework) return found;
  for (const [name, nested] of shape.blocks) {
    const { nesting, shape: inner, minItems, maxItems, attribute } = nested;
    if (isEndless(nested) || attribute !== undefined || minItems > 0 || maxItems > 0) continue;
    const text = [...inner.attributes].find(
      ([, { type, configurable }]) => configurable && type.kind === 'string',
    )?.[0];
    if (nesting !== 'list' && !(nesting === 'set' && text !== undefined)) continue;
    found.push({
      names: [...names, name],
      many,
      elements: (count) => Array.from({ length: count }, (_, i) => (text === undefined ? {} : { [text]: `a${i}` })),
    });
  }
  return found;
}

function isDistinguishable({ kind }: Type): boolean {
  return kind === 'string' || kind === 'number';
}

/** Count checks of all of them: none and many of each in two configurations, then the bounds one by one. */
export async function learnCounts(
  countables: readonly Countable[],
  validate: (tree: Tree) => Promise<readonly Problem[]>,
): Promise<Check[]> {
  if (countables.length === 0) return [];
  const all = (count: (countable: Countable) => number): Promise<readonly Problem[]> =>
    validate(countables.reduce((tree, one) => mergeTrees(tree, treeAt(one.names, one.elements(count(one)))), {}));
  const [none, many] = [await all(() => 0), await all(({ many: most }) => most)];
  const found: Check[] = [];
  for (const { names, elements } of countables) {
    const place = names.join('.');
    const countsIn = (problems: readonly Problem[]): Check[] =>
      problems
        .filter((problem) => problem.place === place)
        .flatMap(checks)
        .filter(({ is }) => is === 'count');
    const bounds = new Map([...countsIn(none), ...countsIn(many)].map((check) => [JSON.stringify(check), check]));
    const holds = async (count: number): Promise<boolean> =>
      countsIn(await validate(treeAt(names, elements(count)))).length === 0;
    for (const check of bounds.values()) {
      if (check.is !== 'count') continue;
      const { min, max } = check;
      const both =
        (min === undefined || ((await holds(min)) && !(await holds(min - 1)))) &&
        (max === undefined || ((await holds(max)) && !(await holds(max + 1))));
      if (both) found.push(check);
    }
  }
  return found;
}

function checks({ title, detail, place = '' }: Problem): readonly Check[] {
  return checksOfMessage({ title, detail, place });
}
