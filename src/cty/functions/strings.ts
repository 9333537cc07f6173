/** chomp, endswith, indent, join, lower, replace, split, startswith, strcontains, strrev, substr, title, trim…, upper */
import type { FunctionSpec } from '../function.ts';
import { tooLong, tooManyElements } from '../limits.ts';
import { unknownNotNull } from '../refinement.ts';
import { compareBytes } from '../set.ts';
import { BOOL, listOf, STRING } from '../type.ts';
import {
  boolValue,
  elementsOf,
  isWhollyKnown,
  type KnownValue,
  listValue,
  stringValue,
  unknownOf,
  type Value,
} from '../value.ts';
import { type Declaration, declare, fail, integer, number, parameter, string, text } from './define.ts';
import { graphemes } from './graphemes.ts';
import { replaceMatches } from './regex.ts';

const STRINGS = listOf(STRING);

export const stringFunctions: readonly FunctionSpec[] = [
  declare(
    'chomp',
    mapping((s) => s.replace(/[\r\n]+$/, '')),
  ),
  declare('lower', mapping(lower)),
  declare('upper', mapping(upper)),
  declare('title', mapping(title)),
  declare(
    'strrev',
    mapping((s) => graphemes(s).reverse().join('')),
  ),
  declare('trimspace', mapping(trimSpace)),
  declare('trim', {
    parameters: [string('str'), string('cutset')],
    returns: STRING,
    call: ([str, cutset]) => stringValue(trim(text(str), text(cutset))),
  }),
  declare('trimprefix', {
    parameters: [string('str'), string('prefix')],
    returns: STRING,
    call: ([str, prefix]) =>
      text(str).startsWith(text(prefix)) ? stringValue(text(str).slice(text(prefix).length)) : (str as Value),
  }),
  declare('trimsuffix', {
    parameters: [string('str'), string('suffix')],
    returns: STRING,
    call: ([str, suffix]) =>
      text(str).endsWith(text(suffix))
        ? stringValue(text(str).slice(0, text(str).length - text(suffix).length))
        : (str as Value),
  }),
  declare('startswith', {
    parameters: [string('str', { allowUnknown: true }), string('prefix')],
    returns: BOOL,
    call: ([str, prefix]) => startsWith(str as Value, prefix as Value),
  }),
  declare(
    'endswith',
    predicate('suffix', (s, suffix) => s.endsWith(suffix)),
  ),
  declare(
    'strcontains',
    predicate('substr', (s, part) => s.includes(part)),
  ),
  declare('substr', {
    parameters: [string('str'), number('offset'), number('length')],
    returns: STRING,
    call: ([str, offset, length]) => {
      const start = integer(offset, 1);
      if (typeof start !== 'number') return fail(start.failure);
      const count = integer(length, 2);
      return typeof count === 'number' ? stringValue(substring(text(str), start, count)) : fail(count.failure);
    },
  }),
  declare('indent', {
    parameters: [number('spaces'), string('str')],
    returns: STRING,
    call: ([spaces, str]) => {
      const width = integer(spaces, 0);
      if (typeof width !== 'number') return fail(width.failure);
      if (width < 0) return fail('the number of spaces must not be negative');
      const lines = text(str).split('\n');
      if (lines.length === 1) return stringValue(text(str));
      return (
        tooLong(text(str).length + (lines.length - 1) * width) ?? stringValue(lines.join(`\n${' '.repeat(width)}`))
      );
    },
  }),
  declare('join', {
    parameters: [string('separator')],
    variadic: parameter('lists', STRINGS, { allowUnknown: true }),
    returns: STRING,
    call: ([separator, ...lists]) => join(text(separator), lists),
  }),
  declare('split', {
    parameters: [string('separator'), string('str')],
    returns: STRINGS,
    call: ([separator, str]) => {
      const parts = text(separator) === '' ? [...text(str)] : text(str).split(text(separator));
      return tooManyElements(parts.length) ?? listValue(STRING, parts.map(stringValue));
    },
  }),
  declare('replace', {
    parameters: [string('str'), string('substr'), string('replace')],
    returns: STRING,
    call: ([str, substr, replacement]) => replace(text(str), text(substr), text(replacement)),
  }),
  declare('sort', {
    parameters: [parameter('list', STRINGS)],
    returns: STRINGS,
    call: ([list]) => sort(list as KnownValue),
  }),
];

function mapping(change: (s: string) => string): Declaration {
  return {
    parameters: [string('str')],
    returns: STRING,
    call: ([str]) => {
      const changed = change(text(str));
      return changed === text(str) ? (str as Value) : stringValue(changed);
    },
  };
}

function predicate(second: string, test: (s: string, other: string) => boolean): Declaration {
  return {
    parameters: [string('str'), string(second)],
    returns: BOOL,
    call: ([str, other]) => boolValue(test(text(str), text(other))),
  };
}

function startsWith(str: Value, prefix: Value): Value {
  const wanted = text(prefix);
  if (str.state === 'known') return boolValue(text(str).startsWith(wanted));
  if (wanted === '') return boolValue(true);
  const start = str.refinement?.prefix;
  if (start === undefined) return unknownNotNull(BOOL);
  if (start.length >= wanted.length) return boolValue(start.startsWith(wanted));
  return wanted.startsWith(start) ? unknownNotNull(BOOL) : boolValue(false);
}

/** Letter by letter: Go maps no letter to several. */
function upper(s: string): string {
  const changed = s.toUpperCase();
  if (changed.length === s.length) return changed;
  return [...s]
    .map((character) => {
      const one = character.toUpperCase();
      return [...one].length === 1 ? one : character;
    })
    .join('');
}

function lower(s: string): string {
  if (/^[\x00-\x7f]*$/.test(s)) return s.toLowerCase();
  return Array.from(s, (character) => String.fromCodePoint(character.toLowerCase().codePointAt(0) as number)).join('');
}

/** Letters of two letters, whose form at the start of a word is neither the capital nor the small one. */
const TITLE: Readonly<Record<string, string>> = { ǆ: 'ǅ', Ǆ: 'ǅ', ǉ: 'ǈ', Ǉ: 'ǈ', ǌ: 'ǋ', Ǌ: 'ǋ', ǳ: 'ǲ', Ǳ: 'ǲ' };

/** A capital at the start of each word, where a word follows anything but a letter, a digit or an underscore. */
function title(s: string): string {
  return s.replace(/(?<![\p{L}\p{Nd}_])\p{L}/gu, (letter) => TITLE[letter] ?? upper(letter));
}

const SPACES = /^[\s\x85]+|[\s\x85]+$/gu;

function trimSpace(s: string): string {
  // U+FEFF is white space in JavaScript only.
  const isSpace = (c: string | undefined) => c !== undefined && c !== '\ufeff' && /[\s\x85]/.test(c);
  if (!s.includes('\ufeff')) return s.replace(SPACES, '');
  let start = 0;
  let end = s.length;
  while (start < end && isSpace(s[start])) start++;
  while (end > start && isSpace(s[end - 1])) end--;
  return s.slice(start, end);
}

function trim(s: string, cutset: string): string {
  const cut = new Set(cutset);
  const characters = [...s];
  let start = 0;
  let end = characters.length;
  while (start < end && cut.has(characters[start] as string)) start++;
  while (end > start && cut.has(characters[end - 1] as string)) end--;
  return characters.slice(start, end).join('');
}

function substring(s: string, offset: number, length: number): string {
  const characters = graphemes(s);
  const start = offset < 0 ? Math.max(0, characters.length + offset) : offset;
  if (length === 0) return '';
  return characters.slice(start, length < 0 ? characters.length : start + length).join('');
}

function join(separator: string, lists: readonly Value[]): Value | ReturnType<typeof fail> {
  if (lists.length === 0) return fail('at least one list is required');
  if (lists.some((list) => !isWhollyKnown(list))) return unknownNotNull(STRING);
  const parts: string[] = [];
  let length = 0;
  for (const [i, list] of lists.entries()) {
    for (const [position, element] of elementsOf(list as KnownValue).entries()) {
      if (element.state !== 'known') {
        const which = lists.length > 1 ? `list ${i + 1}: ` : '';
        return fail(`${which}element ${position} is null; cannot concatenate null values`, i + 1);
      }
      parts.push(text(element));
      length += text(element).length + separator.length;
    }
  }
  return tooLong(length) ?? stringValue(parts.join(separator));
}

function replace(s: string, substr: string, replacement: string): Value | ReturnType<typeof fail> {
  if (substr.length > 1 && substr.startsWith('/') && substr.endsWith('/')) {
    return replaceMatches(s, substr.slice(1, -1), replacement);
  }
  const pieces = substr === '' ? ['', ...s, ''] : s.split(substr);
  return tooLong(s.length + (pieces.length - 1) * replacement.length) ?? stringValue(pieces.join(replacement));
}

function sort(list: KnownValue): Value | ReturnType<typeof fail> {
  if (!isWhollyKnown(list)) {
    return listValue(
      STRING,
      elementsOf(list).map(() => unknownOf(STRING)),
    );
  }
  const elements = elementsOf(list);
  const missing = elements.findIndex((element) => element.state !== 'known');
  if (missing >= 0) return fail(`given list element ${missing} is null; a null string cannot be sorted`);
  return listValue(
    STRING,
    [...elements].sort((a, b) => compareBytes(text(a), text(b))),
  );
}
