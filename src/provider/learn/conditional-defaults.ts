/** Learns defaults that hang on another argument's value: what is planned where an argument is unset and a switch has one of its values. */
import { isPrimitive } from '../../cty/index.ts';
import type { Check, PlanFacts, Scalar } from '../facts/format.ts';
import type { Learning } from './learning.ts';
import { switchesOf } from './plan-trials.ts';
import { UNKNOWN } from './session.ts';
import type { Tree } from './shape.ts';
import { plannedOf } from './suppressions.ts';

type Default = NonNullable<PlanFacts['defaults']>[number];

/** `base`: a configuration that can be planned. Arguments of the resource itself alone. Empty where nothing hangs on anything. */
export async function learnConditionalDefaults(
  learning: Learning,
  base: Tree,
  checks: readonly Check[],
): Promise<Default[]> {
  const usual = await plannedOf(learning, base);
  if (!isObject(usual)) return [];
  const found = new Map<string, { path: string; value: Scalar | null; place: string; equals: Scalar[] }>();
  for (const { place, values, treeWith } of switchesOf(learning, checks)) {
    if (place.includes('.')) continue;
    for (const value of values) {
      const tree = treeWith(base, value);
      const planned = await plannedOf(learning, tree);
      if (!isObject(planned)) continue;
      for (const [path, outcome] of outcomesIn(learning, tree, planned)) {
        if (path === place || usual[path] === outcome || usual[path] === UNKNOWN || outcome === UNKNOWN) continue;
        const key = JSON.stringify([path, outcome, place]);
        const rule = found.get(key) ?? { path, value: outcome as Scalar | null, place, equals: [] };
        rule.equals.push(value);
        found.set(key, rule);
      }
    }
  }
  return [...found.values()].map(({ path, value, place, equals }) => ({
    path,
    value,
    when: [{ path: place, equals }],
  }));
}

/** What is planned for the unset primitives. */
function* outcomesIn(
  { shape }: Learning,
  tree: Tree,
  planned: Readonly<Record<string, unknown>>,
): Generator<[string, unknown]> {
  for (const [name, { type, configurable }] of shape.attributes)
    if (configurable && isPrimitive(type) && !(name in tree)) yield [name, planned[name]];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
