/** Makes a configuration that validates one that can be planned, and says what it lacked. */
import { type Extra, without } from '../plan-trials.ts';
import type { Tree } from '../shape.ts';
import { type Missing, mentions, type Refusal, type Trial, withExtras } from './trial.ts';

const MOST_ADDITIONS = 4;

/** Adds what the refusals ask for, round by round; what was added and turned out to be needless is left out again. */
export async function completed(
  trial: Trial,
  start: Tree,
): Promise<{ base: Tree; missing: readonly Missing[]; refused?: string }> {
  let base = start;
  const added: { refusal: Refusal; extras: readonly Extra[] }[] = [];
  for (let round = 0; ; round++) {
    const refusal = await trial.refusal(base);
    if (refusal === undefined) break;
    const extras = round < MOST_ADDITIONS ? await remedyOf(trial, base, refusal) : undefined;
    if (extras === undefined) return { base: start, missing: [], refused: refusal.title };
    added.push({ refusal, extras });
    base = withExtras(base, extras);
  }
  const missing: Missing[] = [];
  for (const { refusal, extras } of added) {
    const names: string[] = [];
    for (const { name } of extras) {
      const refused = await trial.refusal(without(base, name));
      if (refused === undefined) base = without(base, name);
      else if (refused.title === refusal.title) names.push(name);
    }
    missing.push({ refusal, names });
  }
  return { base, missing };
}

/** What the title names, together; else one thing that makes the plan go through. */
export async function remedyOf(trial: Trial, tree: Tree, { title }: Refusal): Promise<readonly Extra[] | undefined> {
  const open = trial.extras.filter(({ name }) => !(name in tree));
  const named = open.filter(({ name }) => mentions(title, name));
  if (named.length > 0 && (await trial.refusal(withExtras(tree, named)))?.title !== title) {
    for (const one of named) if ((await trial.refusal(withExtras(tree, [one]))) === undefined) return [one];
    return named;
  }
  for (const one of open) if (await trial.plans(withExtras(tree, [one]))) return [one];
  return undefined;
}
