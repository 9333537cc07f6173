/** What the resolution of one rule knows, and has found out so far. */
import { type RegoError, regoError } from '../../diagnostics.ts';
import type { ModuleSource, Rule } from '../../syntax/ast.ts';
import type { CoreTerm } from '../core.ts';

/** What a name outside the rule stands for: a path below `data` or `input`. */
export type Globals = ReadonlyMap<string, readonly string[]>;

export interface ResolveContext {
  readonly source: ModuleSource;
  readonly globals: Globals;
  readonly problems: RegoError[];
  readonly isBuiltin: (name: string) => boolean;
  /** What v1 demands beyond v0. */
  readonly strict: boolean;
  /** The value of a call of `rego.metadata.chain` or `.rule` in the rule at hand. */
  readonly metadata?: ((name: string, rule: Rule) => CoreTerm | undefined) | undefined;
}

export interface Resolver {
  readonly context: ResolveContext;
  rule: Rule | undefined;
  /** How many names have been made up. */
  counter: number;
  /** Declared by `some` and not used yet, by unique name. */
  readonly unused: Map<string, { readonly name: string; readonly at: number }>;
  /** Arguments of a negated expression are being lifted. */
  sealing: boolean;
}

export function newResolver(context: ResolveContext): Resolver {
  return { context, rule: undefined, counter: 0, unused: new Map(), sealing: false };
}

/** A name that the text has not. */
export function freshName(resolver: Resolver, prefix: string): string {
  return `${prefix}${resolver.counter++}`;
}

export function report({ context }: Resolver, code: RegoError['code'], message: string, at: number): void {
  context.problems.push(regoError(code, message, context.source, at));
}
