/** Learns what forces replacement: plans a change of every argument of a resource that exists, and takes the paths that the provider names. */
import { isPrimitive, type Type } from '../../cty/index.ts';
import type { Learning } from './learning.ts';
import type { Probe } from './observe.ts';
import { byHalves, type PlanPlace, placesOf, treeOf } from './plan-trees.ts';
import { buildConfig, mergeTrees, type Shape, type Tree } from './shape.ts';

/** Texts that a resource holds where nothing was configured: one that checks of the provider may take for a value, and one that they do not. */
const COMPUTED = ['zq', ''] as const;

/** Dotted places whose change replaces the resource; a set of blocks stands for all that is in it. */
export async function learnReplacements(learning: Learning, base: Tree): Promise<string[]> {
  const { shape, accepted } = learning;
  const places = placesOf(shape).filter((place) => changesOf(place, accepted.get(place.place)) !== undefined);
  const found = new Set<string>();
  const seen = new Set<PlanPlace>();
  for (const text of COMPUTED)
    await byHalves(
      places.filter((place) => !seen.has(place)),
      async (some) => {
        const replaced = await replacedBy(learning, base, some, text);
        for (const place of replaced ?? []) found.add(place);
        for (const place of replaced === undefined ? [] : some) seen.add(place);
        return replaced !== undefined;
      },
    );
  // Beside others a change may count for nothing.
  for (const place of places)
    if (place.names.length === 1 && !found.has(place.place))
      for (const replaced of (await replacedBy(learning, base, [place], COMPUTED[0])) ?? []) found.add(replaced);
  // The id is computed anew with every replacement.
  found.delete('id');
  return [...found].sort();
}

/** The places that force a replacement when all of `some` change; undefined where that cannot be planned. */
async function replacedBy(
  { session, type, shape, accepted }: Learning,
  base: Tree,
  some: readonly PlanPlace[],
  computed: string,
): Promise<readonly string[] | undefined> {
  const configWith = (which: 0 | 1): Record<string, unknown> => {
    const tree = treeOf(some, (place) => changesOf(place, accepted.get(place.place))?.[which]);
    return buildConfig(shape, mergeTrees(base, tree));
  };
  const prior = stateOf(shape, configWith(0), computed);
  const config = configWith(1);
  const { problems, replaced } = await session.plan(type, withPrior(shape, config, prior), config, prior);
  return problems.length > 0 ? undefined : replaced;
}

/** Two values that the argument can have. */
function changesOf(
  { type }: PlanPlace,
  accepted: readonly Probe[] | undefined,
): readonly [unknown, unknown] | undefined {
  if (isPrimitive(type)) return primitives(type, accepted);
  if (type.kind !== 'list' && type.kind !== 'set' && type.kind !== 'map') return undefined;
  if (!isPrimitive(type.element)) return undefined;
  const pair = primitives(type.element, accepted);
  if (pair === undefined) return undefined;
  return type.kind === 'map' ? [{ k: pair[0] }, { k: pair[1] }] : [[pair[0]], [pair[1]]];
}

function primitives({ kind }: Type, accepted: readonly Probe[] | undefined): readonly [unknown, unknown] | undefined {
  if (kind === 'bool') return [true, false];
  const fitting = (accepted ?? []).filter((probe) =>
    kind === 'number' ? typeof probe === 'number' && probe > 0 : typeof probe === 'string' && probe !== '',
  );
  if (kind === 'number') return fitting.length >= 2 ? [fitting[0], fitting[1]] : [fitting[0] ?? 1, 2];
  return fitting.length >= 2 ? [fitting[0], fitting[1]] : [fitting[0] ?? 'abc', 'abcd'];
}

/** The state after an apply: what was computed is something. */
function stateOf(shape: Shape, config: Record<string, unknown>, text: string): Record<string, unknown> {
  const state: Record<string, unknown> = { ...config };
  for (const [name, { computed, type }] of shape.attributes)
    if (computed && config[name] === null) state[name] = type.kind === 'string' ? text : someOf(type);
  for (const [name, nested] of shape.blocks) {
    const given = config[name];
    if (Array.isArray(given)) state[name] = given.map((element) => stateOf(nested.shape, element, text));
    else if (nested.nesting === 'single' && given !== null)
      state[name] = stateOf(nested.shape, given as Record<string, unknown>, text);
  }
  return state;
}

function someOf(type: Type): unknown {
  switch (type.kind) {
    case 'number':
      return 1;
    case 'bool':
      return false;
    case 'list':
    case 'set':
      return [];
    case 'map':
      return {};
    default:
      return null;
  }
}

/** As the core proposes a change: what is computed and unset stays what it was. */
function withPrior(
  shape: Shape,
  config: Record<string, unknown>,
  prior: Record<string, unknown>,
): Record<string, unknown> {
  const proposed: Record<string, unknown> = { ...config };
  for (const [name, { computed }] of shape.attributes)
    if (computed && config[name] === null) proposed[name] = prior[name];
  for (const [name, nested] of shape.blocks) {
    const [given, old] = [config[name], prior[name]];
    if (Array.isArray(given) && Array.isArray(old))
      proposed[name] = given.map((element, i) => withPrior(nested.shape, element, old[i] ?? {}));
    else if (given === null && nested.attribute?.computed) proposed[name] = old;
  }
  return proposed;
}
