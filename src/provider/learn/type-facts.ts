/** Learns everything that one resource type, data source or provider block has to tell. */
import { isPrimitive } from '../../cty/index.ts';
import { ExecutableFailure } from '../executable/failure.ts';
import type { CheckStyle } from '../facts/check.ts';
import type { Check, GroupCheck, ResourceFacts } from '../facts/format.ts';
import { styleOf } from '../pack/schema-rules.ts';
import type { BlockSchema } from '../schema.ts';
import { type Learned, learnArgument } from './arguments.ts';
import { ABOUT_OTHERS, learnTogether, type Member } from './batch.ts';
import { countablesOf, learnCounts } from './counts.ts';
import { groupsOf } from './groups.ts';
import { type Probe, pathOf } from './observe.ts';
import { learnPlan } from './plan-facts.ts';
import { FITTING, type Kind, type Problem, type Session } from './session.ts';
import {
  type Argument,
  buildConfig,
  isEndless,
  mergeTrees,
  type Nested,
  type Shape,
  shapeOf,
  type Tree,
  treeAt,
} from './shape.ts';
import { faithfulTwins, inTwin, shapeKey, type Twin } from './twins.ts';

export interface TypeFacts {
  readonly facts: ResourceFacts;
  /** `path`: '' for what is refused while planning, of the resource as a whole. */
  readonly unlearned: readonly { readonly path: string; readonly title: string }[];
  /** Arguments that were tried. */
  readonly tried: number;
}

/** Trees without end (statements of web ACLs, dashboards): deeper places are left alone. */
const DEEPEST = 7;
/** A type with more attributes than this, all places counted, is slow to answer, and needs thousands of answers: only its upper blocks are learned. */
const MOST_ATTRIBUTES = 5000;
const MOST_ARGUMENTS = 700;
/** Blocks that stand in one configuration at most, so that it stays of a size. */
const MOST_BLOCKS = 64;
/** Deeper than this the older SDK mixes up siblings in the places that it names, differently from call to call. */
const EXACT_DEPTH = 3;

export interface Learning {
  readonly kind: Kind;
  readonly type: string;
  readonly shape: Shape;
  readonly session: Session;
  readonly validate: (tree: Tree) => Promise<readonly Problem[]>;
  readonly accepted: Map<string, readonly Probe[]>;
  readonly style: CheckStyle;
  /** Dotted places of blocks that another block of the same schema stands for. */
  readonly twins: ReadonlyMap<string, Twin>;
}

interface Container {
  readonly names: readonly string[];
  readonly shape: Shape;
  /** Which steps are lists or sets, whose elements have an index. */
  readonly repeated: ReadonlySet<number>;
  /** The place of the outermost set of blocks on the way. */
  readonly set: string | undefined;
  /** The place of the block of the same name and schema that is learned in its stead. */
  readonly of: string | undefined;
}

export async function learnType(session: Session, kind: Kind, type: string, block: BlockSchema): Promise<TypeFacts> {
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
  checks.sort((a, b) => compare(a.path, b.path) || compare(JSON.stringify(a), JSON.stringify(b)));
  const planned = kind === 'resource' ? await unlessItDies(() => learnPlan(learning, checks)) : undefined;
  checks.push(...(planned?.checks ?? []));
  for (const title of planned?.unlearned ?? []) unlearned.push({ path: '', title });
  const read = kind === 'data' ? await unlessItDies(() => learnRead(learning)) : undefined;
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
async function unlessItDies<T>(learn: () => Promise<T>): Promise<T | undefined> {
  try {
    return await learn();
  } catch (error) {
    if (error instanceof ExecutableFailure) return undefined;
    throw error;
  }
}

/** Blocks that can stand in one configuration, and the problems that they have with nothing set in them. */
interface Scope {
  readonly containers: readonly Container[];
  readonly base: Tree;
  readonly known: ReadonlySet<string>;
}

async function scopesOf(
  { validate }: Learning,
  containers: readonly Container[],
  note: (problems: readonly Problem[]) => void,
): Promise<Scope[]> {
  const alone: Scope[] = [];
  for (const container of containers) {
    if (container.of !== undefined) continue;
    const base: Tree = container.names.length === 0 ? {} : treeAt(container.names, {});
    const problems = await validate(base);
    note(problems);
    alone.push({ containers: [container], base, known: new Set(problems.map(keyOf)) });
  }
  const joined = (scopes: readonly Scope[]): Scope => ({
    containers: scopes.flatMap(({ containers }) => containers),
    base: scopes.reduce((tree, { base }) => mergeTrees(tree, base), {} as Tree),
    known: new Set(scopes.flatMap(({ known }) => [...known])),
  });
  /** Nothing may be wrong with them together that is not wrong with one of them: what is hidden is hidden with a message. */
  const stands = async (scope: Scope): Promise<boolean> =>
    (await validate(scope.base)).every((problem) => scope.known.has(keyOf(problem)));
  const scopes: Scope[] = [];
  for (let left: readonly Scope[] = alone; left.length > 0; ) {
    // As many as stand together, by halves.
    let count = Math.min(left.length, MOST_BLOCKS);
    while (count > 1 && !(await stands(joined(left.slice(0, count))))) count = Math.ceil(count / 2);
    scopes.push(joined(left.slice(0, count)));
    left = left.slice(count);
  }
  return scopes;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** All blocks, or where those are too many the ones that can be asked about together. */
function placesOf(shape: Shape): Container[] {
  return [...containersOf(shape, attributesIn(shape) <= MOST_ATTRIBUTES ? DEEPEST : EXACT_DEPTH - 1)];
}

function attributesIn({ attributes, blocks }: Shape): number {
  let count = attributes.size;
  for (const { shape } of blocks.values()) count += attributesIn(shape);
  return count;
}

function* containersOf(
  shape: Shape,
  deepest: number,
  names: readonly string[] = [],
  repeated = new Set<number>(),
  set: string | undefined = undefined,
  seen = new Map<string, string>(),
): Generator<Container> {
  const place = names.join('.');
  const key = `${names.at(-1)} ${shapeKey(shape)}`;
  const of = names.length === 0 ? undefined : seen.get(key);
  yield { names, shape, repeated, set, of };
  if (of !== undefined || names.length >= deepest) return;
  seen.set(key, place);
  for (const [name, nested] of shape.blocks) {
    if ((name === 'timeouts' && names.length === 0) || isEndless(nested)) continue;
    const inner = new Set(repeated);
    if (nested.nesting !== 'single') inner.add(names.length);
    const outermost = set ?? (nested.nesting === 'set' ? [...names, name].join('.') : undefined);
    yield* containersOf(nested.shape, deepest, [...names, name], inner, outermost, seen);
  }
}

interface Place {
  readonly container: Container;
  readonly name: string;
  readonly argument: Argument;
}

function memberOf(
  { container, name, argument: { type } }: Place,
  problems: (tree: Tree) => Promise<readonly Problem[]>,
  note: (problems: readonly Problem[]) => void,
  framework: boolean,
): Member<Learned> {
  const names = [...container.names, name];
  const place = names.join('.');
  const list = type.kind === 'list' || type.kind === 'set';
  const element = list ? type.element : type;
  const path = pathOf(names, container.repeated);
  const treeWith = (value: unknown): Tree => treeAt(names, list ? [value] : value);
  const learnBy = async (ask: (probe: Probe) => Promise<readonly Problem[]>): Promise<Learned> => {
    const learned = await learnArgument(element.kind === 'number' ? 'number' : 'text', {
      place,
      path: list ? [...path, { kind: 'index', key: 0 }] : path,
      ask,
      note,
    });
    return list ? { ...learned, checks: learned.checks.map((check) => ({ ...check, path: `${place}.*` })) } : learned;
  };
  const alone = (probe: Probe): Promise<readonly Problem[]> => problems(treeWith(probe));
  return {
    place,
    exact: framework || (names.length <= EXACT_DEPTH && container.set === undefined),
    set: framework ? undefined : container.set,
    treeWith,
    learn: async (ask) => {
      const learned = await learnBy(ask);
      return (await confirmed(learned, alone, note)) ? learned : learnBy(alone);
    },
  };
}

/** Whether the argument alone gets the same answers as among others: each message once, and one value that passes. Shows what it needs beside it, too. */
async function confirmed(
  { refused, accepted }: Learned,
  ask: (probe: Probe) => Promise<readonly Problem[]>,
  note: (problems: readonly Problem[]) => void,
): Promise<boolean> {
  if (accepted.length === 0) return true;
  const relevant = async (probe: Probe): Promise<readonly string[]> => {
    const problems = await ask(probe);
    note(problems.filter(({ title }) => ABOUT_OTHERS.test(title)));
    return problems.map(({ title }) => title).filter((title) => !ABOUT_OTHERS.test(title));
  };
  if ((await relevant(accepted[0] as Probe)).length > 0) return false;
  for (const { value, title } of refused) if (!(await relevant(value)).includes(title)) return false;
  return true;
}

/** Whether values of the argument are tried one by one, which tells of its groups too. */
function isProbed({ type }: Argument): boolean {
  const element = type.kind === 'list' || type.kind === 'set' ? type.element : type;
  return element.kind === 'string' || element.kind === 'number';
}

/** Without the place: the older SDK mixes up siblings inside blocks, differently from call to call. */
const keyOf = ({ title, detail }: Problem): string => `${title}\n${detail}`;

export function sampleOf({ type }: Argument, accepted: readonly Probe[] | undefined): unknown {
  const text = (): Probe => accepted?.find((probe) => probe !== '' && String(probe).length < 100) ?? 'abc';
  const one = (kind: string): unknown =>
    kind === 'bool'
      ? true
      : kind === 'number'
        ? (accepted?.find((probe) => typeof probe === 'number' && probe > 0) ?? 1)
        : text();
  if (isPrimitive(type)) return one(type.kind);
  if ((type.kind === 'list' || type.kind === 'set') && isPrimitive(type.element)) return [one(type.element.kind)];
  if (type.kind === 'map' && isPrimitive(type.element)) return { k: one(type.element.kind) };
  return undefined;
}

/** Everything in a container set at once shows who conflicts with whom; conflicts are reported one at a time, so it is asked again without the ones known. */
async function conflictsIn({ validate, accepted }: Learning, { names, shape }: Container): Promise<Problem[]> {
  const all: Record<string, unknown> = {};
  const place = (name: string): string => [...names, name].join('.');
  for (const [name, argument] of shape.attributes) {
    if (!argument.configurable || name === 'id') continue;
    const sample = sampleOf(argument, accepted.get(place(name)));
    if (sample !== undefined) all[name] = sample;
  }
  for (const [name, nested] of shape.blocks) if (name !== 'timeouts' && !isEndless(nested)) all[name] = {};
  const tree = (members: Tree): Tree => (names.length === 0 ? members : treeAt(names, members));
  const found: Problem[] = [...(await validate(tree(all)))];
  const prefix = names.length === 0 ? '' : `${names.join('.')}.`;
  for (const group of groupsOf(found)) {
    if (group.is !== 'conflictsWith') continue;
    const left = { ...all };
    const rivals = [...group.paths];
    for (let round = 0; round < 12 && rivals.length > 0; round++) {
      for (const rival of rivals.splice(0))
        if (rival.startsWith(prefix)) delete left[rival.slice(prefix.length).split('.')[0] as string];
      const own = group.path.slice(prefix.length);
      if (!(own in left)) break;
      const next = (await validate(tree(left))).filter((problem) => problem.place === group.path);
      found.push(...next);
      for (const again of groupsOf(next)) if (again.is === 'conflictsWith') rivals.push(...again.paths);
    }
  }
  return found;
}

/** Keeps the groups whose members exist. */
async function proved({ shape }: Learning, groups: readonly GroupCheck[]): Promise<GroupCheck[]> {
  const exists = (path: string): boolean => {
    let at: Shape | undefined = shape;
    const names = path.split('.');
    for (const [i, name] of names.entries()) {
      if (at === undefined) return false;
      if (i === names.length - 1) return at.attributes.has(name) || at.blocks.has(name);
      at = (at.blocks.get(name) as Nested | undefined)?.shape;
    }
    return false;
  };
  return groups.filter(({ path, paths }) => (path === '' || exists(path)) && paths.length > 0 && paths.every(exists));
}

/** The valid tree, with what the provider still misses in it added: members of groups of which one must be set. */
export async function repairedTree(learning: Learning): Promise<Tree> {
  let tree = validTree(learning);
  for (let round = 0; round < 6; round++) {
    const missing = groupsOf(await learning.validate(tree)).find(
      ({ is }) => is !== 'conflictsWith' && is !== 'atMostOneOf',
    );
    if (missing === undefined) return tree;
    const names = missing.is === 'requiredWith' ? missing.paths : missing.paths.slice(0, 1);
    for (const path of names) {
      const steps = path.split('.');
      const argument = argumentAt(learning.shape, steps);
      const value = argument === undefined ? {} : sampleOf(argument, learning.accepted.get(path));
      if (value !== undefined) tree = mergeTrees(treeAt(steps, value), tree);
    }
  }
  return tree;
}

function argumentAt(shape: Shape, steps: readonly string[]): Argument | undefined {
  let at: Shape | undefined = shape;
  for (const step of steps.slice(0, -1)) at = at?.blocks.get(step)?.shape;
  return at?.attributes.get(steps.at(-1) as string);
}

/** A configuration that ought to be valid: all that is required, with values that were accepted. */
export function validTree({ shape, accepted }: Pick<Learning, 'shape' | 'accepted'>): Tree {
  const fill = (at: Shape, names: readonly string[]): Tree => {
    const tree: Record<string, unknown> = {};
    for (const [name, argument] of at.attributes) {
      if (!argument.required) continue;
      const known = accepted.get([...names, name].join('.'));
      const fitting = argument.type.kind === 'string' ? FITTING.get(name) : undefined;
      const sample = fitting ?? sampleOf(argument, known);
      if (sample !== undefined) tree[name] = sample;
    }
    for (const [name, nested] of at.blocks) {
      if (nested.minItems === 0) continue;
      const element = fill(nested.shape, [...names, name]);
      tree[name] = Array.from({ length: nested.minItems }, () => element);
    }
    return tree;
  };
  return fill(shape, []);
}

/** A valid tree with one more block in it, filled with what that block requires. */
export function withBlock(learning: Pick<Learning, 'shape' | 'accepted'>, base: Tree, names: readonly string[]): Tree {
  let at: Shape = learning.shape;
  let tree = base;
  for (let i = 0; i < names.length; i++) {
    const nested: Nested | undefined = at.blocks.get(names[i] as string);
    if (nested === undefined) return tree;
    at = nested.shape;
    const scope = new Map(
      [...learning.accepted].flatMap(([place, probes]) => {
        const prefix = `${names.slice(0, i + 1).join('.')}.`;
        return place.startsWith(prefix) ? [[place.slice(prefix.length), probes] as const] : [];
      }),
    );
    tree = mergeTrees(tree, treeAt(names.slice(0, i + 1), validTree({ shape: at, accepted: scope })));
  }
  return tree;
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
