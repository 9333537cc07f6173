/** Configurations that ought to be valid, from the values that were accepted. */
import { isPrimitive } from '../../cty/index.ts';
import { groupsOf } from './groups.ts';
import type { Learning } from './learning.ts';
import type { Probe } from './observe.ts';
import { FITTING } from './session.ts';
import { type Argument, mergeTrees, type Nested, type Shape, type Tree, treeAt } from './shape.ts';

export function sampleOf({ type }: Argument, accepted: readonly Probe[] | undefined): unknown {
  const text = (): Probe => accepted?.find((probe) => probe !== '' && String(probe).length < 100) ?? 'abc';
  const one = (kind: string): unknown =>
    kind === 'bool'
      ? true
      : kind === 'number'
        ? (accepted?.find((probe) => typeof probe === 'number' && probe > 0) ?? 1)
        : text();
  if (isPrimitive(type)) return one(type.kind);
  if ((type.kind === 'list' || type.kind === 'set') && isPrimitive(type.element)) return [one(type.element.kind)];
  if (type.kind === 'map' && isPrimitive(type.element)) return { k: one(type.element.kind) };
  return undefined;
}

/** The valid tree, with what the provider still misses in it added: members of groups of which one must be set. */
export async function repairedTree(learning: Learning): Promise<Tree> {
  let tree = validTree(learning);
  for (let round = 0; round < 6; round++) {
    const missing = groupsOf(await learning.validate(tree)).find(
      ({ is }) => is !== 'conflictsWith' && is !== 'atMostOneOf',
    );
    if (missing === undefined) return tree;
    const names = missing.is === 'requiredWith' ? missing.paths : missing.paths.slice(0, 1);
    for (const path of names) {
      const steps = path.split('.');
      const argument = argumentAt(learning.shape, steps);
      const value = argument === undefined ? {} : sampleOf(argument, learning.accepted.get(path));
      if (value !== undefined) tree = mergeTrees(treeAt(steps, value), tree);
    }
  }
  return tree;
}

function argumentAt(shape: Shape, steps: readonly string[]): Argument | undefined {
  let at: Shape | undefined = shape;
  for (const step of steps.slice(0, -1)) at = at?.blocks.get(step)?.shape;
  return at?.attributes.get(steps.at(-1) as string);
}

/** A configuration that ought to be valid: all that is required, with values that were accepted. */
export function validTree({ shape, accepted }: Pick<Learning, 'shape' | 'accepted'>): Tree {
  const fill = (at: Shape, names: readonly string[]): Tree => {
    const tree: Record<string, unknown> = {};
    for (const [name, argument] of at.attributes) {
      if (!argument.required) continue;
      const known = accepted.get([...names, name].join('.'));
      const fitting = argument.type.kind === 'string' ? FITTING.get(name) : undefined;
      const sample = fitting ?? sampleOf(argument, known);
      if (sample !== undefined) tree[name] = sample;
    }
    for (const [name, nested] of at.blocks) {
      if (nested.minItems === 0) continue;
      const element = fill(nested.shape, [...names, name]);
      tree[name] = Array.from({ length: nested.minItems }, () => element);
    }
    return tree;
  };
  return fill(shape, []);
}

/** A valid tree with one more block in it, filled with what that block requires. */
export function withBlock(learning: Pick<Learning, 'shape' | 'accepted'>, base: Tree, names: readonly string[]): Tree {
  let at: Shape = learning.shape;
  let tree = base;
  for (let i = 0; i < names.length; i++) {
    const nested: Nested | undefined = at.blocks.get(names[i] as string);
    if (nested === undefined) return tree;
    at = nested.shape;
    const scope = new Map(
      [...learning.accepted].flatMap(([place, probes]) => {
        const prefix = `${names.slice(0, i + 1).join('.')}.`;
        return place.startsWith(prefix) ? [[place.slice(prefix.length), probes] as const] : [];
      }),
    );
    tree = mergeTrees(tree, treeAt(names.slice(0, i + 1), validTree({ shape: at, accepted: scope })));
  }
  return tree;
}
