/**
 * Makes an intent out of parts: a root, what it needs, and what may be attached to it, until the task is as large as
 * wanted. The graph grows by the parts' own words; nothing here knows a service.
 */
import { addNode, type Draft, type DraftNode, type Size } from './draft/index.ts';
import type { Intent } from './intent.ts';
import type { Library } from './library.ts';
import type { Attachment } from './part.ts';
import type { Random } from './random.ts';
import { makeSetting } from './setting.ts';

export function composeIntent(library: Library, random: Random, size: Size): Intent {
  const draft = composeDraft(library, random, size);
  return intentOf(draft, random.chance(0.3) && library.places.said !== false);
}

export function composeDraft(library: Library, random: Random, size: Size): Draft {
  const setting = makeSetting(random, library.places);
  const draft: Draft = { library, setting, random, size, nodes: new Map(), labels: new Set() };
  addNode(draft, library.root(random), { role: 'root' });
  while (draft.nodes.size < size.resources && grow(draft)) {}
  return draft;
}

export function intentOf({ library, setting, size, nodes }: Draft, regionMatters: boolean): Intent {
  return {
    provider: library.provider,
    region: setting.region,
    regionMatters,
    level: size.level,
    nodes: withoutRepeats([...nodes.values()]).map(({ attachments: _, needs: __, chosen: ___, ...node }) => node),
  };
}

/** One resource that was attached twice, with the same arguments, is one. */
function withoutRepeats(nodes: readonly DraftNode[]): readonly DraftNode[] {
  const seen = new Set<string>();
  return nodes.filter((node) => {
    if (node.role !== 'attached' || node.needs.size > 0 || node.attachments.size > 0) return true;
    const shape = `${node.type} ${JSON.stringify(node.body)}`;
    return !seen.has(shape) && seen.add(shape);
  });
}

/** Attaches something to what is there; else begins a second subject. */
function grow(draft: Draft): boolean {
  const { library, random, nodes } = draft;
  const places = [...nodes.values()]
    .filter((node) => mayCarry(node, draft))
    .flatMap((node) =>
      library
        .attachments(node.part)
        .filter(([part, attachment]) => mayAttach(node, part, attachment, draft))
        .map(([part, attachment]) => ({ node, part, attachment })),
    );
  if (places.length === 0 || (draft.size.resources > 4 && random.chance(0.12))) {
    if ([...nodes.values()].filter(({ role }) => role === 'root').length >= 3) return false;
    addNode(draft, library.root(random), { role: 'root' });
    return true;
  }
  const { node, part, attachment } = random.weighted(places, (place) => place.attachment.weight ?? 1);
  node.attachments.add(part);
  addNode(draft, part, { role: 'attached', owner: node, attachment });
  return true;
}

/** Whether later sentences can speak of one such resource. */
export function mayCarry({ role, instances, nameArgument }: DraftNode, { size }: Draft): boolean {
  if (size.level === 'abstract' && role === 'need') return false;
  return instances === undefined || nameArgument === undefined;
}

export function mayAttach(node: DraftNode, part: string, attachment: Attachment, { size }: Draft): boolean {
  if (size.level === 'abstract' && attachment.plain === undefined) return false;
  return !node.attachments.has(part) || (attachment.repeat === true && size.level !== 'abstract');
}
