/** Which blocks of a type are asked about, and which of them in one configuration. */
import type { Learning } from './learning.ts';
import type { Problem } from './session.ts';
import { isEndless, mergeTrees, type Shape, type Tree, treeAt } from './shape.ts';
import { shapeKey } from './twins.ts';

/** Trees without end (statements of web ACLs, dashboards): deeper places are left alone. */
const DEEPEST = 7;
/** A type with more attributes than this, all places counted, is slow to answer, and needs thousands of answers: only its upper blocks are learned. */
const MOST_ATTRIBUTES = 5000;
/** Blocks that stand in one configuration at most, so that it stays of a size. */
const MOST_BLOCKS = 64;
/** Deeper than this the older SDK mixes up siblings in the places that it names, differently from call to call. */
export const EXACT_DEPTH = 3;

export interface Container {
  readonly names: readonly string[];
  readonly shape: Shape;
  /** Which steps are lists or sets, whose elements have an index. */
  readonly repeated: ReadonlySet<number>;
  /** The place of the outermost set of blocks on the way. */
  readonly set: string | undefined;
  /** The place of the block of the same name and schema that is learned in its stead. */
  readonly of: string | undefined;
}

/** Blocks that can stand in one configuration, and the problems that they have with nothing set in them. */
export interface Scope {
  readonly containers: readonly Container[];
  readonly base: Tree;
  readonly known: ReadonlySet<string>;
}

export async function scopesOf(
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

/** All blocks, or where those are too many the ones that can be asked about together. */
export function placesOf(shape: Shape): Container[] {
  return [...containersOf(shape, attributesIn(shape) <= MOST_ATTRIBUTES ? DEEPEST : EXACT_DEPTH - 1)];
}

export function attributesIn({ attributes, blocks }: Shape): number {
  let count = attributes.size;
  for (const { shape } of blocks.values()) count += attributesIn(shape);
  return count;
}

export function* containersOf(
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

/** Without the place: the older SDK mixes up siblings inside blocks, differently from call to call. */
export const keyOf = ({ title, detail }: Problem): string => `${title}\n${detail}`;
