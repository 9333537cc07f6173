/** Unification of two terms: what is bound decides whether it compares, assigns, matches or iterates. */
import { type CoreRef, type CoreTerm, termVars } from '../compile/core.ts';
import { sameKey } from '../compile/order.ts';
import { equals, type Value } from '../values/index.ts';
import { getterOf, isGround } from './ground.ts';
import { matchGetter, matchTerm } from './match.ts';
import { type Bound, freshSlot, type Getter, type Next, type Planner } from './planner.ts';
import { iterateReference } from './reference.ts';

export function planUnification(planner: Planner, left: CoreTerm, right: CoreTerm, bound: Bound, next: Next): Next {
  const leftGround = isGround(left, bound);
  const rightGround = isGround(right, bound);
  if (leftGround && rightGround) {
    return planComparison(getterOf(planner, left, bound), getterOf(planner, right, bound), next);
  }
  if (rightGround && left.kind !== 'ref') {
    return matchGetter(planner, left, getterOf(planner, right, bound), bound, next);
  }
  if (leftGround && right.kind !== 'ref') {
    return matchGetter(planner, right, getterOf(planner, left, bound), bound, next);
  }
  const leftFirst = canIterate(left, bound) && !(canIterate(right, bound) && leftGround);
  const [ref, other] = leftFirst ? [left, right] : [right, left];
  if (canIterate(ref, bound)) return planIteration(planner, ref, other, bound, next);
  return planParts(planner, left, right, bound, next);
}

function planComparison(left: Getter, right: Getter, next: Next): Next {
  return (frame) => {
    const x = left(frame);
    if (x === undefined) return false;
    const y = right(frame);
    return y !== undefined && (x === y || equals(x, y)) && next(frame);
  };
}

function canIterate(term: CoreTerm, bound: Bound): term is CoreRef {
  return term.kind === 'ref' && (typeof term.head === 'string' || isGround(term.head, bound));
}

/** Each value of the reference against the other term. */
function planIteration(planner: Planner, ref: CoreRef, other: CoreTerm, bound: Bound, next: Next): Next {
  const inside = new Set(bound);
  termVars(ref, inside);
  if (other.kind !== 'ref' || isGround(other, inside)) {
    return iterateReference(planner, ref, bound, matchTerm(planner, other, inside, next));
  }
  const held = freshSlot(planner);
  const inner = iterateReference(
    planner,
    other,
    inside,
    (frame, value) => equals(frame[held] as Value, value) && next(frame),
  );
  return iterateReference(planner, ref, bound, (frame, value) => {
    frame[held] = value;
    return inner(frame);
  });
}

type Pair = readonly [CoreTerm, CoreTerm];

/** Composite terms against each other: their parts, those first that are ready. */
function planParts(planner: Planner, left: CoreTerm, right: CoreTerm, bound: Bound, next: Next): Next {
  const pairs: Pair[] = [];
  if (!collectPairs(left, right, pairs)) return () => false;
  return planPairs(planner, pairs, bound, next);
}

/** False where the two cannot be equal. */
function collectPairs(a: CoreTerm, b: CoreTerm, into: Pair[]): boolean {
  if (a.kind === 'array' && b.kind === 'array') {
    if (a.elements.length !== b.elements.length) return false;
    return a.elements.every((element, index) => collectPairs(element, b.elements[index] as CoreTerm, into));
  }
  if (a.kind === 'object' && b.kind === 'object') {
    if (a.entries.length !== b.entries.length) return false;
    return a.entries.every(([key, value]) => {
      const match = b.entries.find(([other]) => sameKey(key, other));
      return match !== undefined && collectPairs(value, match[1], into);
    });
  }
  into.push([a, b]);
  return true;
}

function planPairs(planner: Planner, pairs: readonly Pair[], bound: Bound, next: Next): Next {
  if (pairs.length === 0) return next;
  const ready = pairs.findIndex(([a, b]) => isGround(a, bound) || isGround(b, bound));
  if (ready === -1) return () => false;
  const [left, right] = pairs[ready] as Pair;
  const inside = new Set(bound);
  termVars(left, inside);
  termVars(right, inside);
  const rest = pairs.filter((_, index) => index !== ready);
  return planUnification(planner, left, right, bound, planPairs(planner, rest, inside, next));
}
