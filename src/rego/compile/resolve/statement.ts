/** Expressions that stand alone in a body: unifications, assignments, calls, and tests of anything else. */
import type { Call, Term } from '../../syntax/ast.ts';
import type { CoreCall, CoreExpr, CoreTerm } from '../core.ts';
import { callExpr, type ExprBase, testExpr, unifyExpr } from './expression.ts';
import { operatorOf } from './operator.ts';
import { resolvePattern } from './pattern.ts';
import { type Resolver, report } from './resolver.ts';
import { bodyScope, type Scope } from './scope.ts';
import { liftTerm, metadataOf, type Place } from './term.ts';

export function resolveStatement(resolver: Resolver, term: Term, base: ExprBase, scope: Scope, into: CoreExpr[]): void {
  resolver.sealing = base.negated;
  const place: Place = { scope, into, modifiers: base.with };
  into.push(
    term.kind === 'call'
      ? resolveCall(resolver, term, base, place)
      : testExpr(base, liftTerm(resolver, term, place, 'top')),
  );
}

function resolveCall(resolver: Resolver, term: Call, base: ExprBase, place: Place): CoreExpr {
  const { scope } = place;
  const operator = operatorOf(resolver, term, scope);
  const [left, right] = term.args;
  if (left !== undefined && right !== undefined && term.args.length === 2) {
    if (operator === 'assign' && term.infix === true) return resolveAssignment(resolver, left, right, base, place);
    if (operator === 'eq' || operator === 'equal') {
      const a = liftTerm(resolver, left, place, 'top');
      const b = liftTerm(resolver, right, place, 'top');
      const unification = unifyExpr(base, a, b);
      return operator === 'equal' ? { ...unification, comparison: true } : unification;
    }
  }
  const substitute = metadataOf(resolver, operator);
  if (substitute !== undefined) return testExpr(base, substitute);
  return callExpr(base, operator, resolveArguments(resolver, operator, term, place));
}

function resolveAssignment(resolver: Resolver, target: Term, value: Term, base: ExprBase, place: Place): CoreExpr {
  const right = liftTerm(resolver, value, place, 'top');
  if (base.negated) report(resolver, 'rego_compile_error', 'cannot assign vars inside negated expression', base.at);
  const left = resolvePattern(resolver, target, place.scope, place.into, 'assigned');
  return unifyExpr(base, left, right);
}

function resolveArguments(
  resolver: Resolver,
  operator: CoreCall['operator'],
  { args }: Call,
  place: Place,
): CoreTerm[] {
  if (operator === 'print') return [printed(resolver, args, place.scope)];
  return args.map((arg) => liftTerm(resolver, arg, place));
}

/** What `print` gets: a set for each argument, empty where that is undefined, so that printing never fails. */
function printed(resolver: Resolver, args: readonly Term[], scope: Scope): CoreTerm {
  const elements = args.map((arg): CoreTerm => {
    const body: CoreExpr[] = [];
    const value = liftTerm(resolver, arg, { scope: bodyScope([], scope), into: body, modifiers: [] });
    return { kind: 'comprehension', collects: 'set', value, body, at: arg.at };
  });
  return { kind: 'array', elements };
}
