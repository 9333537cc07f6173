/** The state of one evaluation, and what it has worked out so far. */
import { EvaluationFailure, type RegoError, regoError } from '../diagnostics.ts';
import { type Limits, STEPS_PER_CLOCK_READING } from '../limits.ts';
import type { ModuleSource } from '../syntax/ast.ts';
import type { Value } from '../values/index.ts';

/** What one evaluation shares whatever `with` changes. */
export interface Evaluation {
  readonly limits: Limits;
  readonly deadline: number;
  steps: number;
  depth: number;
  /** The first error of a built-in; ends the evaluation as its outcome in strict mode. */
  builtinError: RegoError | undefined;
  readonly now: () => bigint;
  nowValue: bigint | undefined;
  /** A few built-ins differ between OPA 0.61 and 1.x. */
  readonly dialect: 'v0' | 'v1';
  readonly print: ((text: string) => void) | undefined;
  /** Results of built-ins that must not change within an evaluation, by name and arguments. */
  readonly stable: Map<string, Value>;
  readonly trace: Trace | undefined;
}

/**
 * Told which expressions succeed; only while a verdict is being explained or coverage is measured. `seen` gives the
 * variables that an expression uses, `scope` all that are bound when it is tried.
 */
export interface Trace {
  readonly succeeded: (source: ModuleSource, at: number, end: number) => void;
  readonly entered: (
    source: ModuleSource,
    at: number,
    end: number,
    seen: () => readonly (readonly [string, Value])[],
    scope: () => ReadonlyMap<string, Value>,
  ) => void;
}

export interface Context {
  readonly evaluation: Evaluation;
  readonly input: Value | undefined;
  readonly data: Value;
  /** Documents' results by id; replaced wherever `with` changes what they may depend on. */
  readonly results: (Value | typeof UNDEFINED | typeof RUNNING | undefined)[];
  /** Results of comprehensions that depend on nothing outside them. */
  readonly comprehensions: (Value | undefined)[];
  readonly calls: (Map<unknown, Value | typeof UNDEFINED> | undefined)[];
  /** Parts of `data` that `with` has replaced: rules there do not count. */
  readonly replaced: Replaced | undefined;
  readonly mocks: ReadonlyMap<string, Mock> | undefined;
}

export interface Replaced {
  readonly whole: boolean;
  readonly children: ReadonlyMap<string, Replaced>;
}

export type Mock =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: 'function'; readonly path: readonly string[] };

/** The result of a document that has none. */
export const UNDEFINED = Symbol('undefined');
/** The result of a document that is being worked out. */
export const RUNNING = Symbol('running');

/** Slot 0 holds the context, the others the variables of the rule. */
export type Frame = [Context, ...(Value | undefined)[]];

export function newFrame(context: Context, size: number): Frame {
  const frame = new Array(size) as unknown as Frame;
  frame[0] = context;
  return frame;
}

/** Counts a step; throws where a limit is passed. */
export function step(evaluation: Evaluation): void {
  if (++evaluation.steps % STEPS_PER_CLOCK_READING !== 0) return;
  if (evaluation.steps > evaluation.limits.steps) throw cancelled('step limit reached');
  if (performance.now() > evaluation.deadline) throw cancelled('time limit reached');
}

export function cancelled(message: string): EvaluationFailure {
  return new EvaluationFailure(regoError('eval_cancel_error', message, undefined, undefined));
}

export function conflict(message: string, source: ModuleSource, at: number): EvaluationFailure {
  return new EvaluationFailure(regoError('eval_conflict_error', message, source, at));
}
