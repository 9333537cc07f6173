/** Comprehensions. One that depends on nothing around it is evaluated once per context. */
import type { CoreBody, CoreComprehension, CoreTerm } from '../compile/core.ts';
import { exprVars, termVars } from '../compile/core.ts';
import { equals, ObjectBuilder, RegoSet, type Value } from '../values/index.ts';
import { planBody } from './body.ts';
import { conflict } from './context.ts';
import { getterOf } from './ground.ts';
import { type Bound, freshSlot, type Getter, type Next, type Planner } from './planner.ts';

export function planComprehension(planner: Planner, term: CoreComprehension, bound: Bound): Getter {
  const collect = planCollection(planner, term, bound);
  if (dependsOn(term, bound)) return collect;
  const id = planner.program.newComprehension();
  return (frame) => {
    const known = frame[0].comprehensions[id];
    if (known !== undefined) return known;
    const value = collect(frame);
    if (value !== undefined) frame[0].comprehensions[id] = value;
    return value;
  };
}

function planCollection(planner: Planner, term: CoreComprehension, bound: Bound): Getter {
  const { collects } = term;
  const collector = freshSlot(planner);
  const body = planBody(planner, term.body, bound, (inside) => planElement(planner, term, collector, inside));
  return (frame) => {
    const collected = collects === 'array' ? [] : collects === 'set' ? new RegoSet() : new ObjectBuilder();
    frame[collector] = collected as Value;
    body(frame);
    return collected instanceof ObjectBuilder ? collected.build() : (collected as Value);
  };
}

/** Puts what one solution gives into what slot `collector` holds. */
function planElement(planner: Planner, term: CoreComprehension, collector: number, inside: Bound): Next {
  const { collects } = term;
  const getValue = getterOf(planner, term.value, inside);
  if (term.key !== undefined) return planEntry(planner, term, term.key, collector, getValue, inside);
  return (frame) => {
    const element = getValue(frame);
    if (element === undefined) return false;
    const collected = frame[collector] as unknown;
    if (collects === 'array') (collected as Value[]).push(element);
    else (collected as RegoSet).add(element);
    return false;
  };
}

function planEntry(
  planner: Planner,
  { at }: CoreComprehension,
  key: CoreTerm,
  collector: number,
  getValue: Getter,
  inside: Bound,
): Next {
  const { source } = planner;
  const getKey = getterOf(planner, key, inside);
  return (frame) => {
    const element = getValue(frame);
    if (element === undefined) return false;
    const name = getKey(frame);
    if (name === undefined) return false;
    const builder = frame[collector] as unknown as ObjectBuilder;
    const existing = builder.get(name);
    if (existing !== undefined && !equals(existing, element)) {
      throw conflict('object keys must be unique', source, at);
    }
    builder.set(name, element);
    return false;
  };
}

/** Whether a comprehension uses any variable that is bound outside it. */
function dependsOn(term: CoreComprehension, bound: Bound): boolean {
  let found = false;
  const visitTerm = (inner: CoreTerm): void => {
    for (const name of termVars(inner)) if (bound.has(name)) found = true;
    visitNested(inner);
  };
  const visitNested = (inner: CoreTerm): void => {
    if (inner.kind === 'comprehension') visitComprehension(inner);
    else if (inner.kind === 'array' || inner.kind === 'set') inner.elements.forEach(visitNested);
    else if (inner.kind === 'ref') inner.path.forEach(visitNested);
    else if (inner.kind === 'object') {
      for (const [key, value] of inner.entries) {
        visitNested(key);
        visitNested(value);
      }
    }
  };
  const visitBody = (body: CoreBody): void => {
    for (const expr of body) {
      for (const name of exprVars(expr)) if (bound.has(name)) found = true;
      switch (expr.kind) {
        case 'test':
          visitNested(expr.term);
          break;
        case 'unify':
          visitNested(expr.left);
          visitNested(expr.right);
          break;
        case 'call':
          expr.args.forEach(visitNested);
          break;
        case 'every':
          visitNested(expr.domain);
          visitBody(expr.body);
          break;
        case 'not-body':
          visitBody(expr.body);
          break;
        case 'and':
        case 'or':
          visitBody(expr.left);
          visitBody(expr.right);
          break;
      }
    }
  };
  const visitComprehension = (inner: CoreComprehension): void => {
    visitBody(inner.body);
    visitTerm(inner.value);
    if (inner.key !== undefined) visitTerm(inner.key);
  };
  visitComprehension(term);
  return found;
}
