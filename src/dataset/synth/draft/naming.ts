/** What resources of an intent are called: their names, keys and labels. */
import type { Instance } from '../intent.ts';
import type { Part } from '../part.ts';
import { fill } from '../setting.ts';
import { SUBJECTS } from '../words.ts';
import type { Draft, DraftNode, Origin } from './draft.ts';

const SEVERAL = 0.1;

/** Now and then several are wanted that differ by name: the same form of name, filled with what each is about. */
export function severalNames({ name, times }: Part, { random, setting, size }: Draft): readonly Instance[] | undefined {
  if (name === undefined || times !== undefined || name[0].includes('.') || !random.chance(SEVERAL)) return undefined;
  const forms = name.slice(1).filter((form) => form.includes('{subject'));
  if (forms.length === 0) return undefined;
  const form = random.pick(forms);
  const subjects = random.shuffled(SUBJECTS).slice(0, random.integer(2, size.resources > 3 ? 3 : 5));
  const names = subjects.map((subject) => fill(form, setting, { subject }));
  if (new Set(names).size < names.length) return undefined;
  return subjects.map((subject, index) => ({
    key: subject.replaceAll('-', '_'),
    values: { [name[0]]: names[index] as string },
  }));
}

export function nameOf(
  forms: readonly string[],
  { random, setting, nodes }: Draft,
  owner: DraftNode | undefined,
): string {
  const taken = new Set([...nodes.values()].map(({ name }) => name));
  const names = { owner: owner?.name ?? owner?.label ?? setting.subject };
  const usable = random.shuffled(forms).filter((form) => owner !== undefined || !form.includes('{owner'));
  for (const form of usable) {
    const name = fill(form, setting, names);
    if (!taken.has(name)) return name;
  }
  for (let number = 2; ; number++) {
    const name = `${fill(usable[0] ?? '{subject}', setting, names)}${usable[0]?.includes('snake') ? '_' : '-'}${number}`;
    if (!taken.has(name)) return name;
  }
}

export function freeKey({ nodes }: Draft, part: string): string {
  let key = part;
  for (let number = 2; nodes.has(key); number++) key = `${part}-${number}`;
  return key;
}

/** A block label that says what the resource is for; unique for its type. */
export function freeLabel(draft: Draft, part: Part, name: string | undefined, { owner }: Origin): string {
  const { random, setting, labels } = draft;
  const base = random.weighted(
    [owner?.label ?? setting.subject, name ?? setting.subject, setting.subject, 'main', 'this', 'example'],
    (label) => (label === 'this' || label === 'example' ? 0.5 : label === 'main' ? 0.8 : 1.5),
  );
  const label = base
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replace(/^(\d)/, '_$1')
    .replace(/_$/, '')
    .toLowerCase();
  let free = label;
  for (let number = 2; labels.has(`${part.type}.${free}`); number++) free = `${label}_${number}`;
  labels.add(`${part.type}.${free}`);
  return free;
}
