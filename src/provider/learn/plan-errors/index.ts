/**
 * Learns what a provider refuses only while it plans: which arguments must be set, or must not be, where another one has a certain value.
 * Found by planning a valid configuration with one argument changed, and then with one more; a rule is kept if it holds in a second
 * configuration with other values.
 */
import type { Check } from '../../facts/format.ts';
import type { Learning } from '../learning.ts';
import { extrasOf, switchesOf, varied } from '../plan-trials.ts';
import type { Tree } from '../shape.ts';
import { alwaysNeeded } from './always-needed.ts';
import { completed } from './completed.ts';
import { merged } from './merged.ts';
import { neededWith } from './needed-with.ts';
import { refusedWith, together } from './refused-with.ts';
import { type Candidate, questions, type Trial } from './trial.ts';

export interface PlanErrors {
  readonly checks: readonly Check[];
  /** Titles that nothing explains. */
  readonly unlearned: readonly string[];
  /** The configuration with what planning misses in it added. */
  readonly base: Tree;
}

/** `start`: a configuration that validates. `checks`: those found by validating, whose value sets say which values there are. */
export async function learnPlanErrors(learning: Learning, start: Tree, checks: readonly Check[]): Promise<PlanErrors> {
  const trial: Trial = { ...questions(learning), extras: extrasOf(learning, start) };
  const { base, missing, refused } = await completed(trial, start);
  if (refused !== undefined) return { checks: [], unlearned: [refused], base };
  const switches = switchesOf(learning, checks);
  const candidates: Candidate[] = [];
  for (const [i, one] of missing.entries()) {
    const before = missing.slice(0, i).filter(({ refusal }) => !refusal.titles.includes(one.refusal.title));
    candidates.push(
      ...(await alwaysNeeded(
        trial,
        base,
        one,
        before.flatMap(({ names }) => names),
        switches,
      )),
    );
  }
  const groups = await together(trial, base);
  const unlearned = new Set<string>();
  for (const one of switches) {
    const { needed, unexplained } = await neededWith(trial, base, one, switches);
    candidates.push(...needed, ...(await refusedWith(trial, base, one, groups)));
    for (const title of unexplained) unlearned.add(title);
  }
  const proved: Check[] = [];
  for (const candidate of candidates)
    if (await holdsElsewhere(learning, trial, candidate)) proved.push(candidate.check);
  return { checks: merged(proved), unlearned: [...unlearned], base };
}

/** Asks again with other values wherever others were accepted. */
async function holdsElsewhere(
  learning: Learning,
  trial: Trial,
  { check, broken, kept, fixed }: Candidate,
): Promise<boolean> {
  const title = check.title.replaceAll('{{', '{');
  for (const tree of [broken, varied(learning, broken, fixed)])
    if ((await trial.refusal(tree))?.title !== title) return false;
  for (const tree of kept) if ((await trial.refusal(varied(learning, tree, fixed)))?.title === title) return false;
  return true;
}
