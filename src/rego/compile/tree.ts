/** The tree of virtual documents: where in `data` which rules live. */
import { type RegoError, regoError } from '../diagnostics.ts';
import type { CoreRule, CoreTerm } from './core.ts';

export interface TreeNode {
  readonly path: readonly string[];
  readonly children: Map<string, TreeNode>;
  /** Rules whose known path ends here. */
  readonly rules: CoreRule[];
  document?: VirtualDocument;
}

/**
 * `complete`: one value. `function`: called with arguments. `set`: members of a partial set. `object`: entries found by
 * rules, at keys that only evaluation tells, with the documents below merged in.
 */
export interface VirtualDocument {
  readonly id: number;
  readonly kind: 'complete' | 'function' | 'set' | 'object';
  readonly path: readonly string[];
  readonly rules: readonly CoreRule[];
  readonly fallback?: CoreRule;
  /** Only of kind `object`: documents below, by their path from here. */
  readonly below: readonly { readonly path: readonly string[]; readonly document: VirtualDocument }[];
}

export function knownPath(rule: CoreRule): string[] {
  const known: string[] = [];
  for (const step of rule.path) {
    if (typeof step !== 'string') break;
    known.push(step);
  }
  return known;
}

/** The steps of a rule's path that evaluation finds, and known ones after them. */
export function openPath(rule: CoreRule): readonly (string | CoreTerm)[] {
  const first = rule.path.findIndex((step) => typeof step !== 'string');
  return first === -1 ? [] : rule.path.slice(first);
}

export function buildTree(
  rules: readonly CoreRule[],
  packages: readonly (readonly string[])[],
  problems: RegoError[],
): { root: TreeNode; documents: readonly VirtualDocument[]; functions: ReadonlyMap<string, VirtualDocument> } {
  const root = node([]);
  const descend = (path: readonly string[]): TreeNode => {
    let at = root;
    path.forEach((key, index) => {
      let child = at.children.get(key);
      if (child === undefined) {
        child = node(path.slice(0, index + 1));
        at.children.set(key, child);
      }
      at = child;
    });
    return at;
  };
  for (const path of packages) descend(path);
  for (const rule of rules) descend(knownPath(rule)).rules.push(rule);
  const documents: VirtualDocument[] = [];
  const functions = new Map<string, VirtualDocument>();
  const visit = (at: TreeNode): void => {
    for (const child of at.children.values()) visit(child);
    if (at.rules.length === 0) return;
    checkConflicts(at, problems);
    const fallback = at.rules.find(({ isDefault }) => isDefault);
    const proper = at.rules.filter(({ isDefault }) => !isDefault);
    const kind = kindOf(at.rules);
    const document: VirtualDocument = {
      id: documents.length,
      kind,
      path: at.path,
      rules: proper,
      below: kind === 'object' ? documentsBelow(at) : [],
      ...(fallback === undefined ? {} : { fallback }),
    };
    documents.push(document);
    if (kind === 'function') functions.set(at.path.join('\u0000'), document);
    at.document = document;
  };
  visit(root);
  return { root, documents, functions };
}

function node(path: readonly string[]): TreeNode {
  return { path, children: new Map(), rules: [] };
}

function kindOf(rules: readonly CoreRule[]): VirtualDocument['kind'] {
  if (rules.some((rule) => rule.args !== undefined)) return 'function';
  if (rules.some((rule) => openPath(rule).length > 0)) return 'object';
  return rules.some((rule) => rule.member !== undefined) ? 'set' : 'complete';
}

function documentsBelow(at: TreeNode): { path: readonly string[]; document: VirtualDocument }[] {
  const found: { path: readonly string[]; document: VirtualDocument }[] = [];
  const visit = (below: TreeNode): void => {
    if (below.document !== undefined && below.document.kind !== 'function') {
      found.push({ path: below.path.slice(at.path.length), document: below.document });
      if (below.document.kind === 'object') return;
    }
    for (const child of below.children.values()) visit(child);
  };
  for (const child of at.children.values()) visit(child);
  return found;
}

function checkConflicts(at: TreeNode, problems: RegoError[]): void {
  const [first] = at.rules;
  if (first === undefined) return;
  const name = `data.${at.path.join('.')}`;
  const arities = new Set(at.rules.map(({ args }) => args?.length ?? -1));
  const sets = at.rules.filter((rule) => rule.member !== undefined && openPath(rule).length === 0);
  const completes = at.rules.filter((rule) => rule.member === undefined && openPath(rule).length === 0);
  const objects = at.rules.filter((rule) => openPath(rule).length > 0);
  if (arities.size > 1 || (sets.length > 0 && completes.length > 0) || (sets.length > 0 && objects.length > 0)) {
    problems.push(regoError('rego_type_error', `conflicting rules ${name} found`, first.source, first.at));
  } else if (completes.length > 0 && objects.length > 0 && completes.some(({ isDefault }) => !isDefault)) {
    problems.push(regoError('rego_type_error', `conflicting rules ${name} found`, first.source, first.at));
  }
  const defaults = at.rules.filter(({ isDefault }) => isDefault);
  if (defaults.length > 1) {
    const message = `multiple default rules ${name} found`;
    problems.push(
      regoError('rego_type_error', message, (defaults[0] as CoreRule).source, (defaults[0] as CoreRule).at),
    );
  }
  const below = [...at.children.values()].flatMap((child) => rulesBelow(child));
  const leaf =
    sets.length > 0 || completes.some(({ args }) => args === undefined) || (arities.size === 1 && !arities.has(-1));
  if (below.length > 0 && leaf) {
    const list = `[${below.map((path) => `data.${path.join('.')}`).join(' ')}]`;
    problems.push(regoError('rego_type_error', `rule ${name} conflicts with ${list}`, first.source, first.at));
  }
}

function rulesBelow(at: TreeNode): (readonly string[])[] {
  return [
    ...(at.rules.length > 0 ? [at.path] : []),
    ...[...at.children.values()].flatMap((child) => rulesBelow(child)),
  ];
}
