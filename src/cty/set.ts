/** Sets: no duplicates, and cty's iteration order, which outputs, `for_each` and plans show. */
import { quoteGo } from '../util/quote-go.ts';
import { hashText } from './decimal.ts';
import { deepMarks, stripMarks, unionMarks } from './marks.ts';
import { compareNumeric } from './number.ts';
import type { Type } from './type.ts';
import {
  canonicalSet,
  elementsOf,
  entriesOf,
  type KnownValue,
  type Marks,
  NO_MARKS,
  type Numeric,
  type Value,
  withMarks,
} from './value.ts';

/** A set of these elements, each already of type `element`: duplicates removed, sorted. Marks of elements become marks of the set. */
export function setValue(element: Type, elements: readonly Value[]): Value {
  let marks: Marks = NO_MARKS;
  for (const value of elements) marks = unionMarks(marks, deepMarks(value));
  const bare = marks.size === 0 ? elements : elements.map(stripMarks);
  return withMarks(canonicalSet(element, sortDistinct(element, bare)), marks);
}

function sortDistinct(element: Type, values: readonly Value[]): readonly Value[] {
  if (values.length < 2) return values;
  const seen = new Map<string, Value>();
  const distinct: Value[] = [];
  for (const value of values) {
    const key = identityKey(value);
    if (key === undefined) {
      distinct.push(value);
    } else if (!seen.has(key)) {
      seen.set(key, value);
      distinct.push(value);
    }
  }
  const compare = comparison(element);
  return distinct.sort((a, b) => rank(a) - rank(b) || (a.state === 'known' && b.state === 'known' ? compare(a, b) : 0));
}

function rank(value: Value): number {
  return value.state === 'known' ? 0 : value.state === 'unknown' ? 1 : 2;
}

/** The order of known elements of one type: strings by their bytes, numbers, false before true, anything else by its hash bytes. */
function comparison(element: Type): (a: KnownValue, b: KnownValue) => number {
  switch (element.kind) {
    case 'string':
      return (a, b) => compareBytes(a.data as string, b.data as string);
    case 'number':
      return (a, b) => compareNumeric(a.data as Numeric, b.data as Numeric);
    case 'bool':
      return (a, b) => Number(a.data) - Number(b.data);
    default: {
      const hashes = new Map<KnownValue, string>();
      const hashOf = (value: KnownValue): string => {
        let text = hashes.get(value);
        if (text === undefined) {
          text = hashBytes(value);
          hashes.set(value, text);
        }
        return text;
      };
      return (a, b) => compareBytes(hashOf(a), hashOf(b));
    }
  }
}

/** Orders strings as their UTF-8 bytes do; UTF-16 order differs only where surrogates meet the highest characters. */
export function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const highX = x >= 0xd800 && x <= 0xdfff;
    const highY = y >= 0xd800 && y <= 0xdfff;
    if (highX !== highY) return highX ? 1 : -1;
    return x - y;
  }
  return a.length - b.length;
}

/** A text that two wholly known values share exactly if they are equal; undefined for a value with unknown parts. */
export function identityKey(value: Value): string | undefined {
  if (value.state === 'unknown') return undefined;
  if (value.state === 'null') return '~';
  const data = value.data;
  switch (value.type.kind) {
    case 'string':
      return `"${(data as string).length}:${data as string}`;
    case 'bool':
      return data ? 'T' : 'F';
    case 'number': {
      const number = data as Numeric;
      return typeof number === 'number' ? `${number};` : `${number.mantissa.toString(36)}^${number.exponent};`;
    }
    default: {
      let text = value.type.kind === 'map' || value.type.kind === 'object' ? '{' : '[';
      const parts = data instanceof Map ? entriesOf(value) : elementsOf(value).entries();
      for (const [key, part] of parts) {
        const inner = identityKey(part);
        if (inner === undefined) return undefined;
        text += data instanceof Map ? `${String(key).length}:${String(key)}=${inner}` : inner;
      }
      return `${text}]`;
    }
  }
}

/** The text whose bytes order the elements of sets of collections and structures. */
export function hashBytes(value: Value): string {
  if (value.state === 'unknown') return '?';
  if (value.state === 'null') return '~';
  switch (value.type.kind) {
    case 'number':
      return hashText(value.data as Numeric);
    case 'bool':
      return value.data ? 'T' : 'F';
    case 'string':
      return quoteGo(value.data as string);
    case 'map':
      return `{${[...entriesOf(value)].map(([key, part]) => `${quoteGo(key)}:${hashBytes(part)};`).join('')}}`;
    case 'list':
    case 'set':
      return `[${elementsOf(value)
        .map((part) => `${hashBytes(part)};`)
        .join('')}]`;
    case 'object':
      return `<${[...entriesOf(value).values()].map((part) => `${hashBytes(part)};`).join('')}>`;
    case 'tuple':
      return `<${elementsOf(value)
        .map((part) => `${hashBytes(part)};`)
        .join('')}>`;
    default:
      return '';
  }
}
