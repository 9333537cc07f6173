/** A provider's parts, and what follows from them: who may be a root, what may be attached to what. */
import type { Attachment, Family, Part } from './part.ts';
import type { Random } from './random.ts';
import type { Places } from './setting.ts';

export interface Library {
  /** The provider's local name, such as `aws`. */
  readonly provider: string;
  readonly places: Places;
  part(name: string): Part;
  /** The name of a part that a task may be about. */
  root(random: Random): string;
  /** What may be attached to a part, with how. */
  attachments(part: string): readonly (readonly [part: string, attachment: Attachment])[];
  readonly types: readonly string[];
  /** Every part, by its name. */
  readonly parts: readonly (readonly [name: string, part: Part])[];
}

/** Throws where a part names another that does not exist. */
export function createLibrary(provider: string, places: Places, families: readonly Family[]): Library {
  const parts = new Map(families.flatMap((family) => Object.entries(family)));
  const attachments = new Map<string, [string, Attachment][]>();
  for (const [name, part] of parts) {
    for (const attachment of part.on ?? []) {
      if (!parts.has(attachment.part)) throw new Error(`${name} is attached to ${attachment.part}, which is no part`);
      const known = attachments.get(attachment.part) ?? [];
      attachments.set(attachment.part, known);
      known.push([name, attachment]);
    }
  }
  const roots = [...parts].filter(([, { root = 1, on }]) => root > 0 && (on === undefined || root !== 1));
  return {
    provider,
    places,
    part: (name) => {
      const part = parts.get(name);
      if (part === undefined) throw new Error(`there is no part ${name} of ${provider}`);
      return part;
    },
    root: (random) => random.weighted(roots, ([, { root = 1 }]) => root)[0],
    attachments: (part) => attachments.get(part) ?? [],
    types: [...new Set([...parts.values()].map(({ type }) => type))].sort(),
    parts: [...parts],
  };
}
