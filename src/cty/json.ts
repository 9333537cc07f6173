/** Values as JSON: against a known type (plans, state), and without one (`jsondecode`, variables files). */

import { limits } from '../source/index.ts';
import { convert } from './convert/convert.ts';
import { formatNumeric } from './decimal.ts';
import { isInfinite, numericToNumber, parseNumeric } from './number.ts';
import { setValue } from './set.ts';
import type { ObjectType, Type } from './type.ts';
import { typeFromJson, typeToJson } from './type-json.ts';
import {
  boolValue,
  DYNAMIC_NULL,
  elementsOf,
  entriesOf,
  type KnownValue,
  known,
  type Numeric,
  nullOf,
  numberValue,
  objectValue,
  sortedMap,
  stringValue,
  tupleValue,
  type Value,
} from './value.ts';

/**
 * Plain data for `JSON.stringify`. Where `type` is `any`, `{value, type}` stands for the value. Unknown values are refused (the caller
 * replaces them first); marks are ignored. Numbers beyond a double lose digits here; `jsonText` keeps them.
 */
export function toJson(value: Value, type: Type): unknown {
  if (value.state === 'unknown') throw new Error('an unknown value has no JSON form');
  if (type.kind === 'dynamic' && !(value.state === 'null' && value.type.kind === 'dynamic')) {
    return { value: toJson(value, value.type), type: typeToJson(value.type) };
  }
  if (value.state === 'null') return null;
  switch (type.kind) {
    case 'number':
      return numericToNumber(value.data as Numeric);
    case 'list':
    case 'set':
      return elementsOf(value).map((element) => toJson(element, type.element));
    case 'tuple':
      return elementsOf(value).map((element, i) => toJson(element, type.elements[i] as Type));
    case 'map':
      return plainObject(entriesOf(value), () => type.element);
    case 'object':
      return plainObject(entriesOf(value), (name) => type.attributes.get(name) as Type);
    default:
      return value.data;
  }
}

function plainObject(entries: ReadonlyMap<string, Value>, typeOf: (name: string) => Type): unknown {
  const plain: Record<string, unknown> = {};
  for (const [name, value] of entries) define(plain, name, toJson(value, typeOf(name)));
  return plain;
}

function define(plain: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(plain, name, { value, enumerable: true, configurable: true, writable: true });
  else plain[name] = value;
}

/** Reads plain JSON data as a value of the type; throws where it does not fit, for it comes from programs. */
export function fromJson(json: unknown, type: Type): Value {
  if (type.kind === 'dynamic') {
    if (json === null || json === undefined) return DYNAMIC_NULL;
    const wrapped = json as { value: unknown; type: unknown };
    return fromJson(wrapped.value, typeFromJson(wrapped.type));
  }
  if (json === null || json === undefined) return nullOf(type);
  switch (type.kind) {
    case 'list':
      return known(
        type,
        expectArray(json).map((element) => fromJson(element, type.element)),
      );
    case 'set':
      return setValue(
        type.element,
        expectArray(json).map((element) => fromJson(element, type.element)),
      );
    case 'tuple':
      return tupleValue(expectArray(json).map((element, i) => fromJson(element, type.elements[i] as Type)));
    case 'map':
      return known(
        type,
        sortedMap(Object.entries(json as object).map(([name, element]) => [name, fromJson(element, type.element)])),
      );
    case 'object':
      return objectFromJson(json as Record<string, unknown>, type);
    default: {
      const result = convert(impliedValue(json), type);
      if ('error' in result) throw new Error(`JSON does not fit the type: ${result.error}`);
      return result.value;
    }
  }
}

function objectFromJson(json: Record<string, unknown>, type: ObjectType): Value {
  return objectValue(
    [...type.attributes].map(([name, attribute]): [string, Value] => [
      name,
      fromJson(Object.hasOwn(json, name) ? json[name] : null, attribute),
    ]),
  );
}

function expectArray(json: unknown): readonly unknown[] {
  if (!Array.isArray(json)) throw new Error('JSON does not fit the type: an array is needed');
  return json;
}

/** Normal form, and half of a surrogate pair replaced. */
function wholeText(text: string): string {
  return (/[\ud800-\udfff]/.test(text) ? text.replace(/\p{Surrogate}/gu, '\ufffd') : text).normalize('NFC');
}

/** The value that plain JSON data stands for by itself: arrays are tuples, objects are objects. */
export function impliedValue(json: unknown): Value {
  switch (typeof json) {
    case 'string':
      return stringValue(wholeText(json));
    case 'boolean':
      return boolValue(json);
    case 'number':
      return numberValue(Number.isSafeInteger(json) ? json : (parseNumeric(String(json)) ?? 0));
    default:
      break;
  }
  if (json === null || json === undefined) return DYNAMIC_NULL;
  if (Array.isArray(json)) return tupleValue(json.map(impliedValue));
  return objectValue(
    Object.entries(json).map(([name, value]): [string, Value] => [wholeText(name), impliedValue(value)]),
  );
}

const LONG_NUMBER = /\d{16}|\d[eE][+-]?\d|\.\d{12}|-0/;

/** Parses JSON text exactly; an error is a sentence. Numbers keep all digits. */
export function parseJsonValue(text: string): { value: Value } | { error: string } {
  if (nesting(text) > limits.maxDepth)
    return { error: `nested deeper than ${limits.maxDepth} levels (limit maxDepth)` };
  try {
    const json = JSON.parse(text) as unknown;
    if (!LONG_NUMBER.test(text)) return { value: impliedValue(json) };
    const at = { index: 0 };
    return { value: exactValue(text, at) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** An upper bound of how deeply brackets nest. */
function nesting(text: string): number {
  let depth = 0;
  let most = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) {
      i++;
      while (i < text.length && text.charCodeAt(i) !== 0x22) i += text.charCodeAt(i) === 0x5c ? 2 : 1;
    } else if (code === 0x5b || code === 0x7b) {
      depth++;
      if (depth > most) most = depth;
    } else if (code === 0x5d || code === 0x7d) {
      depth--;
    }
  }
  return most;
}

const SPACE = /[ \t\r\n]*/y;
const NUMBER_TOKEN = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING_TOKEN = /"(?:[^"\\]|\\.)*"/y;

/** Reads text that `JSON.parse` has accepted, with numbers as they are written. */
function exactValue(text: string, at: { index: number }): Value {
  const token = (pattern: RegExp): string => {
    pattern.lastIndex = at.index;
    const found = pattern.exec(text)?.[0] ?? '';
    at.index += found.length;
    return found;
  };
  const punctuation = (): string => {
    token(SPACE);
    return text[at.index] as string;
  };
  const first = punctuation();
  if (first === '"') return stringValue(wholeText(JSON.parse(token(STRING_TOKEN)) as string));
  if (first === 't' || first === 'f' || first === 'n') {
    at.index += first === 'f' ? 5 : 4;
    return first === 'n' ? DYNAMIC_NULL : boolValue(first === 't');
  }
  if (first !== '[' && first !== '{') {
    const number = token(NUMBER_TOKEN);
    const value = parseNumeric(number);
    if (value === undefined) throw new Error(`the number ${number.slice(0, 40)} is out of range`);
    return numberValue(value);
  }
  const close = first === '[' ? ']' : '}';
  const elements: Value[] = [];
  const entries = new Map<string, Value>();
  at.index++;
  while (punctuation() !== close) {
    if (text[at.index] === ',') {
      at.index++;
      token(SPACE);
    }
    if (first === '[') {
      elements.push(exactValue(text, at));
      continue;
    }
    const name = wholeText(JSON.parse(token(STRING_TOKEN)) as string);
    punctuation();
    at.index++;
    entries.set(name, exactValue(text, at));
  }
  at.index++;
  return first === '[' ? tupleValue(elements) : objectValue(entries);
}

const HTML_UNSAFE = /[<>&\u2028\u2029\u0000-\u001f\u007f]/g;

/** A JSON string as Go writes it: `<`, `>` and `&` escaped. */
export function jsonString(text: string): string {
  return JSON.stringify(text).replace(HTML_UNSAFE, (character) => {
    if (character === '\x7f') return character;
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Compact JSON text of a wholly known value, by the value's own type: what `jsonencode` gives; undefined where a number is infinite. */
export function jsonText(value: Value): string | undefined {
  if (value.state !== 'known') return 'null';
  switch (value.type.kind) {
    case 'string':
      return jsonString(value.data as string);
    case 'bool':
      return value.data ? 'true' : 'false';
    case 'number':
      return isInfinite(value.data as Numeric) ? undefined : formatNumeric(value.data as Numeric);
    case 'map':
    case 'object': {
      const parts: string[] = [];
      for (const [name, element] of entriesOf(value)) {
        const text = jsonText(element);
        if (text === undefined) return undefined;
        parts.push(`${jsonString(name)}:${text}`);
      }
      return `{${parts.join(',')}}`;
    }
    default: {
      const parts: string[] = [];
      for (const element of elementsOf(value as KnownValue)) {
        const text = jsonText(element);
        if (text === undefined) return undefined;
        parts.push(text);
      }
      return `[${parts.join(',')}]`;
    }
  }
}
