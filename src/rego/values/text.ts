import { numberText } from './number.ts';
import { entries, isArray, isNumber, isObject, RegoSet, type Value } from './value.ts';

/** A string in Go's and JSON's quoting. */
export function quote(text: string): string {
  return JSON.stringify(text);
}

/** A value as Rego writes it: `{"a": [1, 2]}`, `{1, 2}`, `set()`. */
export function valueText(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'boolean') return String(value);
  if (isNumber(value)) return numberText(value);
  if (isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  if (value instanceof RegoSet) return value.size === 0 ? 'set()' : `{${value.sorted().map(valueText).join(', ')}}`;
  if (isObject(value)) {
    return `{${entries(value)
      .map(([key, member]) => `${valueText(key)}: ${valueText(member)}`)
      .join(', ')}}`;
  }
  throw new Error('not a Rego value');
}
