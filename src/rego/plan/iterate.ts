/** Walks over collections at run time; every element counts as a step. */
import { entries, isArray, isObject, RegoSet, type Value } from '../values/index.ts';
import { type Frame, step } from './context.ts';

/** Elements of a collection in Rego's order until `visit` gives true; nothing for scalars. */
export function iterate(frame: Frame, value: Value, visit: (key: Value, element: Value) => boolean): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { evaluation } = frame[0];
  if (isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      step(evaluation);
      if (visit(index, value[index] as Value)) return true;
    }
    return false;
  }
  if (value instanceof RegoSet) {
    for (const element of value.sorted()) {
      step(evaluation);
      if (visit(element, element)) return true;
    }
    return false;
  }
  if (isObject(value)) {
    const pairs = entries(value);
    for (const [key, element] of pairs) {
      step(evaluation);
      if (visit(key, element)) return true;
    }
  }
  return false;
}
