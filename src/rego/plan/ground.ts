/** Terms whose variables are all bound: each has one value, or none. */
import { type CoreArray, type CoreObject, type CoreSet, type CoreTerm, termVars } from '../compile/core.ts';
import { ObjectBuilder, RegoSet, type Value } from '../values/index.ts';
import { planComprehension } from './comprehension.ts';
import { type Bound, type Getter, type Planner, slotOf } from './planner.ts';
import { groundReference } from './reference.ts';

export function isGround(term: CoreTerm, bound: Bound): boolean {
  switch (term.kind) {
    case 'scalar':
    case 'comprehension':
      return true;
    case 'var':
      return bound.has(term.name);
    default:
      for (const name of termVars(term)) if (!bound.has(name)) return false;
      return true;
  }
}

export function getterOf(planner: Planner, term: CoreTerm, bound: Bound): Getter {
  switch (term.kind) {
    case 'scalar': {
      const { value } = term;
      return () => value;
    }
    case 'var': {
      const slot = slotOf(planner, term.name);
      return (frame) => frame[slot] as Value | undefined;
    }
    case 'array':
    case 'set':
    case 'object': {
      const constant = constantOf(term);
      if (constant !== undefined) return () => constant;
      return compositeOf(planner, term, bound);
    }
    case 'ref':
      return groundReference(planner, term, bound);
    case 'comprehension':
      return planComprehension(planner, term, bound);
  }
}

function compositeOf(planner: Planner, term: CoreArray | CoreSet | CoreObject, bound: Bound): Getter {
  switch (term.kind) {
    case 'array':
      return arrayOf(term.elements.map((element) => getterOf(planner, element, bound)));
    case 'set':
      return setOf(term.elements.map((element) => getterOf(planner, element, bound)));
    case 'object':
      return objectOf(
        term.entries.map(([key, value]) => [getterOf(planner, key, bound), getterOf(planner, value, bound)] as const),
      );
  }
}

function arrayOf(elements: readonly Getter[]): Getter {
  return (frame) => {
    const array: Value[] = [];
    for (const get of elements) {
      const element = get(frame);
      if (element === undefined) return undefined;
      array.push(element);
    }
    return array;
  };
}

function setOf(elements: readonly Getter[]): Getter {
  return (frame) => {
    const set = new RegoSet();
    for (const get of elements) {
      const element = get(frame);
      if (element === undefined) return undefined;
      set.add(element);
    }
    return set;
  };
}

function objectOf(pairs: readonly (readonly [Getter, Getter])[]): Getter {
  return (frame) => {
    const builder = new ObjectBuilder();
    for (const [getKey, getValue] of pairs) {
      const key = getKey(frame);
      const value = getValue(frame);
      if (key === undefined || value === undefined) return undefined;
      builder.set(key, value);
    }
    return builder.build();
  };
}

/** The value of a term without variables, references and comprehensions. */
function constantOf(term: CoreTerm): Value | undefined {
  switch (term.kind) {
    case 'scalar':
      return term.value;
    case 'array': {
      const elements = term.elements.map(constantOf);
      return elements.every((element) => element !== undefined) ? (elements as Value[]) : undefined;
    }
    case 'set': {
      const set = new RegoSet();
      for (const element of term.elements) {
        const value = constantOf(element);
        if (value === undefined) return undefined;
        set.add(value);
      }
      return set;
    }
    case 'object': {
      const builder = new ObjectBuilder();
      for (const [key, value] of term.entries) {
        const name = constantOf(key);
        const element = constantOf(value);
        if (name === undefined || element === undefined) return undefined;
        builder.set(name, element);
      }
      return builder.build();
    }
    default:
      return undefined;
  }
}
