/** yamlencode: block style, every string quoted unless it has several lines, long lines folded at 80 columns, as Terraform prints it. */

import { formatNumeric } from '../decimal.ts';
import type { FunctionSpec } from '../function.ts';
import { isInfinite } from '../number.ts';
import { unknownNotNull } from '../refinement.ts';
import { STRING } from '../type.ts';
import {
  elementsOf,
  entriesOf,
  isWhollyKnown,
  type KnownValue,
  type Numeric,
  stringValue,
  type Value,
} from '../value.ts';
import { any, declare, fail } from './define.ts';

export const yamlEncodeFunctions: readonly FunctionSpec[] = [
  declare('yamlencode', {
    parameters: [any('value', { allowDynamic: true, allowNull: true, allowUnknown: true })],
    returns: STRING,
    call: ([value]) => {
      if (!isWhollyKnown(value as Value)) return unknownNotNull(STRING);
      return hasInfinity(value as Value)
        ? fail('cannot serialize infinity as YAML')
        : stringValue(document(value as Value));
    },
  }),
];

function hasInfinity(value: Value): boolean {
  if (value.state !== 'known') return false;
  if (value.type.kind === 'number') return isInfinite(value.data as Numeric);
  if (Array.isArray(value.data)) return elementsOf(value).some(hasInfinity);
  if (value.data instanceof Map) return [...entriesOf(value).values()].some(hasInfinity);
  return false;
}

function document(value: Value): string {
  const out: Output = { text: '', column: 0 };
  const plain = value.state !== 'known' || value.type.kind === 'number' || value.type.kind === 'bool';
  node(out, value, 0, 2);
  if (!out.text.endsWith('\n')) out.text += '\n';
  return plain ? `${out.text}...\n` : out.text;
}

interface Output {
  text: string;
  column: number;
}

function put(out: Output, piece: string): void {
  out.text += piece;
  out.column += [...piece].length;
}

function newline(out: Output, indent: number): void {
  if (!out.text.endsWith('\n') || indent === 0) {
    if (out.text !== '' && !out.text.endsWith('\n')) out.text += '\n';
  }
  out.text += ' '.repeat(indent);
  out.column = indent;
}

/** Writes a value at the current place; its lines begin at `indent`, continuations of scalars at `scalarIndent`. */
function node(out: Output, value: Value, indent: number, scalarIndent: number): void {
  if (value.state !== 'known') {
    put(out, 'null');
    return;
  }
  switch (value.type.kind) {
    case 'string':
      string(out, value.data as string, scalarIndent, false);
      return;
    case 'number':
      put(out, formatNumeric(value.data as Numeric));
      return;
    case 'bool':
      put(out, value.data ? 'true' : 'false');
      return;
    case 'map':
    case 'object':
      mapping(out, value, indent);
      return;
    default:
      sequence(out, value, indent);
  }
}

function isEmpty(value: Value): boolean {
  if (value.state !== 'known') return true;
  if (value.data instanceof Map) return value.data.size === 0;
  return Array.isArray(value.data) ? value.data.length === 0 : true;
}

function sequence(out: Output, value: KnownValue, indent: number): void {
  const elements = elementsOf(value);
  if (elements.length === 0) {
    put(out, '[]');
    return;
  }
  elements.forEach((element, i) => {
    if (i > 0) newline(out, indent);
    put(out, '- ');
    node(out, element, indent + 2, indent + 2);
  });
}

const MAX_SIMPLE_KEY = 128;

function mapping(out: Output, value: KnownValue, indent: number): void {
  const entries = entriesOf(value);
  if (entries.size === 0) {
    put(out, '{}');
    return;
  }
  let first = true;
  for (const [name, element] of entries) {
    if (!first) newline(out, indent);
    first = false;
    if (name.includes('\n') || Buffer.byteLength(name) > MAX_SIMPLE_KEY) {
      put(out, '? ');
      string(out, name, indent + 2, false);
      newline(out, indent);
      put(out, ':');
    } else {
      string(out, name, indent + 2, true);
      put(out, ':');
    }
    mappingValue(out, element, indent);
  }
}

function mappingValue(out: Output, element: Value, indent: number): void {
  const kind = element.type.kind;
  const scalar = element.state !== 'known' || kind === 'string' || kind === 'number' || kind === 'bool';
  if (scalar || isEmpty(element)) {
    put(out, ' ');
    node(out, element, indent + 2, indent + 2);
    return;
  }
  // Sequences stand at the column of their key, mappings two further.
  const inner = kind === 'map' || kind === 'object' ? indent + 2 : indent;
  newline(out, inner);
  node(out, element, inner, inner + 2);
}

const UNPRINTABLE = /[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]|[\u2028\u2029]/u;

function string(out: Output, text: string, indent: number, key: boolean): void {
  const literal = text.includes('\n') && !key && !UNPRINTABLE.test(text) && !/ \n/.test(text) && !text.endsWith(' ');
  if (literal) block(out, text, indent);
  else quoted(out, text, indent, !key);
}

/** A literal block, with its indentation given where the first line would hide it. */
function block(out: Output, text: string, indent: number): void {
  const hint = text.startsWith(' ') || text.startsWith('\n') ? '2' : '';
  let chomp = '';
  if (!text.endsWith('\n')) chomp = '-';
  else if (text === '\n' || text.endsWith('\n\n')) chomp = '+';
  put(out, `|${hint}${chomp}`);
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  for (const line of body.split('\n')) out.text += line === '' ? '\n' : `\n${' '.repeat(indent)}${line}`;
  if (text.endsWith('\n')) out.text += '\n';
  out.column = 0;
}

const SHORT: Readonly<Record<string, string>> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\x85': 'N',
  '\u2028': 'L',
  '\u2029': 'P',
};
const WIDTH = 80;

function quoted(out: Output, text: string, indent: number, breaks: boolean): void {
  put(out, '"');
  const characters = [...text];
  let afterSpace = false;
  characters.forEach((character, i) => {
    const short = SHORT[character];
    if (short !== undefined || UNPRINTABLE.test(character)) {
      put(out, `\\${short ?? escapeCode(character.codePointAt(0) as number)}`);
      afterSpace = false;
    } else if (character === ' ') {
      if (breaks && !afterSpace && out.column > WIDTH && i > 0 && i < characters.length - 1) {
        newline(out, indent);
        if (characters[i + 1] === ' ') put(out, '\\');
      } else put(out, ' ');
      afterSpace = true;
    } else {
      put(out, character);
      afterSpace = false;
    }
  });
  put(out, '"');
}

function escapeCode(code: number): string {
  if (code <= 0xff) return `x${code.toString(16).toUpperCase().padStart(2, '0')}`;
  if (code <= 0xffff) return `u${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return `U${code.toString(16).toUpperCase().padStart(8, '0')}`;
}
