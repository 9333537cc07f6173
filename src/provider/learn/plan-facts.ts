/** Learns what a provider plans for a new instance beyond what its schema says, from plans of valid configurations. */
import { isPrimitive } from '../../cty/index.ts';
import type { Check, PlanFacts, Scalar } from '../facts/format.ts';
import { learnConditionalDefaults } from './conditional-defaults.ts';
import type { Learning } from './learning.ts';
import { learnNormalisations } from './normalisations.ts';
import { learnPlanErrors } from './plan-errors/index.ts';
import { proposedOf } from './proposed.ts';
import { learnReplacements } from './replacements.ts';
import { repairedTree, withBlock } from './samples.ts';
import { UNKNOWN } from './session.ts';
import { buildConfig, type Shape, type Tree } from './shape.ts';
import { learnSuppressions } from './suppressions.ts';
import { inTwin } from './twins.ts';

type Outcome = ({ readonly is: 'default'; readonly value: Scalar } | { readonly is: 'null' | 'empty' | 'unknown' }) & {
  /** The schema alone foretells it; kept only to contradict other outcomes. */
  readonly plain?: true;
};

/** Outcomes by place; `mixed` where plans differ, of which no fact is made. */
type Outcomes = Map<string, Outcome | 'mixed'>;

export interface LearnedPlan {
  readonly facts: PlanFacts | undefined;
  /** What is refused only while planning. */
  readonly checks: readonly Check[];
  /** Titles of such refusals that nothing explains. */
  readonly unlearned: readonly string[];
}

/** `checks`: those found by validating. */
export async function learnPlan(learning: Learning, checks: readonly Check[]): Promise<LearnedPlan> {
  const { base, ...errors } = await learnPlanErrors(learning, await repairedTree(learning), checks);
  return { ...errors, facts: await factsFrom(learning, base, checks) };
}

async function factsFrom(learning: Learning, base: Tree, checks: readonly Check[]): Promise<PlanFacts | undefined> {
  const outcomes: Outcomes = new Map();
  if (!(await observePlan(learning, base, outcomes))) return undefined;
  for (const names of blocksOf(learning)) await observePlan(learning, withBlock(learning, base, names), outcomes);
  const rewritten = learning.style === 'sdk' ? await learnNormalisations(learning, base) : [];
  const suppressed = await learnSuppressions(learning, base, checks);
  const forceNew = await learnReplacements(learning, base);
  for (const twin of learning.twins.values())
    for (const [place, outcome] of [...outcomes]) {
      const path = inTwin(place, twin);
      if (path !== undefined && !outcomes.has(path)) outcomes.set(path, outcome);
    }
  const usual = factsOf(outcomes);
  const defaults = [...(await learnConditionalDefaults(learning, base, checks)), ...(usual.defaults ?? [])];
  const facts = {
    ...usual,
    ...(defaults.length > 0 && { defaults }),
    ...(rewritten.length > 0 && { normalise: rewritten }),
    ...(suppressed.length > 0 && { suppressed }),
    ...(forceNew.length > 0 && { forceNew }),
  };
  return Object.keys(facts).length > 0 ? facts : undefined;
}

function* blocksOf(
  { shape, twins }: Pick<Learning, 'shape' | 'twins'>,
  names: readonly string[] = [],
  at = shape,
): Generator<readonly string[]> {
  if (names.length >= 5) return;
  for (const [name, nested] of at.blocks) {
    const inner = [...names, name];
    if (name === 'timeouts' || twins.has(inner.join('.'))) continue;
    yield inner;
    yield* blocksOf({ shape, twins }, inner, nested.shape);
  }
}

async function observePlan({ session, type, shape }: Learning, tree: Tree, outcomes: Outcomes): Promise<boolean> {
  const config = buildConfig(shape, tree);
  const { planned, problems } = await session.plan(type, proposedOf(shape, config), config);
  if (problems.length > 0 || planned === undefined || planned === null) return false;
  compare(shape, config, planned as Record<string, unknown>, '', outcomes);
  return true;
}

function compare(
  shape: Shape,
  config: Record<string, unknown>,
  planned: Record<string, unknown>,
  prefix: string,
  outcomes: Outcomes,
): void {
  for (const [name, { computed, type }] of shape.attributes) {
    if (config[name] !== null) continue;
    const after = planned[name];
    const place = `${prefix}${name}`;
    if (after === UNKNOWN) note(outcomes, place, { is: 'unknown' }, !computed);
    else if (after === null) note(outcomes, place, { is: 'null' }, computed);
    else if (isPrimitive(type)) note(outcomes, place, { is: 'default', value: after as Scalar }, true);
    else if (isEmpty(after)) note(outcomes, place, { is: 'empty' }, true);
    else outcomes.set(place, 'mixed');
  }
  for (const [name, nested] of shape.blocks) {
    const given = config[name];
    const after = planned[name];
    const place = `${prefix}${name}`;
    if (given === null || isEmpty(given)) {
      if (after === UNKNOWN) note(outcomes, place, { is: 'unknown' }, nested.attribute?.computed !== true);
      else if (nested.attribute !== undefined && after === null)
        note(outcomes, place, { is: 'null' }, nested.attribute.computed);
      else if (nested.attribute !== undefined && isEmpty(after)) note(outcomes, place, { is: 'empty' }, true);
      continue;
    }
    if (
      nested.attribute !== undefined ||
      !Array.isArray(given) ||
      !Array.isArray(after) ||
      given.length !== 1 ||
      after.length !== 1
    )
      continue;
    compare(
      nested.shape,
      given[0] as Record<string, unknown>,
      after[0] as Record<string, unknown>,
      `${place}.`,
      outcomes,
    );
  }
}

/** `surprising`: the schema alone would have it otherwise. */
function note(outcomes: Outcomes, place: string, outcome: Outcome, surprising: boolean): void {
  const noted: Outcome = surprising ? outcome : { ...outcome, plain: true };
  const before = outcomes.get(place);
  if (before === undefined) outcomes.set(place, noted);
  else if (JSON.stringify(before) !== JSON.stringify(noted)) outcomes.set(place, 'mixed');
}

function isEmpty(value: unknown): boolean {
  return (
    (Array.isArray(value) && value.length === 0) ||
    (typeof value === 'object' &&
      value !== null &&
      value !== UNKNOWN &&
      !Array.isArray(value) &&
      Object.keys(value).length === 0)
  );
}

function factsOf(outcomes: Outcomes): PlanFacts {
  const placesOf = (is: Outcome['is']): string[] =>
    [...outcomes].flatMap(([place, outcome]) =>
      outcome !== 'mixed' && outcome.is === is && outcome.plain !== true ? [place] : [],
    );
  const defaults = [...outcomes].flatMap(([path, outcome]) =>
    outcome !== 'mixed' && outcome.is === 'default' ? [{ path, value: outcome.value }] : [],
  );
  const [nulls, empties, unknowns] = [placesOf('null'), placesOf('empty'), placesOf('unknown')];
  return {
    ...(defaults.length > 0 && { defaults }),
    ...(nulls.length > 0 && { nulls }),
    ...(empties.length > 0 && { empties }),
    ...(unknowns.length > 0 && { unknowns }),
  };
}
