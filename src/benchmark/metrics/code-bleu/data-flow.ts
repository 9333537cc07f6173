/**
 * Data flow of a configuration: each attribute whose value refers to others computes its block's object (or its local
 * value) from them. Names are replaced by the order in which they appear, so that renaming changes nothing.
 */
import type { SyntaxNode } from './syntax-tree.ts';

interface Flow {
  readonly target: string;
  readonly sources: readonly string[];
}

/** The flows as texts that are equal where the flows are, in the order of the source. */
export function dataFlows(root: SyntaxNode): readonly string[] {
  const numbers = new Map<string, number>();
  const numberOf = (name: string) => {
    const known = numbers.get(name) ?? numbers.size;
    numbers.set(name, known);
    return known;
  };
  return flowsIn(root).map(({ target, sources }) => {
    const from = sources.map(numberOf).join(',');
    return `${numberOf(target)} from ${from}`;
  });
}

function flowsIn(root: SyntaxNode): Flow[] {
  const flows: Flow[] = [];
  const bodies = bodiesOf(root, '').reverse();
  for (let next = bodies.pop(); next !== undefined; next = bodies.pop()) {
    const { item, owner } = next;
    if (item.type === 'attribute') {
      const target = owner === 'locals' ? `local.${item.children[0]?.text}` : owner;
      const sources = referencesIn(item);
      if (sources.length > 0) flows.push({ target, sources });
    } else if (item.type === 'block') {
      bodies.push(...bodiesOf(item, owner === '' ? addressOf(item) : owner).reverse());
    }
  }
  return flows;
}

/** What stands in the bodies of a node. */
function bodiesOf(node: SyntaxNode, owner: string): { item: SyntaxNode; owner: string }[] {
  const items = node.children.filter(({ type }) => type === 'body').flatMap(({ children }) => children);
  return items.map((item) => ({ item, owner }));
}

function addressOf({ children }: SyntaxNode): string {
  const names = children
    .filter(({ type }) => type === 'identifier' || type === 'string_lit')
    .map(({ text }) => text.replace(/^"+|"+$/g, ''));
  if (names[0] === 'resource') names.shift();
  if (names[0] === 'variable') names[0] = 'var';
  return names.join('.');
}

/** Addresses of what an expression refers to, each once, in order. */
function referencesIn(attribute: SyntaxNode): string[] {
  const found = new Set<string>();
  const open: SyntaxNode[] = [attribute];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const inner: SyntaxNode[] = [];
    node.children.forEach((child, position) => {
      if (child.type !== 'variable_expr') inner.push(child);
      else inner.push({ ...child, type: 'reference', text: addressAt(node.children, position), children: [] });
    });
    if (node.type === 'reference' && node.text !== '') found.add(node.text);
    open.push(...inner.reverse());
  }
  return [...found];
}

/** `data.type.name`, else the first two steps; empty where the name stands alone. */
function addressAt(siblings: readonly SyntaxNode[], position: number): string {
  const root = siblings[position]?.text ?? '';
  const steps: string[] = [];
  for (let at = position + 1; siblings[at]?.type === 'get_attr'; at++) {
    steps.push((siblings[at] as SyntaxNode).children.at(-1)?.text ?? '');
  }
  const wanted = root === 'data' ? 2 : 1;
  return steps.length < wanted ? '' : [root, ...steps.slice(0, wanted)].join('.');
}

/** The share of the reference's flows that the candidate has as well; null where the reference has none. */
export function dataFlowMatch(reference: readonly string[], candidate: readonly string[]): number | null {
  if (reference.length === 0) return null;
  const left = new Map<string, number>();
  for (const flow of candidate) left.set(flow, (left.get(flow) ?? 0) + 1);
  const matched = reference.filter((flow) => {
    const count = left.get(flow) ?? 0;
    if (count > 0) left.set(flow, count - 1);
    return count > 0;
  });
  return matched.length / reference.length;
}
