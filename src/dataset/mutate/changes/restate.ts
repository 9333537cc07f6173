/** Gives a facet that was chosen another value. */
import { addFacet, type Chosen, type Draft, type DraftNode } from '../../synth/draft/index.ts';
import { infinitive } from '../../synth/english.ts';
import type { Scalar, Statement } from '../../synth/intent.ts';
import type { Random } from '../../synth/random.ts';

export interface Restatable {
  readonly node: DraftNode;
  readonly chosen: Chosen;
  /** The value now, and those that it could have. */
  readonly now: Scalar;
  readonly others: readonly Scalar[];
}

/** Facets that set plain arguments and whose paths match. */
export function restatable({ nodes }: Draft, paths: RegExp): readonly Restatable[] {
  return [...nodes.values()].flatMap((node) =>
    node.chosen.flatMap((chosen): Restatable[] => {
      const { facet, statement } = chosen;
      const value = statement.arguments[0]?.value;
      if (value?.kind !== 'scalar' || statement.arguments.length !== 1) return [];
      if (!Object.keys(facet.set).some((path) => paths.test(path))) return [];
      const others = facet.values.filter((other) => other !== value.value && !String(other).includes('{'));
      return others.length === 0 ? [] : [{ node, chosen, now: value.value, others }];
    }),
  );
}

/** Alters the draft; gives what was said of it before and what is said now. */
export function restate(
  draft: Draft,
  { node, chosen }: Restatable,
  value: Scalar,
): { old: Statement; fresh: Statement } {
  const owner = node.owner === undefined ? undefined : draft.nodes.get(node.owner);
  node.statements = node.statements.filter((statement) => statement !== chosen.statement);
  const fresh = addFacet(chosen.facet, { draft, node, owner }, value) as Statement;
  return { old: chosen.statement, fresh };
}

/** A sentence that asks for what a statement says. */
export function asked(it: string, { with: withs, it: its, arguments: settings }: Statement, random: Random): string {
  if (withs.length > 0 && (its.length === 0 || random.chance(0.6))) {
    const phrase = random.pick(withs);
    return random.pick([`give ${it} ${phrase}`, `${it} should have ${phrase}`, `from now on ${it} has ${phrase}`]);
  }
  if (its.length > 0) return `${it} ${random.pick(['should', 'must', 'has to'])} ${infinitive(random.pick(its))}`;
  const [setting] = settings;
  return `set ${setting?.path.join('.')} of ${it} to ${setting?.value.kind === 'scalar' ? JSON.stringify(setting.value.value) : 'its new value'}`;
}
