/** Adds something to what is there, or a second subject beside it. */
import { intentOf, mayAttach, mayCarry } from '../../synth/compose.ts';
import { addNode } from '../../synth/draft/index.ts';
import { sentencesFor } from '../../synth/prompt/spoken.ts';
import type { Change, Scene } from '../change.ts';

export function add(scene: Scene): Change | undefined {
  const { draft, random, base, mention } = scene;
  const before = new Set(draft.nodes.keys());
  const wanted = random.weighted([1, 2, 3, 4], (count) => 5 - count);
  for (let count = 0; count < wanted; count++) addOne(scene);
  const intent = intentOf(draft, base.regionMatters);
  const added = intent.nodes.filter(({ key }) => !before.has(key));
  return added.length === 0 ? undefined : { request: sentencesFor(added, intent, random, mention) };
}

function addOne({ draft, random }: Scene): void {
  const places = [...draft.nodes.values()]
    .filter((node) => mayCarry(node, draft))
    .flatMap((node) =>
      draft.library
        .attachments(node.part)
        .filter(([part, attachment]) => mayAttach(node, part, attachment, draft))
        .map(([part, attachment]) => ({ node, part, attachment })),
    );
  if (places.length === 0 || random.chance(0.2)) {
    addNode(draft, draft.library.root(random), { role: 'root' });
    return;
  }
  const { node, part, attachment } = random.weighted(places, (place) => place.attachment.weight ?? 1);
  node.attachments.add(part);
  addNode(draft, part, { role: 'attached', owner: node, attachment });
}
