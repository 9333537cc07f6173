/** References into `data`: along the tree of rules and, beside it, the base document. */
import { type CoreRef, type CoreTerm, termVars } from '../compile/core.ts';
import type { TreeNode } from '../compile/tree.ts';
import { isArray, isObject, lookup, objectKeys, type Value } from '../values/index.ts';
import { type Frame, type Replaced, step } from './context.ts';
import { getterOf, isGround } from './ground.ts';
import { matchTerm } from './match.ts';
import { type Bound, type Emit, freshSlot, type Next, type Planner } from './planner.ts';
import { iteratePath } from './reference.ts';

/** `base`: what the base document has at the node; `replaced`: what `with` has put there. */
type TreeEmit = (frame: Frame, base: Value | undefined, replaced: Replaced | undefined) => boolean;

export function iterateData(planner: Planner, ref: CoreRef, bound: Bound, emit: Emit): Next {
  const run = planNode(planner, planner.program.root, ref.path, bound, emit);
  return (frame) => run(frame, frame[0].data, frame[0].replaced);
}

function planNode(planner: Planner, node: TreeNode, path: readonly CoreTerm[], bound: Bound, emit: Emit): TreeEmit {
  const [first, ...rest] = path;
  if (node.document !== undefined && node.document.kind !== 'function') {
    return planDocument(planner, node, path, bound, emit);
  }
  if (first === undefined) {
    const { extent } = planner.program;
    return (frame, base, replaced) => {
      const value = extent(node, frame[0], base, replaced);
      return value !== undefined && emit(frame, value);
    };
  }
  if (first.kind !== 'scalar') return planOpenStep(planner, node, first, rest, bound, emit);
  const onBase = planBase(planner, path, bound, emit);
  const { value: key } = first;
  const child = typeof key === 'string' ? node.children.get(key) : undefined;
  if (child === undefined) return onBase;
  const next = planNode(planner, child, rest, bound, emit);
  return (frame, base, replaced) => {
    if (replaced?.whole === true) return onBase(frame, base);
    const below = base === undefined ? undefined : lookup(base, key);
    return next(frame, below, replaced?.children.get(key as string));
  };
}

/** The rest of the path in the base document. */
function planBase(
  planner: Planner,
  path: readonly CoreTerm[],
  bound: Bound,
  emit: Emit,
): (frame: Frame, base: Value | undefined) => boolean {
  const plain = iteratePath(planner, path, bound, emit);
  // In the base document a number in a reference names the member of that name.
  const named = path.map((key) =>
    key.kind === 'scalar' && typeof key.value === 'number' ? { ...key, value: String(key.value) } : key,
  );
  if (named.every((key, index) => key === path[index])) {
    return (frame, base) => base !== undefined && plain(frame, base);
  }
  const byName = iteratePath(planner, named, bound, emit);
  return (frame, base) => base !== undefined && (plain(frame, base) || byName(frame, base));
}

/** At a document that rules make: the rest of the path in its value. */
function planDocument(planner: Planner, node: TreeNode, path: readonly CoreTerm[], bound: Bound, emit: Emit): TreeEmit {
  const { document, extent } = planner.program;
  const [first] = path;
  const plain = iteratePath(planner, path, bound, emit);
  const onBase = planBase(planner, path, bound, emit);
  const key = first !== undefined && isGround(first, bound) ? getterOf(planner, first, bound) : undefined;
  return (frame, base, replaced) => {
    if (replaced?.whole === true) return onBase(frame, base);
    const value =
      replaced === undefined ? document(node, frame[0], key?.(frame)) : extent(node, frame[0], base, replaced);
    return value === undefined ? onBase(frame, base) : plain(frame, value);
  };
}

/** A step whose name is not in the text: each node below, and what the base document has there. */
function planOpenStep(
  planner: Planner,
  node: TreeNode,
  first: CoreTerm,
  rest: readonly CoreTerm[],
  bound: Bound,
  emit: Emit,
): TreeEmit {
  const inside = new Set(bound);
  termVars(first, inside);
  const children = new Map<string, TreeEmit>();
  for (const [name, child] of node.children) children.set(name, planNode(planner, child, rest, inside, emit));
  const below = iteratePath(planner, rest, inside, emit);
  const descend: Descend = (frame, key, base, replaced) => {
    const element = base === undefined ? undefined : lookup(base, key);
    const child = typeof key === 'string' ? children.get(key) : undefined;
    if (child !== undefined && replaced?.whole !== true) {
      return child(frame, element, replaced?.children.get(key as string));
    }
    return element !== undefined && below(frame, element);
  };
  if (!isGround(first, bound)) return planSearch(planner, first, bound, children, descend);
  const getKey = getterOf(planner, first, bound);
  return (frame, base, replaced) => {
    const key = getKey(frame);
    return key !== undefined && descend(frame, key, base, replaced);
  };
}

type Descend = (frame: Frame, key: Value, base: Value | undefined, replaced: Replaced | undefined) => boolean;

/** Every name, of rules and of the base document, that the step matches. */
function planSearch(
  planner: Planner,
  first: CoreTerm,
  bound: Bound,
  children: ReadonlyMap<string, TreeEmit>,
  descend: Descend,
): TreeEmit {
  const heldKey = freshSlot(planner);
  const heldBase = freshSlot(planner);
  const match = matchTerm(planner, first, bound, (frame) => {
    const [replaced, base] = frame[heldBase] as unknown as [Replaced | undefined, Value | undefined];
    return descend(frame, frame[heldKey] as Value, base, replaced);
  });
  return (frame, base, replaced) => {
    for (const key of namesAt(base, replaced?.whole === true ? [] : children.keys())) {
      step(frame[0].evaluation);
      frame[heldKey] = key;
      frame[heldBase] = [replaced, base] as unknown as Value;
      if (match(frame, key)) return true;
    }
    return false;
  };
}

function namesAt(base: Value | undefined, children: Iterable<string>): Value[] {
  const names = new Set<Value>(isObject(base) ? objectKeys(base) : []);
  if (isArray(base)) for (const index of base.keys()) names.add(index);
  for (const name of children) names.add(name);
  return [...names].sort((a, b) => (typeof a === 'string' && typeof b === 'string' ? (a < b ? -1 : 1) : 0));
}
