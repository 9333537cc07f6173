/** `with`: the expression is evaluated in a context in which documents or functions are replaced, what follows is not. */
import type { CoreExpr, CoreTerm, CoreWith } from '../compile/core.ts';
import { entries, isObject, ObjectBuilder, type Value } from '../values/index.ts';
import type { Context, Frame, Mock, Replaced } from './context.ts';
import { getterOf } from './ground.ts';
import type { Bound, Getter, Next, Planner, Program } from './planner.ts';
import type { PlanExpr } from './traced.ts';

/** `plan` plans the expression itself. */
export function planModified(planner: Planner, expr: CoreExpr, bound: Bound, next: Next, plan: PlanExpr): Next {
  const change = planChanges(planner, expr.with, bound);
  const stack: [Context, Context][] = [];
  const inner = plan(planner, expr, bound, (frame) => {
    const [outer, changed] = stack.at(-1) as [Context, Context];
    stack.pop();
    frame[0] = outer;
    const stop = next(frame);
    frame[0] = changed;
    stack.push([outer, changed]);
    return stop;
  });
  return (frame) => {
    const outer = frame[0];
    const changed = change(frame);
    if (changed === undefined) return false;
    const height = stack.length;
    stack.push([outer, changed]);
    frame[0] = changed;
    try {
      return inner(frame);
    } finally {
      frame[0] = outer;
      stack.length = height;
    }
  };
}

type Change = (frame: Frame, context: Context) => Context | undefined;

/** Undefined where a replacement is; the expression then has no solution. */
function planChanges(planner: Planner, list: readonly CoreWith[], bound: Bound): (frame: Frame) => Context | undefined {
  const changes = list.map((modifier) => planChange(planner, modifier, bound));
  return (frame) => {
    let context: Context | undefined = { ...frame[0], results: [], calls: [], comprehensions: [] };
    for (const change of changes) {
      context = change(frame, context);
      if (context === undefined) return undefined;
    }
    return context;
  };
}

function planChange(planner: Planner, { target, value }: CoreWith, bound: Bound): Change {
  const { program } = planner;
  const mock = mockOf(value, program);
  if (mock !== undefined) return (_frame, context) => withMock(context, nameOf(target), mock);
  const get = getterOf(planner, value, bound);
  if (target.kind === 'builtin' || (target.kind === 'data' && program.isFunction(target.path))) {
    return withValue(get, (context, replacement) =>
      withMock(context, nameOf(target), { kind: 'value', value: replacement }),
    );
  }
  const { path } = target;
  if (target.kind === 'input') {
    return withValue(get, (context, replacement) => ({
      ...context,
      input: withAt(context.input, path, replacement),
    }));
  }
  return withValue(get, (context, replacement) => ({
    ...context,
    data: withAt(context.data, path, replacement),
    replaced: replacedAt(context.replaced, path),
  }));
}

function withValue(get: Getter, change: (context: Context, replacement: Value) => Context): Change {
  return (frame, context) => {
    const replacement = get(frame);
    return replacement === undefined ? undefined : change(context, replacement);
  };
}

function nameOf(target: CoreWith['target']): string {
  return target.kind === 'builtin' ? target.name : `data.${target.path.join('.')}`;
}

/** The function that a replacement names. */
function mockOf(value: CoreTerm, program: Program): Mock | undefined {
  if (value.kind !== 'ref' || value.head !== 'data') return undefined;
  const path = value.path.map((step) => (step.kind === 'scalar' ? String(step.value) : ''));
  const [first] = path;
  if (first?.startsWith('builtin:') === true) return { kind: 'builtin', name: first.slice('builtin:'.length) };
  return program.isFunction(path) ? { kind: 'function', path } : undefined;
}

/** A copy of a document with a value at a path; what is in the way is replaced by objects. */
function withAt(document: Value | undefined, path: readonly string[], value: Value): Value {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  const builder = new ObjectBuilder();
  if (isObject(document)) for (const [key, element] of entries(document)) builder.set(key, element);
  builder.set(first, withAt(builder.get(first), rest, value));
  return builder.build();
}

function replacedAt(replaced: Replaced | undefined, path: readonly string[]): Replaced {
  const [first, ...rest] = path;
  if (first === undefined || replaced?.whole === true) return { whole: true, children: new Map() };
  const children = new Map(replaced?.children ?? []);
  children.set(first, replacedAt(children.get(first), rest));
  return { whole: false, children };
}

function withMock(context: Context, name: string, mock: Mock): Context {
  const mocks = new Map(context.mocks ?? []);
  mocks.set(name, mock);
  return { ...context, mocks };
}
