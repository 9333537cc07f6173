/** Values against patterns: bound parts are compared, unbound variables assigned. */
import { type CoreObject, type CoreRef, type CoreTerm, termVars } from '../compile/core.ts';
import { equals, isArray, isObject, lookup, objectSize, type Value } from '../values/index.ts';
import type { Frame } from './context.ts';
import { getterOf, isGround } from './ground.ts';
import { type Bound, type Emit, freshSlot, type Getter, type Next, type Planner, slotOf } from './planner.ts';
import { iterateReference } from './reference.ts';

/** The value that `get` gives against the pattern. */
export function matchGetter(planner: Planner, pattern: CoreTerm, get: Getter, bound: Bound, next: Next): Next {
  if (pattern.kind === 'var') {
    const slot = slotOf(planner, pattern.name);
    return (frame) => {
      const value = get(frame);
      if (value === undefined) return false;
      frame[slot] = value;
      return next(frame);
    };
  }
  const match = matchTerm(planner, pattern, bound, next);
  return (frame) => {
    const value = get(frame);
    return value !== undefined && match(frame, value);
  };
}

export function matchTerm(planner: Planner, pattern: CoreTerm, bound: Bound, next: Next): Emit {
  if (pattern.kind === 'var' && !bound.has(pattern.name)) {
    const slot = slotOf(planner, pattern.name);
    return (frame, value) => {
      frame[slot] = value;
      return next(frame);
    };
  }
  if (isGround(pattern, bound)) return matchGround(getterOf(planner, pattern, bound), next);
  switch (pattern.kind) {
    case 'array': {
      const { length } = pattern.elements;
      const matchElements = matchParts(planner, pattern.elements, bound, next);
      return (frame, value) => isArray(value) && value.length === length && matchElements(frame, value);
    }
    case 'object':
      return matchObject(planner, pattern, bound, next);
    case 'ref':
      return matchReference(planner, pattern, bound, next);
    default:
      return () => false;
  }
}

function matchGround(get: Getter, next: Next): Emit {
  return (frame, value) => {
    const own = get(frame);
    return own !== undefined && (own === value || equals(own, value)) && next(frame);
  };
}

function matchObject(planner: Planner, { entries }: CoreObject, bound: Bound, next: Next): Emit {
  const keys = entries.map(([key]) => getterOf(planner, key, bound));
  const patterns = entries.map(([, value]) => value);
  const matchValues = matchParts(planner, patterns, bound, next);
  return (frame, value) => {
    if (!isObject(value) || objectSize(value) !== keys.length) return false;
    const parts: Value[] = [];
    for (const get of keys) {
      const key = get(frame);
      const part = key === undefined ? undefined : lookup(value, key);
      if (part === undefined) return false;
      parts.push(part);
    }
    return matchValues(frame, parts);
  };
}

function matchReference(planner: Planner, pattern: CoreRef, bound: Bound, next: Next): Emit {
  const held = freshSlot(planner);
  const inner = iterateReference(
    planner,
    pattern,
    bound,
    (frame, value) => equals(frame[held] as Value, value) && next(frame),
  );
  return (frame, value) => {
    frame[held] = value;
    return inner(frame);
  };
}

/** Matches the members of a sequence, in order. */
export function matchParts(
  planner: Planner,
  parts: readonly CoreTerm[],
  bound: Bound,
  next: Next,
): (frame: Frame, values: readonly Value[]) => boolean {
  const sequence = freshSlot(planner);
  const before: Set<string>[] = [];
  const known = new Set(bound);
  for (const part of parts) {
    before.push(new Set(known));
    termVars(part, known);
  }
  let plan = next;
  for (let index = parts.length - 1; index >= 0; index--) {
    const match = matchTerm(planner, parts[index] as CoreTerm, before[index] as Set<string>, plan);
    plan = (frame) => match(frame, (frame[sequence] as readonly Value[])[index] as Value);
  }
  return (frame, values) => {
    frame[sequence] = values;
    return plan(frame);
  };
}
