/**
 * Blocks of one name and one schema that stand in several places of a type, as in trees of statements and of visuals: they are learned
 * in the first place, and what was found is taken over into the others where a trial gets the same answers.
 */
import { createHash } from 'node:crypto';
import { typeToJson } from '../../cty/index.ts';
import { byHalves } from './plan-trees.ts';
import type { Problem } from './session.ts';
import { mergeTrees, type Shape, type Tree, treeAt } from './shape.ts';

const keys = new WeakMap<Shape, string>();

/** Equal for blocks whose schemas are equal, all that is nested in them included. */
export function shapeKey(shape: Shape): string {
  let key = keys.get(shape);
  if (key === undefined) {
    const attributes = [...shape.attributes].map(([name, { type, required, configurable, computed }]) => [
      name,
      typeToJson(type),
      required,
      configurable,
      computed,
    ]);
    const blocks = [...shape.blocks].map(([name, { shape: inner, nesting, minItems, maxItems }]) => [
      name,
      shapeKey(inner),
      nesting,
      minItems,
      maxItems,
    ]);
    key = createHash('sha1')
      .update(JSON.stringify([attributes, blocks]))
      .digest('hex');
    keys.set(shape, key);
  }
  return key;
}

export interface Twin {
  readonly names: readonly string[];
  /** The dotted place of the block that is learned in its stead. */
  readonly of: string;
}

/** Of the twins those that answer as their originals do. `refused` gives, for a dotted place, a value and the title that it got. */
export async function faithfulTwins(
  twins: readonly Twin[],
  refused: ReadonlyMap<string, readonly { readonly value: unknown; readonly title: string }[]>,
  validate: (tree: Tree) => Promise<readonly Problem[]>,
): Promise<Twin[]> {
  const faithful: Twin[] = [];
  const trials = twins.map((twin) => ({ twin, ...trialOf(twin, refused) }));
  for (let at = 0; at < trials.length; at += MOST_TOGETHER)
    await byHalves(trials.slice(at, at + MOST_TOGETHER), async (some) => {
      const answers = await validate(some.reduce((tree, trial) => mergeTrees(tree, trial.tree), {} as Tree));
      const left = answers.map(({ title }) => withoutPlace(title));
      for (const title of some.flatMap((trial) => trial.titles)) {
        const found = left.indexOf(title);
        if (found < 0) return false;
        left.splice(found, 1);
      }
      faithful.push(...some.map((trial) => trial.twin));
      return true;
    });
  return faithful;
}

const MOST_TOGETHER = 48;

function trialOf(
  { names, of }: Twin,
  refused: ReadonlyMap<string, readonly { readonly value: unknown; readonly title: string }[]>,
): { tree: Tree; titles: string[] } {
  let tree: Tree = treeAt(names, {});
  const titles: string[] = [];
  for (const [place, [first]] of refused) {
    if (first === undefined || !place.startsWith(`${of}.`)) continue;
    const inner = place.slice(of.length + 1).split('.');
    if (inner.length > 1) continue;
    tree = mergeTrees(tree, treeAt([...names, ...inner], first.value));
    titles.push(withoutPlace(first.title));
  }
  return { tree, titles };
}

/** Titles of the older SDK name the whole way to the argument. */
function withoutPlace(title: string): string {
  return title.replace(/(?:\w+\.\d+\.)+/g, '');
}

/** A place inside of an original as it is called in its twin; undefined where it is elsewhere. */
export function inTwin(place: string, { names, of }: Twin): string | undefined {
  return place.startsWith(`${of}.`) ? names.join('.') + place.slice(of.length) : undefined;
}
