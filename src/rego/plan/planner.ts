/**
 * Core expressions to closures. Which variables are bound at each point is known here, so unification becomes either a
 * comparison, an assignment to a slot, or a match of a pattern; nothing is searched for at run time. A closure gets the
 * frame, calls its successor once per solution, and gives true to stop the search.
 *
 * Bodies are planned in `body.ts`, and from there each kind of expression and term in a file of its own.
 */
import type { TreeNode } from '../compile/tree.ts';
import type { ModuleSource } from '../syntax/ast.ts';
import type { Value } from '../values/index.ts';
import type { BuiltinFunction, BuiltinRelation } from './builtin.ts';
import type { Context, Frame, Replaced } from './context.ts';

export type Next = (frame: Frame) => boolean;
export type Emit = (frame: Frame, value: Value) => boolean;
export type Getter = (frame: Frame) => Value | undefined;
/** The variables that have values at some point of a plan. */
export type Bound = ReadonlySet<string>;

/** What planning needs from the policy as a whole. */
export interface Program {
  readonly root: TreeNode;
  readonly builtin: (name: string) => BuiltinFunction | undefined;
  readonly relation: (name: string) => BuiltinRelation | undefined;
  readonly arity: (operator: string | readonly string[]) => number | undefined;
  readonly document: (node: TreeNode, context: Context, key: Value | undefined) => Value | undefined;
  readonly callFunction: (context: Context, path: readonly string[], args: readonly Value[]) => Value | undefined;
  readonly isFunction: (path: readonly string[]) => boolean;
  readonly extent: (
    node: TreeNode,
    context: Context,
    base: Value | undefined,
    replaced: Replaced | undefined,
  ) => Value | undefined;
  readonly newComprehension: () => number;
  /** Expressions report to the evaluation's trace. */
  readonly traced: boolean;
}

/** The plans of one rule: its variables share one frame. */
export interface Planner {
  readonly program: Program;
  readonly source: ModuleSource;
  readonly slots: Map<string, number>;
  /** How many slots a frame needs; grows while bodies are planned. */
  size: number;
}

export function newPlanner(program: Program, source: ModuleSource): Planner {
  return { program, source, slots: new Map(), size: 1 };
}

/** Where frames hold the variable. */
export function slotOf(planner: Planner, name: string): number {
  let slot = planner.slots.get(name);
  if (slot === undefined) {
    slot = planner.size++;
    planner.slots.set(name, slot);
  }
  return slot;
}

/** A slot that no variable has. */
export function freshSlot(planner: Planner): number {
  return planner.size++;
}
