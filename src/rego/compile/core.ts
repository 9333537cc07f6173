/**
 * What the resolver makes of the syntax tree: every name is resolved, every call stands alone, references stand only where
 * they are tested or unified. Calls and references inside other terms have been moved before the expression into variables
 * of their own, also out of a negated expression, as OPA does: `not f(input.x)` is undefined where `input.x` is.
 */
import type { ModuleSource } from '../syntax/ast.ts';
import type { Value } from '../values/index.ts';

export interface CoreScalar {
  readonly kind: 'scalar';
  readonly value: Value;
}
export interface CoreVar {
  readonly kind: 'var';
  readonly name: string;
}
/** `head` is a variable, `data`, `input`, or a term without references. */
export interface CoreRef {
  readonly kind: 'ref';
  readonly head: CoreTerm | 'data' | 'input';
  readonly path: readonly CoreTerm[];
  readonly at: number;
}
export interface CoreArray {
  readonly kind: 'array';
  readonly elements: readonly CoreTerm[];
}
export interface CoreSet {
  readonly kind: 'set';
  readonly elements: readonly CoreTerm[];
}
export interface CoreObject {
  readonly kind: 'object';
  readonly entries: readonly (readonly [CoreTerm, CoreTerm])[];
}
export interface CoreComprehension {
  readonly kind: 'comprehension';
  readonly collects: 'array' | 'set' | 'object';
  readonly key?: CoreTerm;
  readonly value: CoreTerm;
  body: CoreBody;
  readonly at: number;
}
export type CoreTerm = CoreScalar | CoreVar | CoreRef | CoreArray | CoreSet | CoreObject | CoreComprehension;

export interface CoreWith {
  readonly target: WithTarget;
  readonly value: CoreTerm;
  readonly at: number;
}
export type WithTarget =
  | { readonly kind: 'input' | 'data'; readonly path: readonly string[] }
  | { readonly kind: 'builtin'; readonly name: string };

interface CoreExprNode {
  readonly at: number;
  readonly end: number;
  readonly with: readonly CoreWith[];
  readonly negated: boolean;
  /** Made by the compiler from a part of another expression. */
  readonly generated: boolean;
  /** Part of a negated expression: it binds nothing but the variable it is moved into. */
  readonly sealed?: boolean;
}
export interface CoreTest extends CoreExprNode {
  readonly kind: 'test';
  readonly term: CoreTerm;
}
export interface CoreUnify extends CoreExprNode {
  readonly kind: 'unify';
  /** Written `==`: both sides have to be known, only iteration binds. */
  readonly comparison?: boolean;
  readonly left: CoreTerm;
  readonly right: CoreTerm;
}
export interface CoreCall extends CoreExprNode {
  readonly kind: 'call';
  /** A built-in's name, or the path of a function below `data`. */
  readonly operator: string | readonly string[];
  readonly args: readonly CoreTerm[];
  readonly output?: CoreTerm;
}
export interface CoreEvery extends CoreExprNode {
  readonly kind: 'every';
  readonly key?: CoreVar;
  readonly value: CoreVar;
  readonly domain: CoreTerm;
  body: CoreBody;
}
export interface CoreNot extends CoreExprNode {
  readonly kind: 'not-body';
  body: CoreBody;
}
export interface CoreLogic extends CoreExprNode {
  readonly kind: 'and' | 'or';
  left: CoreBody;
  right: CoreBody;
}
export type CoreExpr = CoreTest | CoreUnify | CoreCall | CoreEvery | CoreNot | CoreLogic;
export type CoreBody = readonly CoreExpr[];

export interface CoreRule {
  readonly source: ModuleSource;
  readonly at: number;
  readonly end: number;
  /** Path below `data` with the package's; strings are known keys, terms are found by the body. */
  readonly path: readonly (string | CoreTerm)[];
  readonly isDefault: boolean;
  readonly args?: readonly CoreTerm[];
  readonly member?: CoreTerm;
  readonly value?: CoreTerm;
  body: CoreBody;
  readonly otherwise?: CoreRule;
}

/** The variables of a term outside closures. */
export function termVars(term: CoreTerm, into: Set<string> = new Set()): Set<string> {
  switch (term.kind) {
    case 'var':
      into.add(term.name);
      break;
    case 'ref':
      if (typeof term.head !== 'string') termVars(term.head, into);
      for (const step of term.path) termVars(step, into);
      break;
    case 'array':
    case 'set':
      for (const element of term.elements) termVars(element, into);
      break;
    case 'object':
      for (const [key, value] of term.entries) {
        termVars(key, into);
        termVars(value, into);
      }
      break;
    case 'scalar':
    case 'comprehension':
      break;
  }
  return into;
}

/** The variables of an expression outside closures. */
export function exprVars(expr: CoreExpr, into: Set<string> = new Set()): Set<string> {
  for (const term of exprTerms(expr)) termVars(term, into);
  for (const modifier of expr.with) termVars(modifier.value, into);
  return into;
}

/** The terms of an expression that are evaluated in the scope of its body. */
export function exprTerms(expr: CoreExpr): readonly CoreTerm[] {
  switch (expr.kind) {
    case 'test':
      return [expr.term];
    case 'unify':
      return [expr.left, expr.right];
    case 'call':
      return expr.output === undefined ? expr.args : [...expr.args, expr.output];
    case 'every':
      return [expr.domain];
    case 'not-body':
    case 'and':
    case 'or':
      return [];
  }
}

/** A body inside an expression or term, with the variables it declares for itself and the terms evaluated after it. */
export interface Closure {
  readonly body: CoreBody;
  readonly own: readonly string[];
  readonly results: readonly CoreTerm[];
  readonly at: number;
  readonly replace: (body: CoreBody) => void;
}

export function exprClosures(expr: CoreExpr): Closure[] {
  const closures: Closure[] = [];
  for (const term of exprTerms(expr)) termClosures(term, closures);
  for (const modifier of expr.with) termClosures(modifier.value, closures);
  const { at } = expr;
  if (expr.kind === 'every') {
    const own = [expr.value.name, ...(expr.key === undefined ? [] : [expr.key.name])];
    closures.push({
      body: expr.body,
      own,
      results: [],
      at,
      replace: (body) => {
        expr.body = body;
      },
    });
  } else if (expr.kind === 'not-body') {
    closures.push({
      body: expr.body,
      own: [],
      results: [],
      at,
      replace: (body) => {
        expr.body = body;
      },
    });
  } else if (expr.kind === 'and' || expr.kind === 'or') {
    closures.push({
      body: expr.left,
      own: [],
      results: [],
      at,
      replace: (body) => {
        expr.left = body;
      },
    });
    closures.push({
      body: expr.right,
      own: [],
      results: [],
      at,
      replace: (body) => {
        expr.right = body;
      },
    });
  }
  return closures;
}

export function termClosures(term: CoreTerm, into: Closure[]): void {
  switch (term.kind) {
    case 'comprehension': {
      const results = term.key === undefined ? [term.value] : [term.key, term.value];
      into.push({
        body: term.body,
        own: [],
        results,
        at: term.at,
        replace: (body) => {
          term.body = body;
        },
      });
      break;
    }
    case 'ref':
      if (typeof term.head !== 'string') termClosures(term.head, into);
      for (const step of term.path) termClosures(step, into);
      break;
    case 'array':
    case 'set':
      for (const element of term.elements) termClosures(element, into);
      break;
    case 'object':
      for (const [key, value] of term.entries) {
        termClosures(key, into);
        termClosures(value, into);
      }
      break;
    case 'scalar':
    case 'var':
      break;
  }
}

/** Calls `visit` with every expression of a body, those of closures included. */
export function walkBody(body: CoreBody, visit: (expr: CoreExpr) => void): void {
  for (const expr of body) {
    visit(expr);
    for (const closure of exprClosures(expr)) {
      walkBody(closure.body, visit);
      for (const result of closure.results) {
        const inner: Closure[] = [];
        termClosures(result, inner);
        for (const { body: nested } of inner) walkBody(nested, visit);
      }
    }
  }
}
