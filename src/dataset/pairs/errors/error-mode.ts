/**
 * A way in which models get Terraform wrong, as a small change to a configuration that is right. Changes are made to
 * formatted text, line by line; whether one fails as intended is for the verifier to say.
 */
import type { StageName } from '../../../verify/index.ts';

export interface ErrorMode {
  readonly name: string;
  /** How often recorded model answers fail so (of about 11,000), or an estimate of its place among them. */
  readonly weight: number;
  /** The first stage that must not pass. */
  readonly stage: StageName;
  /** What the title of an error of that stage must match; a policy's failures have none to match. */
  readonly title?: RegExp;
  /** The broken text; undefined where the configuration offers no place for it. */
  inject(text: string, random: Random): string | undefined;
}

/** Uniform in [0, 1). */
export type Random = () => number;

export function pick<Item>(items: readonly Item[], random: Random): Item | undefined {
  return items[Math.floor(random() * items.length)];
}
