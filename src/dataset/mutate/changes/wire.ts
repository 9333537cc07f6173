/** Connects two things that stand side by side: a topic to a queue, a rule to a function. */
import { intentOf } from '../../synth/compose.ts';
import { addNode, type DraftNode } from '../../synth/draft/index.ts';
import type { Library } from '../../synth/library.ts';
import type { Attachment } from '../../synth/part.ts';
import { sentencesFor } from '../../synth/prompt/spoken.ts';
import type { Change, Scene } from '../change.ts';

export interface Wiring {
  /** The part that the connection belongs to, the one that it leads to, and the connection itself. */
  readonly from: string;
  readonly to: string;
  readonly by: string;
  readonly attachment: Attachment;
}

const known = new WeakMap<Library, readonly Wiring[]>();

/** What can be connected in a library: attachments that need a part which a task may be about by itself. */
export function wiringsOf(library: Library): readonly Wiring[] {
  const there = known.get(library);
  if (there !== undefined) return there;
  const found = library.parts.flatMap(([by, part]) =>
    (part.on ?? []).flatMap((attachment) =>
      partsNamedIn([attachment.set, part.always ?? {}])
        .filter((to) => isSubject(library, to) && isSubject(library, attachment.part))
        .filter((to) => to !== attachment.part && !hasAlready(library, attachment.part, to))
        .map((to) => ({ from: attachment.part, to, by, attachment })),
    ),
  );
  known.set(library, found);
  return found;
}

/** What belongs to another by itself needs no wire to it. */
function hasAlready(library: Library, from: string, to: string): boolean {
  return partsNamedIn(library.part(from).always ?? {}).includes(to);
}

function isSubject(library: Library, name: string): boolean {
  const { root = 1, on, shared } = library.part(name);
  return root > 0 && shared !== true && (on === undefined || root !== 1);
}

function partsNamedIn(specs: unknown): string[] {
  const names = [...JSON.stringify(specs).matchAll(/"\$":"ref","part":"([^"]+)"/g)].map(([, part]) => part as string);
  return [...new Set(names)];
}

const WORDS = ['wire {from} and {to} together', 'connect {from} to {to}', '{from} and {to} should work together'];

/** The draft holds the two subjects already. */
export function wire({ draft, base, random, mention }: Scene): Change | undefined {
  const roots = [...draft.nodes.values()].filter(({ role, instances }) => role === 'root' && instances === undefined);
  const ways = roots.flatMap((from) =>
    wiringsOf(draft.library).flatMap((wiring) => {
      const to = roots.find((node) => node !== from && node.part === wiring.to);
      return wiring.from === from.part && to !== undefined ? [{ from, to, wiring }] : [];
    }),
  );
  if (ways.length === 0) return undefined;
  const { from, to, wiring } = random.pick(ways);
  const before = new Set(draft.nodes.keys());
  const words = random
    .pick(WORDS)
    .replace('{from}', () => mention(from))
    .replace('{to}', () => mention(to));
  connect(from, to, wiring);
  addNode(draft, wiring.by, { role: 'attached', owner: from, attachment: wiring.attachment });
  const intent = intentOf(draft, base.regionMatters);
  const added = intent.nodes.filter(({ key }) => !before.has(key));
  if (added.length === 0) return undefined;
  return { request: [words, ...sentencesFor(added, intent, random, mention), `use ${mention(to)} for that`] };
}

/** What needs the part finds the one that is there. */
function connect(from: DraftNode, to: DraftNode, { to: part }: Wiring): void {
  from.needs.set(part, to);
}
