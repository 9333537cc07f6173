/** Partial objects: entries that rules find at keys that only evaluation tells, and the documents below merged in. */
import type { CoreRule, CoreTerm } from '../compile/core.ts';
import { openPath, type VirtualDocument } from '../compile/tree.ts';
import { equals, type Value } from '../values/index.ts';
import { planBody } from './body.ts';
import { type Context, type Frame, newFrame, RUNNING, UNDEFINED } from './context.ts';
import type { Evaluate } from './documents.ts';
import { getterOf } from './ground.ts';
import { frozen, type GrowingObject, insert, insertMember } from './growing.ts';
import { freshSlot, type Getter, type Next, newPlanner, type Planner, type Program } from './planner.ts';

export function planObject(
  document: VirtualDocument,
  program: Program,
  evaluateOf: (document: VirtualDocument) => Evaluate,
): Evaluate {
  const plans = document.rules.map((rule) => planEntry(rule, program));
  return (context, key) => {
    const tree: GrowingObject = { kind: 'object', children: new Map() };
    for (const { path, document: below } of document.below) {
      if (key === undefined || path[0] === key) insertBelow(tree, path, below, evaluateOf, context);
    }
    for (const { planner, found, body, first } of plans) {
      if (key !== undefined && first !== undefined && !equals(first, key)) continue;
      const frame = newFrame(context, planner.size);
      frame[found] = tree as unknown as Value;
      body(frame);
    }
    return frozen(tree);
  };
}

interface EntryPlan {
  readonly planner: Planner;
  /** The slot of the tree that grows. */
  readonly found: number;
  readonly body: Next;
  /** The first key, where the text tells it. */
  readonly first: Value | undefined;
}

function planEntry(rule: CoreRule, program: Program): EntryPlan {
  const planner = newPlanner(program, rule.source);
  const found = freshSlot(planner);
  const steps = openPath(rule).map(
    (step): CoreTerm => (typeof step === 'string' ? { kind: 'scalar', value: step } : step),
  );
  const put = rule.member === undefined ? insert : insertMember;
  const body = planBody(planner, rule.body, new Set(), (bound): Next => {
    const keys = steps.map((step) => getterOf(planner, step, bound));
    const value = getterOf(planner, (rule.member ?? rule.value) as CoreTerm, bound);
    return (frame) => {
      const result = value(frame);
      const path = evaluatePath(keys, frame);
      if (result === undefined || path === undefined) return false;
      put(frame[found] as unknown as GrowingObject, path, result, rule);
      return false;
    };
  });
  const [first] = steps;
  return { planner, found, body, first: first?.kind === 'scalar' ? first.value : undefined };
}

function evaluatePath(keys: readonly Getter[], frame: Frame): Value[] | undefined {
  const path: Value[] = [];
  for (const get of keys) {
    const key = get(frame);
    if (key === undefined) return undefined;
    path.push(key);
  }
  return path;
}

/** A document that is being worked out, and asks for this one, is left out. */
function insertBelow(
  tree: GrowingObject,
  path: readonly string[],
  document: VirtualDocument,
  evaluateOf: (document: VirtualDocument) => Evaluate,
  context: Context,
): void {
  const known = context.results[document.id];
  if (known === RUNNING) return;
  const value = known === undefined ? evaluateOf(document)(context, undefined) : (known as Value | typeof UNDEFINED);
  if (known === undefined) context.results[document.id] = value === undefined ? UNDEFINED : value;
  const rule = document.rules[0] ?? document.fallback;
  if (value === undefined || value === UNDEFINED || rule === undefined) return;
  insert(tree, path, value, rule, document.kind === 'set');
}
