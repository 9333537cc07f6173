/** Learns everything that one resource type, data source or provider block has to tell. */
import { isPrimitive } from '../../cty/index.ts';
import type { Check, GroupCheck, ResourceFacts } from '../facts/format.ts';
import type { Path } from '../provider.ts';
import type { BlockSchema } from '../schema.ts';
import { type Learned, learnArgument } from './arguments.ts';
import { groupsOf } from './groups.ts';
import { type Probe, pathOf } from './observe.ts';
import { learnPlan } from './plan-facts.ts';
import type { Kind, Problem, Session } from './session.ts';
import {
  type Argument,
  buildConfig,
  mergeTrees,
  type Nested,
  type Shape,
  shapeOf,
  type Tree,
  treeAt,
} from './shape.ts';

export interface TypeFacts {
  readonly facts: ResourceFacts;
  readonly unlearned: readonly { readonly path: string; readonly title: string }[];
  /** Arguments that were tried. */
  readonly tried: number;
}

/** Trees without end (statements of web ACLs, dashboards): deeper places are left alone. */
const DEEPEST = 7;
const MOST_ARGUMENTS = 700;

export interface Learning {
  readonly kind: Kind;
  readonly type: string;
  readonly shape: Shape;
  readonly session: Session;
  readonly validate: (tree: Tree) => Promise<readonly Problem[]>;
  readonly accepted: Map<string, readonly Probe[]>;
}

interface Container {
  readonly names: readonly string[];
  readonly shape: Shape;
  /** Which steps are lists or sets, whose elements have an index. */
  readonly repeated: ReadonlySet<number>;
}

export async function learnType(session: Session, kind: Kind, type: string, block: BlockSchema): Promise<TypeFacts> {
  const shape = shapeOf(block);
  const accepted = new Map<string, readonly Probe[]>();
  const validate = (tree: Tree): Promise<readonly Problem[]> => session.validate(kind, type, buildConfig(shape, tree));
  const learning: Learning = { kind, type, shape, session, validate, accepted };
  const checks: Check[] = [];
  const unlearned: { path: string; title: string }[] = [];
  const problems: Problem[] = [];
  let tried = 0;
  for (const container of containersOf(shape)) {
    const inside: Tree = container.names.length === 0 ? {} : treeAt(container.names, {});
    const base = await validate(inside);
    problems.push(...base);
    for (const [name, argument] of container.shape.attributes) {
      if (!argument.configurable || tried >= MOST_ARGUMENTS) continue;
      tried++;
      const learned = await learnPlace(learning, container, name, argument, base, (noted) => problems.push(...noted));
      checks.push(...learned.checks);
      for (const title of learned.unlearned) unlearned.push({ path: [...container.names, name].join('.'), title });
      const sample = sampleOf(argument, learned.accepted);
      if (sample !== undefined && !isProbed(argument))
        problems.push(...(await validate(treeAt([...container.names, name], sample))));
    }
    problems.push(...(await conflictsIn(learning, container)));
  }
  const groups = await proved(learning, groupsOf(problems));
  checks.push(...groups);
  // The provider reports in an order that changes from call to call.
  checks.sort((a, b) => compare(a.path, b.path) || compare(JSON.stringify(a), JSON.stringify(b)));
  const plan = kind === 'resource' ? await learnPlan(learning) : undefined;
  const read = kind === 'data' ? await learnRead(learning) : undefined;
  return {
    facts: { ...(checks.length > 0 && { checks }), ...(plan && { plan }), ...(read && { read }) },
    unlearned,
    tried,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function* containersOf(
  shape: Shape,
  names: readonly string[] = [],
  repeated = new Set<number>(),
): Generator<Container> {
  yield { names, shape, repeated };
  if (names.length >= DEEPEST) return;
  for (const [name, nested] of shape.blocks) {
    if (name === 'timeouts' && names.length === 0) continue;
    const inner = new Set(repeated);
    if (nested.nesting !== 'single') inner.add(names.length);
    yield* containersOf(nested.shape, [...names, name], inner);
  }
}

async function learnPlace(
  { validate, accepted }: Learning,
  container: Container,
  name: string,
  { type }: Argument,
  base: readonly Problem[],
  note: (problems: readonly Problem[]) => void,
): Promise<Learned> {
  const names = [...container.names, name];
  const known = new Set(base.map(keyOf));
  const ask = (wrap: (probe: Probe) => unknown) => async (probe: Probe) =>
    (await validate(treeAt(names, wrap(probe)))).filter((problem) => !known.has(keyOf(problem)));
  const place = names.join('.');
  const path = pathOf(names, container.repeated);
  let learned: Learned = { checks: [], accepted: [], unlearned: [] };
  if (type.kind === 'string' || type.kind === 'number') {
    learned = await learnArgument(type.kind === 'string' ? 'text' : 'number', {
      place,
      path,
      ask: ask((probe) => probe),
      note,
    });
  } else if (
    (type.kind === 'list' || type.kind === 'set') &&
    (type.element.kind === 'string' || type.element.kind === 'number')
  ) {
    const elements = await learnArgument(type.element.kind === 'string' ? 'text' : 'number', {
      place,
      path: [...path, { kind: 'index', key: 0 }] as Path,
      ask: ask((probe) => [probe]),
      note,
    });
    learned = { ...elements, checks: elements.checks.map((check) => ({ ...check, path: `${place}.*` })) };
  }
  accepted.set(place, learned.accepted);
  return learned;
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
  for (const [name] of shape.blocks) if (name !== 'timeouts') all[name] = {};
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
      const sample = sampleOf(argument, accepted.get([...names, name].join('.')));
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
