/**
 * What an agent works in. Everything it learns of Terraform comes through these functions; only `verify` must be there, and a
 * strategy that needs one that is missing says so.
 */
import type { Assignment, Files } from './assignment.ts';

export interface Environment {
  /** Throws where the environment is broken in a way that no verdict can tell. */
  verify(files: Files): Promise<Assessment>;
  /** The resource types and data sources that a text seems to need, likeliest first; each in about `longest` characters. */
  retrieve?(
    query: string,
    options: { readonly provider?: string; readonly limit: number; readonly longest?: number },
  ): Promise<readonly TypeCard[]>;
  /** Solved tasks that may be shown as examples. */
  examples?(): Promise<readonly Example[]>;
  /** How the arguments of a type are written; undefined where nothing is known of it. */
  shapeOf?(mode: 'managed' | 'data', type: string): BlockShape | undefined;
  /** The blocks of a file in the native syntax; undefined where it cannot be read as such. */
  blocksOf?(path: string, text: string): readonly BlockPlace[] | undefined;
  /** The canonical style. */
  format?(text: string): string;
  /** A GBNF grammar that answers are to follow, for models that can be held to one; without a constraint the user's own. */
  grammar?(assignment: Assignment, constraint?: Constraint): string | undefined;
}

/**
 * What answers are held to: none; syntax: every answer parses; schema: arguments and values that the provider has; trained: the
 * same for models that were trained on Terraform, with types, order and references left to them.
 */
export type Constraint = 'none' | 'syntax' | 'schema' | 'trained';

/** What the verifier said of files, as far as an agent acts on it. */
export interface Assessment {
  /** `error`: the environment failed, which is nothing that a model could mend. */
  readonly status: 'passed' | 'failed' | 'error';
  /** Every stage that was asked for, in order, with how it ended. */
  readonly stages: readonly { readonly stage: string; readonly status: string }[];
  /** What is to be mended, as text for the model; empty where there is nothing. */
  readonly certificate: string;
  /** Findings of good practice and security; they fail nothing but are asked to be mended. */
  readonly findings: number;
  /** Greater is better, compared from the first number on. */
  readonly rank: readonly number[];
  readonly score: number | null;
  readonly reward: number | null;
}

/** A type with its arguments as text for a model. */
export interface TypeCard {
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly text: string;
}

export interface Example {
  readonly id: string;
  readonly prompt: string;
  readonly provider?: string;
  readonly files: Files;
}

/** Which names inside a block are arguments and which are blocks. */
export interface BlockShape {
  /** With the name of the type, such as `string` or `list of string`. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly blocks: ReadonlyMap<string, BlockShape>;
}

/** A block or an argument, by UTF-16 offsets into its file: from its first character to its last, without the line's end. */
export interface BlockPlace {
  /** `aws_vpc.main`, `data.aws_ami.a`, `variable.name`, `locals`, `provider.aws`; inside a block `name` or `rule`. */
  readonly address: string;
  readonly start: number;
  readonly end: number;
  /** Equal for texts that differ in white space and comments only. */
  readonly essence: string;
  /** Of a block that spans lines: where its inside begins and ends, and what stands there in order. */
  readonly inside?: { readonly start: number; readonly end: number; readonly parts: readonly BlockPlace[] };
}

/** Negative where `a` is worse than `b`. A missing number is less than any. */
export function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? Number.NEGATIVE_INFINITY) - (b[index] ?? Number.NEGATIVE_INFINITY);
    if (difference !== 0) return difference;
  }
  return 0;
}
