import { type RegoError, regoError } from '../diagnostics.ts';
import { type CoreRule, type CoreTerm, exprClosures, exprTerms, termClosures, walkBody } from './core.ts';
import type { TreeNode, VirtualDocument } from './tree.ts';

/** No rule may depend on itself: everything a rule refers to is followed through the tree of documents. */
export function checkRecursion(root: TreeNode, problems: RegoError[]): void {
  const edges = new Map<CoreRule, CoreRule[]>();
  const all = rulesAt(root);
  for (const rule of all) edges.set(rule, dependencies(rule, root));
  const state = new Map<CoreRule, 'open' | 'done'>();
  const stack: CoreRule[] = [];
  const reported = new Set<CoreRule>();
  const visit = (rule: CoreRule): void => {
    const known = state.get(rule);
    if (known === 'done') return;
    if (known === 'open') {
      for (const member of stack.slice(stack.indexOf(rule))) report(member, stack.slice(stack.indexOf(rule)));
      return;
    }
    state.set(rule, 'open');
    stack.push(rule);
    for (const next of edges.get(rule) ?? []) visit(next);
    stack.pop();
    state.set(rule, 'done');
  };
  const report = (rule: CoreRule, cycle: readonly CoreRule[]): void => {
    if (reported.has(rule)) return;
    reported.add(rule);
    const start = cycle.indexOf(rule);
    const turned = [...cycle.slice(start), ...cycle.slice(0, start), rule];
    const message = `rule ${nameOf(rule)} is recursive: ${turned.map(nameOf).join(' -> ')}`;
    problems.push(regoError('rego_recursion_error', message, rule.source, rule.at));
  };
  for (const rule of all) visit(rule);
}

function nameOf(rule: CoreRule): string {
  let name = 'data';
  for (const step of rule.path)
    name += typeof step === 'string' ? `.${step}` : `[${step.kind === 'var' ? step.name.split('~')[0] : '_'}]`;
  return name;
}

function rulesAt(at: TreeNode): CoreRule[] {
  return [...at.rules, ...[...at.children.values()].flatMap(rulesAt)];
}

function dependencies(rule: CoreRule, root: TreeNode): CoreRule[] {
  const found = new Set<CoreRule>();
  const visitTerm = (term: CoreTerm): void => {
    switch (term.kind) {
      case 'ref':
        if (term.head === 'data') for (const target of matching(root, term.path)) found.add(target);
        else if (typeof term.head !== 'string') visitTerm(term.head);
        term.path.forEach(visitTerm);
        break;
      case 'array':
      case 'set':
        term.elements.forEach(visitTerm);
        break;
      case 'object':
        for (const [key, value] of term.entries) {
          visitTerm(key);
          visitTerm(value);
        }
        break;
    }
  };
  for (let branch: CoreRule | undefined = rule; branch !== undefined; branch = branch.otherwise) {
    walkBody(branch.body, (expr) => {
      exprTerms(expr).forEach(visitTerm);
      for (const modifier of expr.with) visitTerm(modifier.value);
      for (const { results } of exprClosures(expr)) results.forEach(visitTerm);
      if (expr.kind === 'call' && typeof expr.operator !== 'string') {
        const path = expr.operator.map((value): CoreTerm => ({ kind: 'scalar', value }));
        for (const target of matching(root, path)) found.add(target);
      }
    });
    for (const term of [branch.value, branch.member]) {
      if (term === undefined) continue;
      const closures: Parameters<typeof termClosures>[1] = [];
      termClosures(term, closures);
      for (const { body } of closures) walkBody(body, (expr) => exprTerms(expr).forEach(visitTerm));
    }
  }
  return [...found];
}

/** The rules that a reference may touch. */
function matching(root: TreeNode, path: readonly CoreTerm[]): CoreRule[] {
  const found: CoreRule[] = [];
  const visit = (at: TreeNode, index: number): void => {
    const rest = path.slice(index);
    for (const rule of at.rules) {
      const open = rule.path.slice(at.path.length);
      const agrees = open.every((step, position) => {
        const asked = rest[position];
        if (asked?.kind !== 'scalar') return true;
        if (typeof step === 'string') return step === asked.value;
        return step.kind !== 'scalar' || step.value === asked.value;
      });
      if (agrees) found.push(rule);
    }
    const next = path[index];
    if (next === undefined || next.kind !== 'scalar') for (const child of at.children.values()) visit(child, index + 1);
    else {
      const child = at.children.get(String(next.value));
      if (child !== undefined) visit(child, index + 1);
    }
  };
  visit(root, 0);
  return found;
}

export type { VirtualDocument };
