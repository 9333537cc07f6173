/** Calls: does the function exist, are there as many arguments as it takes, can they be of the types it takes. */
import { builtinOf, isBuiltin } from '../builtins/index.ts';
import { type RegoError, regoError } from '../diagnostics.ts';
import { typeNameOf } from '../values/index.ts';
import { type CoreCall, type CoreExpr, type CoreRule, type CoreTerm, walkBody } from './core.ts';

type Arity = (operator: string | readonly string[]) => number | undefined;

export function checkCalls(
  rules: readonly CoreRule[],
  arity: Arity,
  isFunction: (path: readonly string[]) => boolean,
  problems: RegoError[],
): void {
  for (const rule of rules) {
    for (let branch: CoreRule | undefined = rule; branch !== undefined; branch = branch.otherwise) {
      const known = new Map<string, string>();
      const visit = (expr: CoreExpr): void => {
        if (expr.kind === 'call') checkCall(expr, rule, arity, isFunction, known, problems);
        if (expr.kind === 'unify' && !expr.negated) checkUnify(expr.left, expr.right, rule, expr.at, known, problems);
      };
      walkBody(branch.body, visit);
    }
  }
}

function checkCall(
  call: CoreCall,
  rule: CoreRule,
  arity: Arity,
  isFunction: (path: readonly string[]) => boolean,
  known: Map<string, string>,
  problems: RegoError[],
): void {
  const { operator, args, at } = call;
  const name = typeof operator === 'string' ? operator : `data.${operator.join('.')}`;
  const exists = typeof operator === 'string' ? isBuiltin(operator) : isFunction(operator);
  const report = (message: string) => problems.push(regoError('rego_type_error', message, rule.source, at));
  if (!exists) {
    report(`undefined function ${name}`);
    return;
  }
  const wanted = arity(operator);
  if (wanted === undefined) return;
  const most = call.output === undefined ? wanted + 1 : wanted;
  if (args.length < wanted || args.length > most) {
    report(`${name}: arity mismatch`);
    return;
  }
  const builtin = typeof operator === 'string' ? builtinOf(operator) : undefined;
  if (builtin === undefined) return;
  const bad = builtin.operands.some((kinds, index) => {
    const type = staticType(args[index] as CoreTerm, known);
    return type !== undefined && kinds !== 'any' && !kinds.split('|').includes(type);
  });
  if (bad) report(`${name}: invalid argument(s)`);
  const output = call.output ?? args[wanted];
  if (builtin.returns !== undefined && output?.kind === 'var' && output.name.startsWith('#'))
    known.set(output.name, builtin.returns);
}

function checkUnify(
  left: CoreTerm,
  right: CoreTerm,
  rule: CoreRule,
  at: number,
  known: Map<string, string>,
  problems: RegoError[],
): void {
  const a = staticType(left, known);
  const b = staticType(right, known);
  if (a !== undefined && b !== undefined && a !== b) {
    problems.push(regoError('rego_type_error', `match error\n\tleft  : ${a}\n\tright : ${b}`, rule.source, at));
  }
}

function staticType(term: CoreTerm, known: ReadonlyMap<string, string>): string | undefined {
  switch (term.kind) {
    case 'scalar':
      return typeNameOf(term.value);
    case 'array':
    case 'set':
    case 'object':
      return term.kind;
    case 'comprehension':
      return term.collects;
    case 'var':
      return known.get(term.name);
    case 'ref':
      return undefined;
  }
}
