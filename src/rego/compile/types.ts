/**
 * Calls: does the function exist, are there as many arguments as it takes, can they be of the types it takes; and can the
 * two sides of a unification be equal. A type is the set of kinds a value may have; what is not known may be anything.
 */
import { builtinOf, isBuiltin } from '../builtins/index.ts';
import { type RegoError, regoError } from '../diagnostics.ts';
import { typeNameOf } from '../values/index.ts';
import {
  type Closure,
  type CoreBody,
  type CoreCall,
  type CoreExpr,
  type CoreRule,
  type CoreTerm,
  exprClosures,
  termClosures,
  walkBody,
} from './core.ts';
import type { TreeNode } from './tree.ts';

type Arity = (operator: string | readonly string[]) => number | undefined;
type Kinds = ReadonlySet<string> | undefined;
type Known = Map<string, Kinds>;

export function checkFunctionsExist(
  rules: readonly CoreRule[],
  isFunction: (path: readonly string[]) => boolean,
  problems: RegoError[],
): void {
  for (const rule of rules) {
    for (let branch: CoreRule | undefined = rule; branch !== undefined; branch = branch.otherwise) {
      walkBody(branch.body, (expr) => {
        if (expr.kind !== 'call') return;
        const { operator, at } = expr;
        if (typeof operator === 'string' ? isBuiltin(operator) : isFunction(operator)) return;
        const name = typeof operator === 'string' ? operator : `data.${operator.join('.')}`;
        problems.push(regoError('rego_type_error', `undefined function ${name}`, rule.source, at));
      });
    }
  }
}

export function checkTypes(rules: readonly CoreRule[], root: TreeNode, arity: Arity, problems: RegoError[]): void {
  const checker = new Checker(root, arity, problems);
  for (const rule of rules) checker.rule(rule);
}

class Checker {
  private readonly documents = new Map<TreeNode, Kinds>();
  private readonly root: TreeNode;
  private readonly arity: Arity;
  private readonly problems: RegoError[];

  constructor(root: TreeNode, arity: Arity, problems: RegoError[]) {
    this.root = root;
    this.arity = arity;
    this.problems = problems;
  }

  rule(rule: CoreRule): void {
    for (let branch: CoreRule | undefined = rule; branch !== undefined; branch = branch.otherwise) {
      const known: Known = new Map();
      this.body(branch.body, branch, known);
      const closures: Closure[] = [];
      for (const term of [branch.value, branch.member]) if (term !== undefined) termClosures(term, closures);
      for (const { body } of closures) this.body(body, branch, new Map(known));
    }
  }

  private body(body: CoreBody, rule: CoreRule, known: Known): void {
    for (const expr of body) {
      for (const closure of exprClosures(expr)) this.body(closure.body, rule, new Map(known));
      this.expr(expr, rule, known);
    }
  }

  private expr(expr: CoreExpr, rule: CoreRule, known: Known): void {
    if (expr.kind === 'call') this.call(expr, rule, known);
    if (expr.kind !== 'unify') return;
    const left = this.kinds(expr.left, known);
    const right = this.kinds(expr.right, known);
    if (left !== undefined && right !== undefined && !meet(left, right)) {
      const message = `match error\n\tleft  : ${[...left].join(' or ')}\n\tright : ${[...right].join(' or ')}`;
      this.problems.push(regoError('rego_type_error', message, rule.source, expr.at));
    }
    if (expr.negated) return;
    if (expr.left.kind === 'var' && left === undefined) known.set(expr.left.name, right);
    if (expr.right.kind === 'var' && right === undefined) known.set(expr.right.name, left);
  }

  private call(call: CoreCall, rule: CoreRule, known: Known): void {
    const { operator, args, at } = call;
    const name = typeof operator === 'string' ? operator : `data.${operator.join('.')}`;
    const report = (message: string) => this.problems.push(regoError('rego_type_error', message, rule.source, at));
    const wanted = this.arity(operator);
    if (wanted === undefined) return;
    const most = call.output === undefined ? wanted + 1 : wanted;
    if (args.length < wanted || args.length > most) {
      report(`${name}: arity mismatch`);
      return;
    }
    const output = call.output ?? args[wanted];
    if (typeof operator !== 'string') {
      if (output?.kind === 'var' && !known.has(output.name))
        known.set(output.name, this.documentKinds(this.nodeAt(operator)));
      return;
    }
    const builtin = builtinOf(operator);
    if (builtin === undefined) return;
    const bad = builtin.operands.some((allowed, index) => {
      if (allowed === 'any') return false;
      const kinds = this.kinds(args[index] as CoreTerm, known);
      return kinds !== undefined && !meet(kinds, new Set(allowed.split('|')));
    });
    if (bad) report(`${name}: invalid argument(s)`);
    if (builtin.returns === undefined || output === undefined) return;
    const returned = new Set([builtin.returns]);
    const kinds = this.kinds(output, known);
    if (kinds !== undefined && !meet(kinds, returned)) report(`${name}: invalid argument(s)`);
    if (output.kind === 'var' && kinds === undefined) known.set(output.name, returned);
  }

  private kinds(term: CoreTerm, known: Known): Kinds {
    switch (term.kind) {
      case 'scalar':
        return new Set([typeNameOf(term.value)]);
      case 'array':
      case 'set':
      case 'object':
        return new Set([term.kind]);
      case 'comprehension':
        return new Set([term.collects]);
      case 'var':
        return known.get(term.name);
      case 'ref': {
        if (term.head !== 'data') return undefined;
        const path = term.path.map((step) => (step.kind === 'scalar' ? String(step.value) : undefined));
        return path.every((step) => step !== undefined) ? this.documentKinds(this.nodeAt(path as string[])) : undefined;
      }
    }
  }

  private nodeAt(path: readonly string[]): TreeNode | undefined {
    let node: TreeNode | undefined = this.root;
    for (const key of path) node = node?.children.get(key);
    return node;
  }

  /** What a document may be: told by constants, constructors and calls in its rules' heads. */
  private documentKinds(node: TreeNode | undefined): Kinds {
    const document = node?.document;
    if (node === undefined || document === undefined) return undefined;
    if (document.kind === 'set') return new Set(['set']);
    if (document.kind === 'object') return new Set(['object']);
    if (this.documents.has(node)) return this.documents.get(node);
    this.documents.set(node, undefined);
    const union = new Set<string>();
    let open = false;
    for (const rule of [...document.rules, ...(document.fallback === undefined ? [] : [document.fallback])]) {
      for (let branch: CoreRule | undefined = rule; branch !== undefined; branch = branch.otherwise) {
        const kinds = branch.value === undefined ? undefined : this.valueKinds(branch);
        if (kinds === undefined) open = true;
        else for (const kind of kinds) union.add(kind);
      }
    }
    const result = open ? undefined : union;
    this.documents.set(node, result);
    return result;
  }

  private valueKinds(rule: CoreRule): Kinds {
    const known: Known = new Map();
    const silent = new Checker(this.root, this.arity, []);
    for (const [node, kinds] of this.documents) silent.documents.set(node, kinds);
    for (const expr of rule.body) silent.expr(expr, rule, known);
    return silent.kinds(rule.value as CoreTerm, known);
  }
}

function meet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const kind of a) if (b.has(kind)) return true;
  return false;
}
