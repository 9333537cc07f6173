/** Calls of functions and built-ins, and what `with` puts in their place. */
import type { CoreCall } from '../compile/core.ts';
import { EvaluationFailure, regoError } from '../diagnostics.ts';
import { equals, type Value } from '../values/index.ts';
import { BuiltinFailure, type BuiltinRelation } from './builtin.ts';
import { type Context, type Frame, step } from './context.ts';
import { getterOf } from './ground.ts';
import { matchTerm } from './match.ts';
import type { Bound, Emit, Getter, Next, Planner } from './planner.ts';

export function planCall(planner: Planner, expr: CoreCall, bound: Bound, next: Next): Next {
  const { operator } = expr;
  const arity = planner.program.arity(operator) ?? expr.args.length;
  const inputs = expr.args.slice(0, arity).map((arg) => getterOf(planner, arg, bound));
  const output = expr.output ?? expr.args[arity];
  const emit: Emit =
    output === undefined ? (frame, value) => value !== false && next(frame) : matchTerm(planner, output, bound, next);
  const relation = typeof operator === 'string' ? planner.program.relation(operator) : undefined;
  if (relation !== undefined) return planRelation(relation, inputs, emit);
  const invoke = planInvocation(planner, operator, expr.at);
  const quick = typeof operator === 'string' ? QUICK[operator] : undefined;
  if (quick !== undefined && inputs.length === 2) return planQuick(quick, inputs, invoke, emit);
  return (frame) => {
    const args = evaluateAll(inputs, frame);
    if (args === undefined) return false;
    const value = invoke(frame[0], args);
    return value !== undefined && emit(frame, value);
  };
}

function evaluateAll(getters: readonly Getter[], frame: Frame): Value[] | undefined {
  const values: Value[] = [];
  for (const get of getters) {
    const value = get(frame);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

/** A built-in with several results. */
function planRelation(relation: BuiltinRelation, inputs: readonly Getter[], emit: Emit): Next {
  return (frame) => {
    const args = evaluateAll(inputs, frame);
    if (args === undefined) return false;
    for (const value of relation(args)) {
      step(frame[0].evaluation);
      if (emit(frame, value)) return true;
    }
    return false;
  };
}

type Quick = (a: Value, b: Value) => Value | undefined;

/** Comparisons of two scalars of a kind without a call; undefined where the general way is needed. */
const QUICK: Readonly<Record<string, Quick>> = {
  lt: (a, b) => (typeof a === 'number' && typeof b === 'number' ? a < b : undefined),
  lte: (a, b) => (typeof a === 'number' && typeof b === 'number' ? a <= b : undefined),
  gt: (a, b) => (typeof a === 'number' && typeof b === 'number' ? a > b : undefined),
  gte: (a, b) => (typeof a === 'number' && typeof b === 'number' ? a >= b : undefined),
  neq: (a, b) => !equals(a, b),
  equal: (a, b) => equals(a, b),
};

function planQuick(quick: Quick, inputs: readonly Getter[], invoke: Invocation, emit: Emit): Next {
  const [left, right] = inputs as [Getter, Getter];
  return (frame) => {
    const a = left(frame);
    if (a === undefined) return false;
    const b = right(frame);
    if (b === undefined) return false;
    const context = frame[0];
    const value = context.mocks === undefined ? quick(a, b) : undefined;
    if (value !== undefined) return emit(frame, value);
    const slow = invoke(context, [a, b]);
    return slow !== undefined && emit(frame, slow);
  };
}

type Invocation = (context: Context, args: readonly Value[]) => Value | undefined;

/** The call itself, or what stands in for it in the context. */
function planInvocation(planner: Planner, operator: CoreCall['operator'], at: number): Invocation {
  const { program } = planner;
  const name = typeof operator === 'string' ? operator : `data.${operator.join('.')}`;
  const invoke: Invocation =
    typeof operator === 'string'
      ? planBuiltin(planner, operator, at)
      : (context, args) => program.callFunction(context, operator, args);
  return (context, args) => {
    const mock = context.mocks?.get(name);
    if (mock === undefined) return invoke(context, args);
    if (mock.kind === 'value') return mock.value;
    const inner = { ...context, results: [], calls: [], comprehensions: [], mocks: undefined };
    if (mock.kind === 'function') return program.callFunction(inner, mock.path, args);
    return planBuiltin(planner, mock.name, -1)(inner, args);
  };
}

function planBuiltin({ program, source }: Planner, name: string, at: number): Invocation {
  const builtin = program.builtin(name);
  if (builtin === undefined) {
    return () => {
      const message = `${name}: unsafe built-in function calls in expression: ${name}`;
      throw new EvaluationFailure(regoError('eval_builtin_error', message, source, at));
    };
  }
  return (context, args) => {
    const { evaluation } = context;
    step(evaluation);
    const result = builtin(args, evaluation);
    if (!(result instanceof BuiltinFailure)) return result;
    const code = result.kind === 'type' ? 'eval_type_error' : 'eval_builtin_error';
    evaluation.builtinError ??= regoError(code, `${name}: ${result.message}`, source, at);
    return undefined;
  };
}
