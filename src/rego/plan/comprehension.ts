/** Comprehensions. One that depends on nothing around it is evaluated once per context. */
import {
  type Closure,
  type CoreComprehension,
  type CoreTerm,
  exprClosures,
  exprVars,
  termClosures,
  termVars,
} from '../compile/core.ts';
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

/** Whether a comprehension in the term uses any variable that is bound outside it. */
function dependsOn(term: CoreTerm, bound: Bound): boolean {
  const closures: Closure[] = [];
  termClosures(term, closures);
  return closures.some((closure) => closureUses(closure, bound));
}

function closureUses({ body, results }: Closure, bound: Bound): boolean {
  return (
    body.some((expr) => isAmong(exprVars(expr), bound) || exprClosures(expr).some((one) => closureUses(one, bound))) ||
    results.some((result) => isAmong(termVars(result), bound) || dependsOn(result, bound))
  );
}

function isAmong(names: ReadonlySet<string>, bound: Bound): boolean {
  for (const name of names) if (bound.has(name)) return true;
  return false;
}
