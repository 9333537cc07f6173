/** Arguments that planning misses though nothing asks for them. */
import type { Condition, Scalar } from '../../facts/format.ts';
import { type Switch, without } from '../plan-trials.ts';
import type { Tree } from '../shape.ts';
import { needs } from './rules.ts';
import { type Candidate, type Missing, mentions, type Trial, withExtras } from './trial.ts';

/**
 * What is needed though nothing asks for it: unless something else stands there, or a switch is turned. `before`: what is missed first,
 * and alone.
 */
export async function alwaysNeeded(
  trial: Trial,
  base: Tree,
  { refusal, names }: Missing,
  before: readonly string[],
  switches: readonly Switch[],
): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const [i, name] of names.entries()) {
    if (!mentions(refusal.title, name)) continue;
    const broken = without(base, name);
    const when: Condition[] = [...before, ...names.slice(0, i)].map((path) => ({ path, set: true }));
    for (const other of trial.extras)
      if (
        !(other.name in base) &&
        !switches.some(({ place }) => place === other.name) &&
        (await trial.plans(withExtras(broken, [other])))
      )
        when.push({ path: other.name, set: false });
    for (const { place, values, treeWith } of switches) {
      const free: Scalar[] = [];
      for (const value of values)
        if ((await trial.refusal(treeWith(broken, value)))?.title !== refusal.title) free.push(value);
      if (free.length > 0 && free.length < values.length) when.push({ path: place, differs: free });
    }
    candidates.push({ check: needs(name, refusal, when), broken, kept: [base], fixed: new Set() });
  }
  return candidates;
}
