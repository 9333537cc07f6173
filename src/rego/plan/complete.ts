/** Complete rules and functions: one value, on which all rules that hold must agree. */
import { type CoreRule, type CoreTerm, termVars } from '../compile/core.ts';
import type { VirtualDocument } from '../compile/tree.ts';
import { equals, type Value } from '../values/index.ts';
import { planBody } from './body.ts';
import { type Context, conflict, type Frame, newFrame, UNDEFINED } from './context.ts';
import type { Call, Evaluate } from './documents.ts';
import { getterOf } from './ground.ts';
import { matchParts } from './match.ts';
import { type Bound, freshSlot, type Next, newPlanner, type Planner, type Program } from './planner.ts';
import { indexRules } from './rule-index.ts';

const MULTIPLE = 'complete rules must not produce multiple outputs';
const MULTIPLE_OF_FUNCTION = 'functions must not produce multiple outputs for same inputs';

export function planComplete(document: VirtualDocument, program: Program): Evaluate {
  const decide = planAgreed(document.rules, program, MULTIPLE);
  const fallback = document.fallback === undefined ? undefined : planBranches(document.fallback, program, MULTIPLE);
  return (context) => {
    const value = decide(context, undefined);
    if (value !== undefined || fallback === undefined) return value;
    return fallback.run(newFrame(context, fallback.size()), undefined);
  };
}

/** Results of calls with one argument are kept for the context. */
export function planFunction(document: VirtualDocument, program: Program): Call {
  const decide = planAgreed(document.rules, program, MULTIPLE_OF_FUNCTION);
  const fallback =
    document.fallback === undefined ? undefined : planBranches(document.fallback, program, MULTIPLE_OF_FUNCTION);
  return (context, args) => {
    const { id } = document;
    const key = args.length === 1 ? args[0] : undefined;
    let cache = context.calls[id];
    if (cache === undefined) {
      cache = new Map();
      context.calls[id] = cache;
    }
    const cacheable = args.length === 1;
    const known = cacheable ? cache.get(key) : undefined;
    if (known !== undefined) return known === UNDEFINED ? undefined : (known as Value);
    let value = decide(context, args);
    if (value === undefined && fallback !== undefined) {
      value = fallback.run(newFrame(context, fallback.size()), args);
    }
    if (cacheable) cache.set(key, value === undefined ? UNDEFINED : value);
    return value;
  };
}

type Agreed = (context: Context, args: readonly Value[] | undefined) => Value | undefined;

/** A rule is planned when it is first run. */
function planAgreed(rules: readonly CoreRule[], program: Program, message: string): Agreed {
  const index = program.traced ? undefined : indexRules(rules);
  const plans: (Branches | undefined)[] = [];
  const all = [...rules.keys()];
  const planAt = (at: number): Branches => {
    plans[at] ??= planBranches(rules[at] as CoreRule, program, message);
    return plans[at];
  };
  return (context, args) => agreed(rules, index?.(context, args) ?? all, planAt, context, args, message);
}

/** Rules that can only repeat a value already found are not run. */
function agreed(
  rules: readonly CoreRule[],
  candidates: readonly number[],
  planAt: (at: number) => Branches,
  context: Context,
  args: readonly Value[] | undefined,
  message: string,
): Value | undefined {
  let value: Value | undefined;
  for (const index of candidates) {
    const branches = planAt(index);
    if (value !== undefined && branches.constant !== undefined && equals(branches.constant, value)) continue;
    const result = branches.run(newFrame(context, branches.size()), args);
    if (result === undefined) continue;
    if (value !== undefined && !equals(value, result)) {
      const rule = rules[index] as CoreRule;
      throw conflict(message, rule.source, rule.at);
    }
    value = result;
  }
  return value;
}

/** One rule with its else branches: the value of the first branch with a solution. */
interface Branches {
  readonly size: () => number;
  /** Throws where solutions of one branch disagree. */
  readonly run: (frame: Frame, args: readonly Value[] | undefined) => Value | undefined;
  /** The value, where it is the same whichever branch holds. */
  readonly constant: Value | undefined;
}

function planBranches(rule: CoreRule, program: Program, message: string): Branches {
  const planner = newPlanner(program, rule.source);
  const found = freshSlot(planner);
  const branches: Branch[] = [];
  const constants: (Value | undefined)[] = [];
  for (let at: CoreRule | undefined = rule; at !== undefined; at = at.otherwise) {
    constants.push(constantOf(at));
    branches.push(planBranch(planner, at, found, message));
  }
  const [first] = constants;
  const uniform = constants.every((constant) => constant !== undefined && constant === first);
  return {
    size: () => planner.size,
    constant: uniform ? first : undefined,
    run: (frame, args) => {
      for (const branch of branches) {
        branch(frame, args);
        const value = frame[found] as Value | undefined;
        if (value !== undefined) return value;
      }
      return undefined;
    },
  };
}

function constantOf({ value }: CoreRule): Value | undefined {
  return value?.kind === 'scalar' ? value.value : undefined;
}

type Branch = (frame: Frame, args: readonly Value[] | undefined) => boolean;

/** Puts the value into slot `found`. */
function planBranch(planner: Planner, rule: CoreRule, found: number, message: string): Branch {
  const known = new Set<string>();
  for (const arg of rule.args ?? []) termVars(arg, known);
  const body = planBody(planner, rule.body, known, (bound) => planValue(planner, rule, found, bound, message));
  if (rule.args === undefined) return body;
  const match = matchParts(planner, rule.args, new Set(), body);
  return (frame, args) => match(frame, args as readonly Value[]);
}

function planValue(planner: Planner, rule: CoreRule, found: number, bound: Bound, message: string): Next {
  const constant = constantOf(rule);
  if (constant !== undefined) {
    return (frame) => {
      frame[found] = constant;
      return true;
    };
  }
  const get = getterOf(planner, rule.value as CoreTerm, bound);
  return (frame) => {
    const result = get(frame);
    if (result === undefined) return false;
    const earlier = frame[found] as Value | undefined;
    if (earlier !== undefined && !equals(earlier, result)) throw conflict(message, rule.source, rule.at);
    frame[found] = result;
    return false;
  };
}
