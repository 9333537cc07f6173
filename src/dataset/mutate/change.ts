/** What a change of a configuration is made of: it is applied to a draft, and says itself in a sentence. */
import type { Draft, DraftNode } from '../synth/draft/index.ts';
import type { Intent, Value } from '../synth/intent.ts';
import type { Rule } from '../synth/policy.ts';
import type { Random } from '../synth/random.ts';
import type { Parameter, Style } from '../synth/render/index.ts';

export const CHANGE_KINDS = [
  'add',
  'remove',
  'resize',
  'rename',
  'secure',
  'scale',
  'split',
  'parameterise',
  'move-region',
  'wire',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** What a change starts from. The draft is the change's own: it may be altered. */
export interface Scene {
  readonly draft: Draft;
  readonly base: Intent;
  readonly style: Style;
  readonly random: Random;
  /** How a resource of the base is spoken of: by noun and name, or by its address. */
  mention(node: Pick<DraftNode, 'key'>): string;
}

export interface Change {
  /** Sentences that ask for it. */
  readonly request: readonly string[];
  /** What the new policy demands besides what follows from the new intent. */
  readonly rules?: readonly Rule[];
  readonly style?: Partial<Style>;
  /** Where another region is asked for. */
  readonly region?: string;
  /** Values of the draft that become parameters. */
  readonly parameters?: ReadonlyMap<Value, Parameter>;
}

/** Undefined where the draft offers nothing to change in this way. */
export type MakeChange = (scene: Scene) => Change | undefined;
