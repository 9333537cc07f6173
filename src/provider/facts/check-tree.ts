/** Checks compiled into a tree by path, so that a configuration is walked once and only where some fact speaks of it. */
import type { Check } from './format.ts';

export interface CompiledChecks {
  readonly validate: CheckNode | undefined;
  readonly plan: CheckNode | undefined;
}

export interface CheckNode {
  readonly checks: Check[];
  readonly children: Map<string, CheckNode>;
}

export function compileChecks(checks: readonly Check[] = []): CompiledChecks {
  return {
    validate: treeOf(checks.filter((check) => check.phase !== 'plan')),
    plan: treeOf(checks.filter((check) => check.phase === 'plan')),
  };
}

function treeOf(checks: readonly Check[]): CheckNode | undefined {
  if (checks.length === 0) return undefined;
  const root: CheckNode = { checks: [], children: new Map() };
  for (const check of checks) nodeAt(root, stepsOf(check.path)).checks.push(check);
  return root;
}

function nodeAt(root: CheckNode, steps: readonly string[]): CheckNode {
  let node = root;
  for (const name of steps) {
    let child = node.children.get(name);
    if (child === undefined) {
      child = { checks: [], children: new Map() };
      node.children.set(name, child);
    }
    node = child;
  }
  return node;
}

const splitPaths = new Map<string, readonly string[]>();

/** The names of a path; none of the empty one. */
export function stepsOf(path: string): readonly string[] {
  let steps = splitPaths.get(path);
  if (steps === undefined) {
    steps = path === '' ? [] : path.split('.');
    splitPaths.set(path, steps);
  }
  return steps;
}
