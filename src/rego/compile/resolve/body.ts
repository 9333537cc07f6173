/** Bodies and the literals in them. */
import type { Body, Every, Expr, SomeIn } from '../../syntax/ast.ts';
import type { CoreExpr, CoreTerm, CoreVar } from '../core.ts';
import { type ExprBase, unifyExpr } from './expression.ts';
import { resolveModifiers } from './modifiers.ts';
import { resolvePattern } from './pattern.ts';
import { freshName, type Resolver } from './resolver.ts';
import { bodyScope, declare, emptyScope, type Scope } from './scope.ts';
import { resolveStatement } from './statement.ts';
import { liftTerm, type Place } from './term.ts';

export function resolveBody(resolver: Resolver, body: Body, scope: Scope): CoreExpr[] {
  const result: CoreExpr[] = [];
  for (const expr of body) {
    const { sealing } = resolver;
    resolver.sealing = false;
    resolveExpr(resolver, expr, scope, result);
    resolver.sealing = sealing;
  }
  return result;
}

/** What has to be evaluated before the expression goes to `into` as well. */
function resolveExpr(resolver: Resolver, expr: Expr, scope: Scope, into: CoreExpr[]): void {
  if (expr.kind === 'some') {
    for (const { name, at } of expr.names) {
      resolver.unused.set(declare(resolver, name, scope, at, 'declared'), { name, at });
    }
    return;
  }
  const modifiers = resolveModifiers(resolver, expr.with, scope, into);
  const { at, end = at } = expr;
  const negated = expr.kind === 'term' && expr.negated;
  const base: ExprBase = { at, end, with: modifiers, negated, generated: false };
  switch (expr.kind) {
    case 'some-in':
      into.push(resolveSomeIn(resolver, expr, base, { scope, into, modifiers }));
      return;
    case 'every':
      into.push({ ...base, kind: 'every', ...resolveEvery(resolver, expr, { scope, into, modifiers }) });
      return;
    case 'not-body':
      into.push({ ...base, kind: 'not-body', body: nested(resolver, expr.body, scope) });
      return;
    case 'and':
    case 'or': {
      const left = nested(resolver, expr.left, scope);
      const right = nested(resolver, expr.right, scope);
      into.push({ ...base, kind: expr.kind, left, right });
      return;
    }
    case 'term':
      resolveStatement(resolver, expr.term, base, scope, into);
      return;
  }
}

function nested(resolver: Resolver, body: Body, scope: Scope): CoreExpr[] {
  return resolveBody(resolver, body, bodyScope(body, scope));
}

/** The pattern against the elements of the domain. */
function resolveSomeIn(resolver: Resolver, expr: SomeIn, base: ExprBase, place: Place): CoreExpr {
  const { scope, into } = place;
  const domain = liftTerm(resolver, expr.domain, place);
  const key = expr.key === undefined ? undefined : resolvePattern(resolver, expr.key, scope, into, 'declared');
  const value = resolvePattern(resolver, expr.value, scope, into, 'declared');
  const step: CoreTerm = key ?? { kind: 'var', name: freshName(resolver, '$') };
  return unifyExpr(base, value, { kind: 'ref', head: domain, path: [step], at: expr.at });
}

function resolveEvery(resolver: Resolver, expr: Every, place: Place) {
  const domain = liftTerm(resolver, expr.domain, place);
  const own = emptyScope(place.scope);
  const inner = bodyScope(expr.body, own);
  const key = expr.key === undefined ? undefined : bind(resolver, expr.key.name, own);
  const value = bind(resolver, expr.value.name, own);
  const body = resolveBody(resolver, expr.body, inner);
  return { ...(key === undefined ? {} : { key }), value, domain, body };
}

function bind(resolver: Resolver, name: string, scope: Scope): CoreVar {
  const unique = freshName(resolver, name === '_' ? '$' : `${name}~`);
  if (name !== '_') scope.names.set(name, unique);
  return { kind: 'var', name: unique };
}
