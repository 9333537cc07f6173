/** What the learners of plan errors share: what they ask, what they are told, and what they suppose. */
import type { Check } from '../../facts/format.ts';
import type { Learning } from '../learning.ts';
import type { Extra } from '../plan-trials.ts';
import { proposedOf } from '../proposed.ts';
import { buildConfig, mergeTrees, type Tree } from '../shape.ts';

/** A rule with a configuration that breaks it, and some that differ from that in one thing and do not. */
export interface Candidate {
  readonly check: Check;
  readonly broken: Tree;
  readonly kept: readonly Tree[];
  /** What the rule hangs on: not to be varied. */
  readonly fixed: ReadonlySet<string>;
}

export interface Trial {
  /** What planning refuses a configuration with, though validating does not; the place, where one is named. */
  readonly refusal: (tree: Tree) => Promise<Refusal | undefined>;
  readonly plans: (tree: Tree) => Promise<boolean>;
  readonly extras: readonly Extra[];
}

export interface Refusal {
  readonly title: string;
  readonly whole: boolean;
  /** All titles of the answer. */
  readonly titles: readonly string[];
}

export interface Missing {
  readonly refusal: Refusal;
  readonly names: readonly string[];
}

export function questions({ session, type, shape, validate }: Learning): Pick<Trial, 'refusal' | 'plans'> {
  const plan = async (tree: Tree) => {
    const config = buildConfig(shape, tree);
    return (await session.plan(type, proposedOf(shape, config), config)).problems;
  };
  return {
    plans: async (tree) => (await plan(tree)).length === 0,
    refusal: async (tree) => {
      const problems = await plan(tree);
      const [problem] = problems;
      if (problem === undefined || (await validate(tree)).length > 0) return undefined;
      return { title: problem.title, whole: (problem.place ?? '') === '', titles: problems.map(({ title }) => title) };
    },
  };
}

export function mentions(title: string, name: string): boolean {
  return new RegExp(`(?<![\\w])${name}(?![\\w])`).test(title);
}

export function withExtras(tree: Tree, extras: readonly Extra[]): Tree {
  return extras.reduce((all, { tree: one }) => mergeTrees(all, one), tree);
}
