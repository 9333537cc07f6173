/**
 * An intent says what infrastructure is wanted, as typed data: the resources, the properties that matter, how they refer
 * to each other. The prompt, the configuration and the policy are each derived from it, never from one another.
 */

export type Scalar = string | number | boolean;

/** What an argument is set to. A body is a nested block, a list of bodies repeated blocks; a map is an attribute. */
export type Value =
  | { readonly kind: 'scalar'; readonly value: Scalar }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'map'; readonly entries: Readonly<Record<string, Value>> }
  | { readonly kind: 'blocks'; readonly bodies: readonly Body[] }
  /** A text that holds a JSON document. */
  | { readonly kind: 'json'; readonly document: Value }
  /** An attribute of another resource; `all`: of every instance of it, as a list. */
  | { readonly kind: 'reference'; readonly node: string; readonly attribute: string; readonly all?: true }
  /** Texts and references joined. */
  | { readonly kind: 'template'; readonly parts: readonly Value[] }
  /** Something of the provider's own, such as `data.aws_region.current.name`. */
  | { readonly kind: 'expression'; readonly text: string };

export type Body = Readonly<Record<string, Value>>;

/** What a prompt says of a resource, and what a policy must therefore check. */
export interface Statement {
  /** Noun phrases that follow "with": `a visibility timeout of 60 seconds`. */
  readonly with: readonly string[];
  /** Verb phrases that follow "it": `hides received messages for 60 seconds`. */
  readonly it: readonly string[];
  /** For those who do not know the service: `gives a worker a minute for each message`. */
  readonly plain: readonly string[];
  /** The arguments that were set for it, by path; block names lead. */
  readonly arguments: readonly Setting[];
  /** Said at every level of abstraction. */
  readonly always: boolean;
}

export interface Setting {
  readonly path: readonly string[];
  readonly value: Value;
}

export interface IntentNode {
  /** Unique in the intent. */
  readonly key: string;
  readonly type: string;
  readonly part: string;
  /** `SQS queue`; without an article. */
  readonly noun: string;
  readonly plural: string;
  readonly plain: readonly string[];
  /** The path of the argument that carries its name, and the names of its instances; an unnamed resource has neither. */
  readonly nameArgument?: string;
  readonly name?: string;
  readonly label: string;
  readonly body: Body;
  readonly statements: readonly Statement[];
  /** Why it is there: the task's subject, needed by another, attached to another. */
  readonly role: 'root' | 'need' | 'attached';
  readonly owner?: string;
  /** Sentences (attached) or noun phrases (need) that bring it up. */
  readonly intro: readonly string[];
  /** Brought up already by the words about what needs it. */
  readonly announced?: true;
  readonly plainIntro: readonly string[];
  /** Arguments by instance where the resource is wanted several times; keys are unique. */
  readonly instances?: readonly Instance[];
}

export interface Instance {
  readonly key: string;
  readonly values: Readonly<Record<string, Scalar>>;
}

export type Level = 'explicit' | 'engineer' | 'abstract';
export const LEVELS: readonly Level[] = ['explicit', 'engineer', 'abstract'];

export interface Intent {
  readonly provider: string;
  readonly region: string;
  /** Whether the prompt names the region. */
  readonly regionMatters: boolean;
  readonly level: Level;
  readonly nodes: readonly IntentNode[];
}

/** Whether a reference is among what a value is made of. */
export function referencesIn(value: Value): (Value & { kind: 'reference' })[] {
  switch (value.kind) {
    case 'reference':
      return [value];
    case 'list':
      return value.items.flatMap(referencesIn);
    case 'template':
      return value.parts.flatMap(referencesIn);
    case 'map':
      return Object.values(value.entries).flatMap(referencesIn);
    case 'blocks':
      return value.bodies.flatMap((body) => Object.values(body).flatMap(referencesIn));
    case 'json':
      return referencesIn(value.document);
    default:
      return [];
  }
}
