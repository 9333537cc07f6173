/** The length of a collection or structure, known or not. */
import { lengthBounds, refine, unknownNotNull } from './refinement.ts';
import { NUMBER } from './type.ts';
import { numberValue, type Value, withMarks } from './value.ts';

/** cty's Length: a number, or an unknown one within bounds. The value is not null and is a collection, tuple or object (or unknown). */
export function lengthOf(value: Value): Value {
  const { marks } = value;
  if (value.type.kind === 'dynamic') return withMarks(unknownNotNull(NUMBER), marks);
  const { min, max } = lengthBounds(value);
  if (min === max) return withMarks(numberValue(min), marks);
  const bounds = {
    notNull: true,
    min: { value: min, inclusive: true },
    ...(max === Infinity ? {} : { max: { value: max, inclusive: true } }),
  };
  return withMarks(refine(unknownNotNull(NUMBER), bounds), marks);
}
