/** Which variable a name stands for: declarations, the bodies they hold in, and what lies outside of the rule. */
import type { Body, Expr, Term } from '../../syntax/ast.ts';
import type { CoreTerm } from '../core.ts';
import { freshName, type Resolver, report } from './resolver.ts';

export interface Scope {
  readonly outer: Scope | undefined;
  /** Declared names that are in force. */
  readonly names: Map<string, string>;
  /** Names that are declared somewhere in this body. */
  readonly pending: ReadonlySet<string>;
  /** Names that were used in this body before a declaration. */
  readonly seen: Set<string>;
}

export function emptyScope(outer: Scope | undefined): Scope {
  return { outer, names: new Map(), pending: new Set(), seen: new Set() };
}

export function bodyScope(body: Body, outer: Scope | undefined): Scope {
  const pending = new Set<string>();
  for (const expr of body) collectDeclared(expr, pending);
  return { outer, names: new Map(), pending, seen: new Set() };
}

function collectDeclared(expr: Expr, into: Set<string>): void {
  const visit = (term: Term): void => {
    if (term.kind === 'var' && term.name !== '_') into.add(term.name);
    else if (term.kind === 'array') term.elements.forEach(visit);
    else if (term.kind === 'object') for (const [, value] of term.entries) visit(value);
  };
  if (expr.kind === 'some') for (const name of expr.names) visit(name);
  else if (expr.kind === 'some-in') {
    if (expr.key !== undefined) visit(expr.key);
    visit(expr.value);
  } else if (expr.kind === 'term' && expr.term.kind === 'call' && expr.term.infix === true) {
    const { operator, args } = expr.term;
    const [target] = args;
    if (operator.kind === 'var' && operator.name === 'assign' && target !== undefined) visit(target);
  }
}

/** Declares the variables of a parameter. */
export function declareArgument(resolver: Resolver, arg: Term, scope: Scope): void {
  switch (arg.kind) {
    case 'var':
      if (arg.name !== '_' && !scope.names.has(arg.name)) {
        scope.names.set(arg.name, freshName(resolver, `${arg.name}~`));
      }
      break;
    case 'array':
    case 'set':
      for (const element of arg.elements) declareArgument(resolver, element, scope);
      break;
    case 'object':
      for (const [key, value] of arg.entries) {
        if (key.kind !== 'var' || !resolver.context.globals.has(key.name)) declareArgument(resolver, key, scope);
        declareArgument(resolver, value, scope);
      }
      break;
  }
}

/** Gives the unique name. */
export function declare(
  resolver: Resolver,
  name: string,
  scope: Scope,
  at: number,
  how: 'assigned' | 'declared',
): string {
  const fail = (message: string): void => report(resolver, 'rego_compile_error', message, at);
  if (scope.names.has(name)) fail(`var ${name} ${how} above`);
  else if (scope.seen.has(name)) fail(`var ${name} referenced above`);
  if (isParameter(resolver, name, scope)) fail(`arg ${name} redeclared`);
  if (resolver.context.strict && (name === 'input' || name === 'data')) {
    fail(`variables must not shadow ${name} (use a different variable name)`);
  }
  const unique = freshName(resolver, `${name}~`);
  scope.names.set(name, unique);
  return unique;
}

/** Whether the rule's own body would hide a parameter. */
function isParameter({ rule }: Resolver, name: string, { outer }: Scope): boolean {
  if (outer === undefined || outer.outer !== undefined || !outer.names.has(name)) return false;
  return rule?.args?.some((arg) => arg.kind === 'var' && arg.name === name) === true;
}

/** A variable, a path from the root of documents, or one of the roots. */
export function meaningOf(
  resolver: Resolver,
  name: string,
  scope: Scope,
): CoreTerm | 'data' | 'input' | readonly string[] {
  if (name === '_') return { kind: 'var', name: freshName(resolver, '$') };
  let declaredHere = false;
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const unique = at.names.get(name);
    if (unique !== undefined) {
      resolver.unused.delete(unique);
      return { kind: 'var', name: unique };
    }
    if (at === scope) at.seen.add(name);
    if (at.pending.has(name)) declaredHere = true;
  }
  if (declaredHere) return { kind: 'var', name };
  const path = resolver.context.globals.get(name);
  if (path !== undefined) return path;
  return name === 'data' || name === 'input' ? name : { kind: 'var', name };
}

export function isLocal(name: string, scope: Scope): boolean {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    if (at.names.has(name) || at.pending.has(name)) return true;
  }
  return false;
}

/** Whether the name stands for something else than a built-in or a root. */
export function isShadowed({ context }: Resolver, name: string, scope: Scope): boolean {
  return context.globals.has(name) || isLocal(name, scope);
}
