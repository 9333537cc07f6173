/** Learns everything that one resource type, data source or provider block has to tell. */
import { compareTexts } from '../../util/compare-texts.ts';
import { ExecutableFailure } from '../executable/failure.ts';
import type { Check, ResourceFacts } from '../facts/format.ts';
import { styleOf } from '../pack/schema-rules.ts';
import type { BlockSchema } from '../schema.ts';
import type { Learned } from './arguments.ts';
import { learnTogether } from './batch.ts';
import { conflictsIn, proved } from './conflicts.ts';
import { countablesOf, learnCounts } from './counts.ts';
import { groupsOf } from './groups.ts';
import type { Learning } from './learning.ts';
import { isProbed, memberOf } from './members.ts';
import type { Probe } from './observe.ts';
import { learnPlan } from './plan-facts.ts';
import { repairedTree, sampleOf } from './samples.ts';
import { keyOf, placesOf, scopesOf } from './scopes.ts';
import type { Kind, Problem, Session } from './session.ts';
import { buildConfig, shapeOf, type Tree, treeAt } from './shape.ts';
import { faithfulTwins, inTwin } from './twins.ts';

export interface TypeFacts {
  readonly facts: ResourceFacts;
  /** `path`: '' for what is refused while planning, of the resource as a whole. */
  readonly unlearned: readonly { readonly path: string; readonly title: string }[];
  /** Arguments that were tried. */
  readonly tried: number;
}

const MOST_ARGUMENTS = 700;

/** `alone`: nothing else asks the executable, so that one that dies over a plan or a read died of this type; else that is thrown. */
export async function learnType(
  session: Session,
  kind: Kind,
  type: string,
  block: BlockSchema,
  alone: boolean,
): Promise<TypeFacts> {
  const shape = shapeOf(block);
  const accepted = new Map<string, readonly Probe[]>();
  const validate = (tree: Tree): Promise<readonly Problem[]> => session.validate(kind, type, buildConfig(shape, tree));
  const style = styleOf({ version: 0, block });
  const blocks = placesOf(shape);
  const twins = new Map(
    blocks.flatMap(({ names, of }) => (of === undefined ? [] : [[names.join('.'), { names, of }]])),
  );
  const learning: Learning = { kind, type, shape, session, validate, accepted, style, twins };
  const refused = new Map<string, Learned['refused']>();
  const checks: Check[] = [];
  const unlearned: { path: string; title: string }[] = [];
  const problems: Problem[] = [];
  const note = (noted: readonly Problem[]): void => void problems.push(...noted);
  const framework = style === 'framework';
  let tried = 0;
  for (const { containers, base, known } of await scopesOf(learning, blocks, note)) {
    const places = containers
      .flatMap((container) =>
        [...container.shape.attributes].map(([name, argument]) => ({ container, name, argument })),
      )
      .filter(({ argument }) => argument.configurable)
      .slice(0, MOST_ARGUMENTS - tried);
    tried += places.length;
    const fresh = async (tree: Tree): Promise<readonly Problem[]> =>
      (await validate(tree)).filter((problem) => !known.has(keyOf(problem)));
    const members = places
      .filter(({ argument }) => isProbed(argument))
      .map((place) => memberOf(place, fresh, note, framework));
    const learned = await learnTogether(members, { problems: fresh, base, note });
    for (const [i, { place }] of members.entries()) {
      const found = learned[i] as Learned;
      accepted.set(place, found.accepted);
      refused.set(place, found.refused);
      checks.push(...found.checks);
      for (const title of found.unlearned) unlearned.push({ path: place, title });
    }
    for (const { container, name, argument } of places) {
      if (isProbed(argument)) continue;
      const sample = sampleOf(argument, undefined);
      if (sample !== undefined) note(await validate(treeAt([...container.names, name], sample)));
    }
    for (const container of containers) note(await conflictsIn(learning, container));
    const countables = containers.flatMap(({ names, shape: inner }) => countablesOf(inner, names, framework));
    checks.push(...(await learnCounts(countables, validate)));
  }
  const faithful = await faithfulTwins([...twins.values()], refused, validate);
  for (const twin of faithful) {
    for (const check of [...checks]) {
      const path = inTwin(check.path, twin);
      if (path !== undefined) checks.push({ ...check, path });
    }
    for (const [place, probes] of [...accepted]) {
      const path = inTwin(place, twin);
      if (path !== undefined) accepted.set(path, probes);
    }
  }
  const groups = await proved(learning, groupsOf(problems));
  checks.push(...groups);
  // The provider reports in an order that changes from call to call.
  checks.sort((a, b) => compareTexts(a.path, b.path) || compareTexts(JSON.stringify(a), JSON.stringify(b)));
  const planned = kind === 'resource' ? await unlessItDies(alone, () => learnPlan(learning, checks)) : undefined;
  checks.push(...(planned?.checks ?? []));
  for (const title of planned?.unlearned ?? []) unlearned.push({ path: '', title });
  const read = kind === 'data' ? await unlessItDies(alone, () => learnRead(learning)) : undefined;
  return {
    facts: {
      ...(checks.length > 0 && { checks }),
      ...(planned?.facts && { plan: planned.facts }),
      ...(read && { read }),
    },
    unlearned,
    tried,
  };
}

/** Some providers crash over some plans and reads; what the checks are is known by then. */
async function unlessItDies<T>(alone: boolean, learn: () => Promise<T>): Promise<T | undefined> {
  try {
    return await learn();
  } catch (error) {
    if (alone && error instanceof ExecutableFailure) return undefined;
    throw error;
  }
}

/** What reading says where the cloud refuses the credentials. */
async function learnRead(learning: Learning): Promise<ResourceFacts['read']> {
  const { session, type, shape } = learning;
  const problems = await session.read(type, buildConfig(shape, await repairedTree(learning)));
  const [denied] = problems.filter(({ title, detail }) =>
    /AuthFailure|InvalidClientTokenId|UnrecognizedClient|InvalidAccessKeyId/.test(`${title} ${detail}`),
  );
  if (denied === undefined) return undefined;
  return { title: denied.title, ...(denied.detail !== '' && { detail: denied.detail }) };
}
