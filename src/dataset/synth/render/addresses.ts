/** What the resources of a configuration are called in it, by the style's taste. */
import type { Intent, IntentNode } from '../intent.ts';
import type { Style } from './style.ts';

/** Labels by node key; unique for each type. */
export function labelsOf(intent: Intent, style: Style): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  const taken = new Set<string>();
  for (const node of intent.nodes) {
    let label = labelOf(node, intent, style);
    for (let number = 2; taken.has(`${node.type}.${label}`); number++)
      label = `${labelOf(node, intent, style)}_${number}`;
    taken.add(`${node.type}.${label}`);
    labels.set(node.key, label);
  }
  return labels;
}

function labelOf(node: IntentNode, intent: Intent, { labels }: Style): string {
  if (labels === 'name' && node.name !== undefined) return asLabel(node.name);
  if (labels === 'plain') {
    const alone = intent.nodes.filter(({ type }) => type === node.type).length === 1;
    return alone ? 'main' : asLabel(node.label);
  }
  return asLabel(node.label);
}

export function asLabel(text: string): string {
  const label = text
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .toLowerCase();
  return label === '' ? 'main' : /^\d/.test(label) ? `r_${label}` : label;
}
