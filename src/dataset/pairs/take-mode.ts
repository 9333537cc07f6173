/** Which error comes next: at random by weight, each once. */
import type { ErrorMode, Random } from './errors/index.ts';

/**
 * Takes a mode out of those that are left; undefined where none is. With `unnoticed`, errors that still plan come first: they
 * are what a needless rewrite does without a verdict of init to plan telling.
 */
export function takeMode(left: ErrorMode[], random: Random, unnoticed: boolean): ErrorMode | undefined {
  const first = unnoticed ? left.filter(({ stage }) => stage === 'policy') : [];
  const mode = weighted(first.length > 0 ? first : left, random);
  if (mode !== undefined) left.splice(left.indexOf(mode), 1);
  return mode;
}

function weighted(modes: readonly ErrorMode[], random: Random): ErrorMode | undefined {
  let place = random() * modes.reduce((sum, { weight }) => sum + weight, 0);
  const found = modes.find(({ weight }) => {
    place -= weight;
    return place < 0;
  });
  return found ?? modes.at(-1);
}
