/**
 * The vocabulary of pattern files. A **part** is one kind of resource as a task may want it: what it is called, what may
 * be asked of it (facets), what it needs, what it may be attached to. Parts are data; `compose.ts` makes intents of them.
 *
 * In every text `{…}` is filled in: `{v}` the facet's value (`{v:seconds}`, `{v:days}`, `{v:gib}`, `{v:mib}` in words),
 * `{name}` the resource's name, `{owner}` the name of the resource that it belongs to, and the setting of the task:
 * `{subject} {env} {team} {company} {domain} {region} {account} {zone} {cidr} {subnet} {id}` (see `setting.ts`).
 */
import type { Scalar } from './intent.ts';

/** What pattern files write for a value. A plain object is a map; `block` makes a nested block. */
export type Spec = Scalar | readonly Spec[] | { readonly [key: string]: Spec } | Special;
export type Special =
  | { readonly $: 'ref'; readonly part: string; readonly attribute: string; readonly all?: true }
  | { readonly $: 'owner'; readonly attribute: string }
  | { readonly $: 'blocks'; readonly bodies: readonly Arguments[] }
  | { readonly $: 'json'; readonly document: Spec }
  | { readonly $: 'one'; readonly of: readonly Spec[] }
  | { readonly $: 'join'; readonly parts: readonly Spec[] };
export type Arguments = Readonly<Record<string, Spec>>;

/** An attribute of a resource of the named part, which is made if need be. `all`: of each of its instances. */
export const ref = (part: string, attribute: string): Special => ({ $: 'ref', part, attribute });
export const all = (part: string, attribute: string): Special => ({ $: 'ref', part, attribute, all: true });
/** An attribute of the resource that this one is attached to, or was made for. */
export const owner = (attribute: string): Special => ({ $: 'owner', attribute });
export const block = (...bodies: readonly Arguments[]): Special => ({ $: 'blocks', bodies });
export const json = (document: Spec): Special => ({ $: 'json', document });
export const one = (...of: readonly Spec[]): Special => ({ $: 'one', of });
export const join = (...parts: readonly Spec[]): Special => ({ $: 'join', parts });

export interface Words {
  /** Noun phrases after "with". */
  readonly with?: readonly string[];
  /** Verb phrases after "it". */
  readonly it?: readonly string[];
  /** Verb phrases after "it" that name no feature of the service; without them nothing is asked at the abstract level. */
  readonly plain?: readonly string[];
}

/** Something that may be asked of a part. */
export interface Facet extends Words {
  /** Paths lead through nested blocks: `versioning_configuration.status`. `{v}` alone is the value with its type. */
  readonly set: Arguments;
  readonly values: readonly Scalar[];
  /** Must be set one way or another (one of the group, if it has one). */
  readonly required: boolean;
  /** At most one facet of a group. */
  readonly group?: string;
  /** Set, but neither said nor checked. */
  readonly silent: boolean;
  readonly weight: number;
}

export interface Attachment {
  readonly part: string;
  /** Arguments that tie it to its owner. */
  readonly set: Arguments;
  /** Sentences; `{it}` stands for the owner. */
  readonly say: readonly string[];
  readonly plain?: readonly string[];
  readonly weight?: number;
  /** May stand several times on one owner. */
  readonly repeat?: boolean;
}

export interface Part {
  readonly type: string;
  readonly noun: string;
  readonly plural?: string;
  /** What it is for those who do not know the service, with an article: `a place for background jobs to wait`. */
  readonly plain?: readonly string[];
  /** The argument that carries the name (`metadata.name`), and forms of names. */
  readonly name?: readonly [argument: string, ...forms: string[]];
  /** How often it is what a task is about; 0: never. */
  readonly root?: number;
  /** Written always, said never. */
  readonly always?: Arguments;
  readonly facets?: readonly Facet[];
  readonly on?: readonly Attachment[];
  /** How it is brought up where another resource needs it: noun phrases with an article. */
  readonly needed?: readonly string[];
  /** One for the whole task, whoever needs it. */
  readonly shared?: boolean;
  /** Wanted several times: how many, and the arguments that differ. */
  readonly times?: { readonly counts: readonly number[]; readonly each: Readonly<Record<string, string>> };
  /** Several by name may be asked for at once. */
  readonly several?: boolean;
  /** How many facets at most; default 5. */
  readonly most?: number;
}

export type Family = Readonly<Record<string, Part>>;

interface FacetOptions extends Words {
  readonly required?: true;
  readonly group?: string;
  readonly silent?: true;
  readonly weight?: number;
}

/** A facet that sets one argument to one of some values. */
export function facet(path: string, values: readonly Scalar[], options: FacetOptions = {}): Facet {
  return facets({ [path]: '{v}' }, values, options);
}

/** A facet that sets several arguments at once. */
export function facets(set: Arguments, values: readonly Scalar[], options: FacetOptions = {}): Facet {
  const { required = false, silent = false, weight = 1, ...words } = options;
  return { set, values, required, silent, weight, ...words };
}
