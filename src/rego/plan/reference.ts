/** References: steps into a value, of which some may be variables that are to be found. */
import { type CoreRef, type CoreTerm, termVars } from '../compile/core.ts';
import { isArray, lookup, type Value } from '../values/index.ts';
import { step } from './context.ts';
import { iterateData } from './data-reference.ts';
import { getterOf, isGround } from './ground.ts';
import { iterate } from './iterate.ts';
import { matchTerm } from './match.ts';
import { type Bound, type Emit, freshSlot, type Getter, type Next, type Planner, slotOf } from './planner.ts';

/** A reference whose variables are all bound. */
export function groundReference(planner: Planner, ref: CoreRef, bound: Bound): Getter {
  if (ref.head !== 'data') return groundPath(planner, headOf(planner, ref.head, bound), ref.path, bound);
  const result = freshSlot(planner);
  const run = iterateData(planner, ref, bound, (frame, value) => {
    frame[result] = value;
    return true;
  });
  return (frame) => (run(frame) ? (frame[result] as Value) : undefined);
}

/** Each value that the reference may have. */
export function iterateReference(planner: Planner, ref: CoreRef, bound: Bound, emit: Emit): Next {
  if (ref.head === 'data') return iterateData(planner, ref, bound, emit);
  const open = ref.path.findIndex((key) => !isGround(key, bound));
  const split = open === -1 ? ref.path.length : open;
  const start = groundPath(planner, headOf(planner, ref.head, bound), ref.path.slice(0, split), bound);
  const rest = iteratePath(planner, ref.path.slice(split), bound, emit);
  return (frame) => {
    const value = start(frame);
    return value !== undefined && rest(frame, value);
  };
}

function headOf(planner: Planner, head: CoreTerm | 'input' | 'data', bound: Bound): Getter {
  return typeof head === 'string' ? (frame) => frame[0].input : getterOf(planner, head, bound);
}

function groundPath(planner: Planner, head: Getter, path: readonly CoreTerm[], bound: Bound): Getter {
  if (path.length === 0) return head;
  const constants = path.map((key) => (key.kind === 'scalar' ? key.value : undefined));
  if (constants.every((key) => key !== undefined)) return constantPath(head, constants as Value[]);
  const getters = path.map((key) => getterOf(planner, key, bound));
  return (frame) => {
    let value = head(frame);
    for (const get of getters) {
      if (value === undefined) return undefined;
      const key = get(frame);
      value = key === undefined ? undefined : lookup(value, key);
    }
    return value;
  };
}

function constantPath(head: Getter, keys: readonly Value[]): Getter {
  if (keys.length === 1) {
    const [only] = keys;
    return (frame) => {
      const value = head(frame);
      return value === undefined ? undefined : lookup(value, only as Value);
    };
  }
  return (frame) => {
    let value = head(frame);
    for (let index = 0; index < keys.length && value !== undefined; index++)
      value = lookup(value, keys[index] as Value);
    return value;
  };
}

/** Walks a value along steps of which some are to be found. */
export function iteratePath(planner: Planner, path: readonly CoreTerm[], bound: Bound, emit: Emit): Emit {
  const [first, ...rest] = path;
  if (first === undefined) return emit;
  if (isGround(first, bound)) {
    const key = getterOf(planner, first, bound);
    const next = iteratePath(planner, rest, bound, emit);
    return (frame, value) => {
      const at = key(frame);
      const element = at === undefined ? undefined : lookup(value, at);
      return element !== undefined && next(frame, element);
    };
  }
  const inside = new Set(bound);
  termVars(first, inside);
  const next = iteratePath(planner, rest, inside, emit);
  if (first.kind === 'var') return iterateVariable(slotOf(planner, first.name), next);
  const held = freshSlot(planner);
  const match = matchTerm(planner, first, bound, (frame) => next(frame, frame[held] as Value));
  return (frame, value) =>
    iterate(frame, value, (key, element) => {
      frame[held] = element;
      return match(frame, key);
    });
}

/** A step that is an unbound variable: every element in turn. */
function iterateVariable(slot: number, next: Emit): Emit {
  return (frame, value) => {
    if (isArray(value)) {
      for (let index = 0; index < value.length; index++) {
        step(frame[0].evaluation);
        frame[slot] = index;
        if (next(frame, value[index] as Value)) return true;
      }
      return false;
    }
    return iterate(frame, value, (key, element) => {
      frame[slot] = key;
      return next(frame, element);
    });
  };
}
