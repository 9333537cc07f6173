/** Expressions that report when they are tried and when they hold. */
import { type CoreExpr, exprVars } from '../compile/core.ts';
import type { Value } from '../values/index.ts';
import { type Bound, type Next, type Planner, slotOf } from './planner.ts';

export type PlanExpr = (planner: Planner, expr: CoreExpr, bound: Bound, next: Next) => Next;

/** `plan` plans the expression itself. */
export function planTraced(planner: Planner, expr: CoreExpr, bound: Bound, next: Next, plan: PlanExpr): Next {
  const { source } = planner;
  const { at, end } = expr;
  const names = [...exprVars(expr)].filter((name) => bound.has(name));
  const slots = names.map((name) => slotOf(planner, name));
  const inner = plan(planner, expr, bound, (frame) => {
    frame[0].evaluation.trace?.succeeded(source, at, end);
    return next(frame);
  });
  const scope = [...bound].map((name) => [name, slotOf(planner, name)] as const);
  return (frame) => {
    frame[0].evaluation.trace?.entered(
      source,
      at,
      end,
      () => slots.map((slot, index) => [names[index] as string, frame[slot] as Value] as const),
      () => new Map(scope.map(([name, slot]) => [name, frame[slot] as Value])),
    );
    return inner(frame);
  };
}
