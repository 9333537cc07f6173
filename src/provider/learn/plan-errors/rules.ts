/** The checks that rules are written as. */
import type { Check, Condition } from '../../facts/format.ts';
import type { Extra } from '../plan-trials.ts';
import { mergeTrees, type Tree } from '../shape.ts';
import type { Refusal, Trial } from './trial.ts';

export function needs(path: string, { title, whole }: Refusal, when: readonly Condition[]): Check {
  return {
    path,
    is: 'set',
    title: title.replaceAll('{', '{{'),
    phase: 'plan',
    ...(whole && { whole }),
    ...(when.length > 0 && { when }),
  };
}

/** `tree`: a configuration that can be planned, and cannot with the extra in it; undefined where it can with more of it. */
export async function forbids(
  trial: Trial,
  tree: Tree,
  { name, tree: own }: Extra,
  refusal: Refusal,
  when: readonly Condition[],
): Promise<Check | undefined> {
  const plansWith = (value: unknown): Promise<boolean> => trial.plans(mergeTrees(tree, { [name]: value }));
  if (typeof own[name] === 'number') for (const more of LARGER) if (await plansWith(more)) return undefined;
  const zero = ZEROS.get(typeof own[name]);
  const nonZero = zero !== undefined && (await plansWith(zero));
  return { ...needs(name, refusal, when), is: 'unset', ...(nonZero && { nonZero }) } as Check;
}

const LARGER = [2, 10, 1000] as const;
const ZEROS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['string', ''],
  ['number', 0],
  ['boolean', false],
]);
