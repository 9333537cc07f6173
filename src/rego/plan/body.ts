/** Bodies, and what kinds of expressions they are made of. */
import type { CoreBody, CoreEvery, CoreExpr, CoreLogic, CoreTerm } from '../compile/core.ts';
import { outputVars } from '../compile/order.ts';
import { planCall } from './call.ts';
import { getterOf, isGround } from './ground.ts';
import { iterate } from './iterate.ts';
import { type Bound, type Next, type Planner, slotOf } from './planner.ts';
import { iterateReference } from './reference.ts';
import { planTraced } from './traced.ts';
import { planUnification } from './unify.ts';
import { planModified } from './with.ts';

/** `next` gets the variables that are bound after the body. */
export function planBody(planner: Planner, body: CoreBody, known: Bound, next: (bound: Set<string>) => Next): Next {
  const before: Set<string>[] = [];
  const bound = new Set(known);
  for (const expr of body) {
    before.push(new Set(bound));
    for (const name of outputVars(expr, bound, planner.program.arity)) bound.add(name);
  }
  let plan = next(bound);
  for (let index = body.length - 1; index >= 0; index--) {
    plan = planExpr(planner, body[index] as CoreExpr, before[index] as Set<string>, plan);
  }
  return plan;
}

function planExpr(planner: Planner, expr: CoreExpr, bound: Bound, next: Next): Next {
  if (!planner.program.traced) return planUntraced(planner, expr, bound, next);
  return planTraced(planner, expr, bound, next, planUntraced);
}

function planUntraced(planner: Planner, expr: CoreExpr, bound: Bound, next: Next): Next {
  if (expr.with.length === 0) return planNegatable(planner, expr, bound, next);
  return planModified(planner, expr, bound, next, planNegatable);
}

function planNegatable(planner: Planner, expr: CoreExpr, bound: Bound, next: Next): Next {
  if (!expr.negated) return planPlain(planner, expr, bound, next);
  const inner = planPlain(planner, expr, bound, () => true);
  return (frame) => (inner(frame) ? false : next(frame));
}

function planPlain(planner: Planner, expr: CoreExpr, bound: Bound, next: Next): Next {
  switch (expr.kind) {
    case 'test':
      return planTest(planner, expr.term, bound, next);
    case 'unify':
      return planUnification(planner, expr.left, expr.right, bound, next);
    case 'call':
      return planCall(planner, expr, bound, next);
    case 'every':
      return planEvery(planner, expr, bound, next);
    case 'not-body': {
      const body = planCheck(planner, expr.body, bound);
      return (frame) => (body(frame) ? false : next(frame));
    }
    case 'and':
    case 'or':
      return planLogic(planner, expr, bound, next);
  }
}

/** Whether the body has a solution; its variables stay its own. */
function planCheck(planner: Planner, body: CoreBody, bound: Bound): Next {
  return planBody(planner, body, bound, () => () => true);
}

function planTest(planner: Planner, term: CoreTerm, bound: Bound, next: Next): Next {
  if (isGround(term, bound)) {
    const get = getterOf(planner, term, bound);
    return (frame) => {
      const value = get(frame);
      return value !== undefined && value !== false && next(frame);
    };
  }
  if (term.kind === 'ref') {
    return iterateReference(planner, term, bound, (frame, value) => value !== false && next(frame));
  }
  // Any other term with unbound variables that stands alone has been refused as unsafe.
  return () => false;
}

function planEvery(planner: Planner, expr: CoreEvery, bound: Bound, next: Next): Next {
  const own = new Set(bound);
  own.add(expr.value.name);
  if (expr.key !== undefined) own.add(expr.key.name);
  const value = slotOf(planner, expr.value.name);
  const key = expr.key === undefined ? undefined : slotOf(planner, expr.key.name);
  const body = planCheck(planner, expr.body, own);
  const domain = getterOf(planner, expr.domain, bound);
  return (frame) => {
    const collection = domain(frame);
    if (collection === undefined || typeof collection !== 'object' || collection === null) return false;
    const fails = iterate(frame, collection, (at, element) => {
      if (key !== undefined) frame[key] = at;
      frame[value] = element;
      return !body(frame);
    });
    return fails ? false : next(frame);
  };
}

function planLogic(planner: Planner, expr: CoreLogic, bound: Bound, next: Next): Next {
  const left = planCheck(planner, expr.left, bound);
  const right = planCheck(planner, expr.right, bound);
  if (expr.kind === 'and') return (frame) => (left(frame) && right(frame) ? next(frame) : false);
  return (frame) => (left(frame) || right(frame) ? next(frame) : false);
}
