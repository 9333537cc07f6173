/**
 * Safety: every variable of an expression must be bound by the time it is needed. Bodies are put in an order in which
 * they are, staying with the written one as far as it goes, and what cannot be bound in any order is unsafe.
 */
import { type RegoError, regoError } from '../diagnostics.ts';
import type { ModuleSource } from '../syntax/ast.ts';
import {
  type Closure,
  type CoreBody,
  type CoreExpr,
  type CoreRule,
  type CoreTerm,
  exprClosures,
  exprVars,
  termClosures,
  termVars,
} from './core.ts';

interface Ordering {
  readonly source: ModuleSource;
  readonly problems: RegoError[];
  /** Number of inputs of a call's operator; what comes after them is an output. */
  readonly arity: (operator: string | readonly string[]) => number | undefined;
}

type Arity = Ordering['arity'];

/** Orders the bodies of a rule in place. */
export function orderRule(rule: CoreRule, problems: RegoError[], arity: Arity): void {
  const ordering: Ordering = { source: rule.source, problems, arity };
  for (let branch: CoreRule | undefined = rule; branch !== undefined; branch = branch.otherwise) {
    const known = new Set<string>();
    for (const arg of branch.args ?? []) termVars(arg, known);
    // The parts of arguments that are compared with references are bound by the body.
    const head = new Set<string>();
    for (const step of branch.path) if (typeof step !== 'string') termVars(step, head);
    if (branch.value !== undefined) termVars(branch.value, head);
    if (branch.member !== undefined) termVars(branch.member, head);
    const before = problems.length;
    const { body, bound } = orderBody(branch.body, known, ordering);
    branch.body = body;
    if (problems.length > before) continue;
    for (const name of head) if (!bound.has(name)) unsafe(ordering, name, branch.at);
    const closures: Closure[] = [];
    for (const term of [branch.value, branch.member]) if (term !== undefined) termClosures(term, closures);
    for (const closure of closures) orderClosure(closure, bound, ordering);
  }
}

export function orderQuery(body: CoreBody, source: ModuleSource, problems: RegoError[], arity: Arity): CoreBody {
  return orderBody(body, new Set(), { source, problems, arity }).body;
}

function unsafe(ordering: Ordering, name: string, at: number): void {
  const shown = name.startsWith('$') ? '_' : (name.split('~')[0] as string);
  // Variables the compiler made stand for a part that will be reported by its own variables.
  if (name.startsWith('#')) return;
  const message = shown.startsWith('#') ? 'expression is unsafe' : `var ${shown} is unsafe`;
  const error = regoError('rego_unsafe_var_error', message, ordering.source, at);
  const same = (other: RegoError) =>
    other.message === error.message && other.row === error.row && other.col === error.col;
  if (!ordering.problems.some(same)) ordering.problems.push(error);
}

function orderBody(
  body: CoreBody,
  known: ReadonlySet<string>,
  ordering: Ordering,
): { body: CoreBody; bound: Set<string> } {
  const bound = new Set(known);
  const ordered: CoreExpr[] = [];
  const boundBefore: Set<string>[] = [];
  const bodyVars = new Set<string>();
  for (const expr of body) exprVars(expr, bodyVars);
  let remaining = [...body];
  for (;;) {
    const left: CoreExpr[] = [];
    for (const expr of remaining) {
      const outputs = outputVars(expr, bound, ordering.arity);
      const free = closedOver(expr, bodyVars);
      const waits = missing(exprVars(expr), bound, outputs).length > 0 || missing(free, bound, undefined).length > 0;
      if (waits) {
        left.push(expr);
        continue;
      }
      boundBefore.push(new Set(bound));
      ordered.push(expr);
      for (const name of outputs) bound.add(name);
    }
    if (left.length === 0) break;
    if (left.length === remaining.length) {
      reportUnsafe(left, bound, bodyVars, ordering);
      ordered.push(...left);
      for (const expr of left) {
        boundBefore.push(new Set(bound));
        exprVars(expr, bound);
      }
      break;
    }
    remaining = left;
  }
  ordered.forEach((expr, index) => {
    for (const closure of exprClosures(expr)) orderClosure(closure, boundBefore[index] as Set<string>, ordering);
  });
  return { body: ordered, bound };
}

function reportUnsafe(
  left: readonly CoreExpr[],
  bound: ReadonlySet<string>,
  bodyVars: ReadonlySet<string>,
  ordering: Ordering,
): void {
  const before = ordering.problems.length;
  const generated = new Map<string, CoreExpr>();
  for (const expr of left) for (const name of outputVars(expr, bound, ordering.arity)) generated.set(name, expr);
  for (const expr of left) {
    const outputs = outputVars(expr, bound, ordering.arity);
    const names = [
      ...missing(exprVars(expr), bound, outputs),
      ...missing(closedOver(expr, bodyVars), bound, undefined),
    ];
    for (const name of names) unsafe(ordering, name, expr.at);
  }
  if (ordering.problems.length === before) {
    const at = left[0]?.at;
    ordering.problems.push(regoError('rego_unsafe_var_error', 'expression is unsafe', ordering.source, at));
  }
}

function orderClosure(closure: Closure, bound: ReadonlySet<string>, ordering: Ordering): void {
  const known = new Set(bound);
  for (const name of closure.own) known.add(name);
  const before = ordering.problems.length;
  const { body, bound: inside } = orderBody(closure.body, known, ordering);
  closure.replace(body);
  if (ordering.problems.length > before) return;
  for (const result of closure.results) {
    for (const name of termVars(result)) if (!inside.has(name)) unsafe(ordering, name, closure.at);
    const nested: Closure[] = [];
    termClosures(result, nested);
    for (const inner of nested) orderClosure(inner, inside, ordering);
  }
}

function missing(
  names: Iterable<string>,
  bound: ReadonlySet<string>,
  outputs: ReadonlySet<string> | undefined,
): string[] {
  const absent: string[] = [];
  for (const name of names) if (!bound.has(name) && outputs?.has(name) !== true) absent.push(name);
  return absent;
}

/** The variables of the body around it that the closures of an expression use. */
function closedOver(expr: CoreExpr, bodyVars: ReadonlySet<string>): Set<string> {
  const names = new Set<string>();
  const visit = (closure: Closure) => {
    const own = new Set(closure.own);
    const take = (name: string) => {
      if (bodyVars.has(name) && !own.has(name)) names.add(name);
    };
    for (const inner of closure.body) {
      exprVars(inner).forEach(take);
      exprClosures(inner).forEach(visit);
    }
    for (const result of closure.results) termVars(result).forEach(take);
  };
  exprClosures(expr).forEach(visit);
  return names;
}

/** The variables that evaluating an expression binds, given those that are bound. */
export function outputVars(expr: CoreExpr, bound: ReadonlySet<string>, arity: Arity): ReadonlySet<string> {
  const outputs = new Set<string>();
  if (expr.negated) return outputs;
  if (expr.sealed === true && expr.kind === 'unify') {
    const inner = new Set<string>();
    termVars(expr.right, inner);
    return missing(inner, bound, undefined).length > 0 ? outputs : termVars(expr.left);
  }
  for (const modifier of expr.with) if (missing(termVars(modifier.value), bound, undefined).length > 0) return outputs;
  switch (expr.kind) {
    case 'test':
      return refOutputs(expr.term, bound) ?? outputs;
    case 'unify':
      return expr.comparison === true
        ? comparisonOutputs(expr.left, expr.right, bound)
        : unifyOutputs(expr.left, expr.right, bound);
    case 'call': {
      const inputs = arity(expr.operator) ?? expr.args.length;
      for (const arg of expr.args.slice(0, inputs))
        if (missing(termVars(arg), bound, undefined).length > 0) return outputs;
      for (const arg of expr.args.slice(inputs)) termVars(arg, outputs);
      if (expr.output !== undefined) termVars(expr.output, outputs);
      return outputs;
    }
    case 'every':
    case 'not-body':
    case 'and':
    case 'or':
      return outputs;
  }
}

function comparisonOutputs(left: CoreTerm, right: CoreTerm, bound: ReadonlySet<string>): Set<string> {
  const outputs = new Set<string>();
  for (const term of [left, right]) for (const name of refOutputs(term, bound) ?? []) outputs.add(name);
  const inside = new Set([...bound, ...outputs]);
  const others = [left, right].flatMap((term) => [...termVars(term)]);
  return missing(others, inside, undefined).length > 0 ? new Set() : outputs;
}

/** What iterating over a reference binds; undefined where its head is not bound. */
function refOutputs(term: CoreTerm, bound: ReadonlySet<string>): Set<string> | undefined {
  if (term.kind !== 'ref') return undefined;
  if (typeof term.head !== 'string' && missing(termVars(term.head), bound, undefined).length > 0) return undefined;
  const outputs = new Set<string>();
  for (const step of term.path) for (const name of termVars(step)) if (!bound.has(name)) outputs.add(name);
  return outputs;
}

/** Fixed point of unification: a side whose variables are all bound binds those of the other. */
function unifyOutputs(left: CoreTerm, right: CoreTerm, bound: ReadonlySet<string>): Set<string> {
  const outputs = new Set<string>();
  const isBound = (name: string) => bound.has(name) || outputs.has(name);
  const ready = (term: CoreTerm): boolean => {
    const names = termVars(term);
    for (const name of names) if (!isBound(name)) return false;
    return true;
  };
  const bindAll = (term: CoreTerm) => {
    // A set does not bind: it is compared whole. The head of a reference has to be there first.
    if (term.kind === 'set') return;
    if (term.kind === 'ref') {
      if (typeof term.head !== 'string' && !ready(term.head)) return;
      for (const step of term.path) for (const name of termVars(step)) outputs.add(name);
      return;
    }
    if (term.kind === 'var') outputs.add(term.name);
    if (term.kind === 'array') term.elements.forEach(bindAll);
    if (term.kind === 'object') for (const [key, value] of term.entries) if (ready(key)) bindAll(value);
  };
  const step = (a: CoreTerm, b: CoreTerm): void => {
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      if (one.kind === 'ref' && (typeof one.head === 'string' || ready(one.head))) {
        bindAll(one);
        bindAll(other);
      } else if (ready(one)) bindAll(other);
    }
    if (a.kind === 'array' && b.kind === 'array' && a.elements.length === b.elements.length) {
      a.elements.forEach((element, index) => {
        step(element, b.elements[index] as CoreTerm);
      });
    }
    if (a.kind === 'object' && b.kind === 'object') {
      for (const [key, value] of a.entries) {
        const match = b.entries.find(([other]) => sameKey(key, other));
        if (match !== undefined) step(value, match[1]);
      }
    }
  };
  for (let size = -1; size !== outputs.size; ) {
    size = outputs.size;
    step(left, right);
  }
  return outputs;
}

export function sameKey(a: CoreTerm, b: CoreTerm): boolean {
  if (a.kind === 'scalar' && b.kind === 'scalar') return a.value === b.value;
  return a.kind === 'var' && b.kind === 'var' && a.name === b.name;
}
