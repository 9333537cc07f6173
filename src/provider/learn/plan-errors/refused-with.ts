/** What must not be set where a switch has one of its values: all that can stand together is added at once, and then by halves. */

import { byHalves } from '../plan-trees.ts';
import type { Extra, Switch } from '../plan-trials.ts';
import type { Tree } from '../shape.ts';
import { forbids } from './rules.ts';
import { type Candidate, type Trial, withExtras } from './trial.ts';

/** Extras that can be planned beside each other, in groups. */
export async function together(trial: Trial, base: Tree): Promise<(readonly Extra[])[]> {
  const groups: (readonly Extra[])[] = [];
  await byHalves(
    trial.extras.filter(({ name }) => !(name in base)),
    async (some) => {
      if (!(await trial.plans(withExtras(base, some)))) return false;
      groups.push(some);
      return true;
    },
  );
  return groups;
}

/** What must not be set where the switch has one of its values. */
export async function refusedWith(
  trial: Trial,
  base: Tree,
  { place, values, treeWith }: Switch,
  groups: readonly (readonly Extra[])[],
): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  const own = place.split('.')[0] as string;
  for (const value of values) {
    const turned = treeWith(base, value);
    if (!(await trial.plans(turned))) continue;
    for (const group of groups)
      await byHalves(
        group.filter(({ name }) => name !== own && !(name in turned)),
        async (some) => {
          const broken = withExtras(turned, some);
          if (await trial.plans(broken)) return true;
          const [extra] = some as readonly [Extra];
          const refusal = some.length === 1 ? await trial.refusal(broken) : undefined;
          if (refusal === undefined) return false;
          const check = await forbids(trial, turned, extra, refusal, [{ path: place, equals: [value] }]);
          if (check === undefined) return false;
          candidates.push({ check, broken, kept: [turned, withExtras(base, some)], fixed: new Set([place]) });
          return false;
        },
      );
  }
  return candidates;
}
