/** Takes away something that nothing refers to, and what only it uses. */
import type { Draft, DraftNode } from '../../synth/draft/index.ts';
import { referencesIn } from '../../synth/intent.ts';
import { type Rule, shortType } from '../../synth/policy.ts';
import type { Change, Scene } from '../change.ts';

const WORDS = [
  'remove {it}',
  'delete {it}',
  '{it} is no longer needed; remove it',
  'get rid of {it}',
  'we no longer use {it}, please take it out',
];

export function remove({ draft, random, mention }: Scene): Change | undefined {
  const loose = [...draft.nodes.values()].filter(({ key, role }) => role !== 'need' && !isUsed(key, draft));
  if (loose.length === 0 || draft.nodes.size < 2) return undefined;
  const node = random.pick(loose);
  const request = random.pick(WORDS).replace('{it}', () => mention(node));
  const removed = [node, ...takeAway(node, draft)];
  if (draft.nodes.size === 0) return undefined;
  const along =
    removed.length > 1 ? [`remove what only it uses as well: ${removed.slice(1).map(mention).join(', ')}`] : [];
  return {
    request: [request, ...along],
    rules: [...new Set(removed.map(({ type }) => type))].map((type) => gone(type, draft)),
  };
}

/** What went with it. */
function takeAway(node: DraftNode, draft: Draft): readonly DraftNode[] {
  draft.nodes.delete(node.key);
  const unused = [...draft.nodes.values()].find(
    ({ key, role, owner }) => role === 'need' && owner === node.key && !isUsed(key, draft),
  );
  if (unused === undefined) return [];
  return [unused, ...takeAway(unused, draft), ...takeAway(node, draft)];
}

function isUsed(key: string, { nodes }: Draft): boolean {
  return [...nodes.values()].some((node) =>
    Object.values(node.body).some((value) => referencesIn(value).some((reference) => reference.node === key)),
  );
}

function gone(type: string, { nodes }: Draft): Rule {
  const left = [...nodes.values()].filter((node) => node.type === type);
  const count = left.reduce((sum, { instances }) => sum + (instances?.length ?? 1), 0);
  return { name: `is_removed_${shortType(type)}`, lines: [`count(created("${type}")) == ${count}`] };
}
