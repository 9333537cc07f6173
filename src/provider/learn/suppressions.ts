/** Learns which values a provider plans as if nothing were set, for it takes them for what the service does anyway. */
import type { Check, Condition, PlanFacts, Scalar } from '../facts/format.ts';
import type { Learning } from './learning.ts';
import { type Switch, switchesOf } from './plan-trials.ts';
import { proposedOf } from './proposed.ts';
import { buildConfig, type Tree } from './shape.ts';

type Suppressed = NonNullable<PlanFacts['suppressed']>[number];

/** `base`: a configuration that can be planned. `checks`: they say which values there are. */
export async function learnSuppressions(
  learning: Learning,
  base: Tree,
  checks: readonly Check[],
): Promise<Suppressed[]> {
  const found: Suppressed[] = [];
  const switches = switchesOf(learning, checks);
  for (const one of switches) {
    const { place, values, treeWith } = one;
    const names = place.split('.');
    if (names.some((_, i) => valueAt(base, names.slice(0, i + 1)) !== undefined)) continue;
    const suppressed: Scalar[] = [];
    for (const value of values) {
      const planned = await plannedOf(learning, treeWith(base, value));
      if (planned !== undefined && valueAt(planned, names) === null) suppressed.push(value);
    }
    if (suppressed.length === 0) continue;
    const when = await whereElse(learning, treeWith(base, suppressed[0] as Scalar), one, switches);
    found.push({ path: place, values: suppressed, ...(when.length > 0 && { when }) });
  }
  return found;
}

/** Under which values of the other switches it is not so. */
async function whereElse(
  learning: Learning,
  tree: Tree,
  { place }: Switch,
  switches: readonly Switch[],
): Promise<Condition[]> {
  const when: Condition[] = [];
  for (const other of switches) {
    if (other.place === place || other.place.includes('.')) continue;
    const differs: Scalar[] = [];
    for (const value of other.values) {
      const planned = await plannedOf(learning, other.treeWith(tree, value));
      if (planned !== undefined && valueAt(planned, place.split('.')) !== null) differs.push(value);
    }
    if (differs.length > 0) when.push({ path: other.place, differs });
  }
  return when;
}

/** What is planned; undefined where it is refused. */
export async function plannedOf({ session, type, shape }: Learning, tree: Tree): Promise<unknown> {
  const config = buildConfig(shape, tree);
  const { planned, problems } = await session.plan(type, proposedOf(shape, config), config);
  return problems.length > 0 ? undefined : planned;
}

/** Through the first element of every list. */
export function valueAt(value: unknown, names: readonly string[]): unknown {
  return names.reduce((at: unknown, name) => {
    const object = Array.isArray(at) ? at[0] : at;
    return typeof object === 'object' && object !== null ? (object as Record<string, unknown>)[name] : undefined;
  }, value);
}
