import { MAXIMUM_RESULT_SIZE } from '../limits.ts';
import { failed } from '../plan/builtin.ts';
import { cancelled, type Evaluation } from '../plan/context.ts';
import {
  entries,
  isArray,
  isInteger,
  type ObjectValue,
  type RegoNumber,
  RegoSet,
  typeNameOf,
  type Value,
  valueText,
} from '../values/index.ts';
import { formatText } from './format.ts';
import { type BuiltinFamily, builtin, wrongType } from './operands.ts';
import { renderTemplate } from './template.ts';

const SPACE = '\\s\\u0085\\u200b';

export const STRINGS: BuiltinFamily = {
  concat: builtin(
    ['string', 'array|set'],
    (separator: string, list: Value[] | RegoSet) => {
      const parts = elements(list as Value);
      return parts.every((part) => typeof part === 'string') ? parts.join(separator) : notStrings(2, list);
    },
    'string',
  ),
  contains: builtin(['string', 'string'], (text: string, part: string) => text.includes(part), 'boolean'),
  startswith: builtin(['string', 'string'], (text: string, part: string) => text.startsWith(part), 'boolean'),
  endswith: builtin(['string', 'string'], (text: string, part: string) => text.endsWith(part), 'boolean'),
  lower: builtin(['string'], lower, 'string'),
  upper: builtin(['string'], upper, 'string'),
  indexof: builtin(
    ['string', 'string'],
    (text: string, part: string) => {
      if (part === '') return failed('empty search character');
      const at = text.indexOf(part);
      return at === -1 ? -1 : [...text.slice(0, at)].length;
    },
    'number',
  ),
  indexof_n: builtin(
    ['string', 'string'],
    (text: string, part: string) => {
      if (part === '') return failed('empty search character');
      const runes = [...text];
      const wanted = [...part];
      return runes.flatMap((_, at) => (wanted.every((rune, index) => runes[at + index] === rune) ? [at] : []));
    },
    'array',
  ),
  replace: builtin(
    ['string', 'string', 'string'],
    (text: string, old: string, fresh: string) =>
      bounded(text.length * (fresh.length + 1), () => text.replaceAll(old, () => fresh)),
    'string',
  ),
  'strings.replace_n': builtin(
    ['object', 'string'],
    (patterns: ObjectValue, text: string) => {
      const pairs = entries(patterns);
      const odd = pairs.find(([key, value]) => typeof key !== 'string' || typeof value !== 'string');
      if (odd !== undefined) {
        return wrongType(
          `operand 1 non-string ${typeof odd[0] === 'string' ? 'value' : 'key'} found in pattern object`,
        );
      }
      return replaceFirstMatches(text, pairs as (readonly [string, string])[]);
    },
    'string',
  ),
  'strings.reverse': builtin(['string'], (text: string) => [...text].reverse().join(''), 'string'),
  'strings.count': builtin(
    ['string', 'string'],
    (text: string, part: string) => (part === '' ? [...text].length + 1 : text.split(part).length - 1),
    'number',
  ),
  'strings.any_prefix_match': builtin(
    ['string|set|array', 'string|set|array'],
    (texts: Value, parts: Value) => anyMatch(texts, parts, (text, part) => text.startsWith(part)),
    'boolean',
  ),
  'strings.any_suffix_match': builtin(
    ['string|set|array', 'string|set|array'],
    (texts: Value, parts: Value) => anyMatch(texts, parts, (text, part) => text.endsWith(part)),
    'boolean',
  ),
  'strings.render_template': builtin(['string', 'object'], renderTemplate, 'string'),
  split: builtin(
    ['string', 'string'],
    (text: string, separator: string) => (separator === '' ? [...text] : text.split(separator)),
    'array',
  ),
  'strings.split_n': builtin(
    ['string', 'string', 'number'],
    (text: string, separator: string, count: RegoNumber) => {
      if (!isInteger(count)) return wrongType('operand 3 must be integer number but got floating-point number');
      const parts = separator === '' ? [...text] : text.split(separator);
      const limit = Number(count);
      if (limit === 0) return [];
      return limit < 0 ? parts.slice(limit) : parts.slice(0, limit);
    },
    'array',
  ),
  sprintf: builtin(
    ['string', 'array'],
    (format: string, args: Value[], { dialect }: Evaluation) =>
      formatText(format, args, dialect === 'v0' ? 'int' : 'int64'),
    'string',
  ),
  substring: builtin(
    ['string', 'number', 'number'],
    (text: string, start: RegoNumber, length: RegoNumber) => {
      if (start < 0) return failed('negative offset');
      const runes = [...text];
      const from = Number(start);
      if (from >= runes.length) return '';
      return runes.slice(from, length < 0 ? undefined : from + Number(length)).join('');
    },
    'string',
  ),
  trim: builtin(['string', 'string'], (text: string, cut: string) => trimRight(trimLeft(text, cut), cut), 'string'),
  trim_left: builtin(['string', 'string'], trimLeft, 'string'),
  trim_right: builtin(['string', 'string'], trimRight, 'string'),
  trim_prefix: builtin(
    ['string', 'string'],
    (text: string, part: string) => (text.startsWith(part) ? text.slice(part.length) : text),
    'string',
  ),
  trim_suffix: builtin(
    ['string', 'string'],
    (text: string, part: string) => (part !== '' && text.endsWith(part) ? text.slice(0, -part.length) : text),
    'string',
  ),
  trim_space: builtin(
    ['string'],
    (text: string) => text.replace(new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, 'g'), ''),
    'string',
  ),
  'internal.template_string': builtin(
    ['array'],
    (parts: Value[]) => {
      let text = '';
      for (const part of parts) {
        if (!(part instanceof RegoSet)) text += typeof part === 'string' ? part : valueText(part);
        else if (part.size === 0) text += '<undefined>';
        else if (part.size > 1) return failed('template-strings must not produce multiple outputs');
        else {
          const [value] = part.sorted();
          text += typeof value === 'string' ? value : valueText(value as Value);
        }
      }
      return text;
    },
    'string',
  ),
};

function bounded<T>(size: number, make: () => T): T {
  if (size > MAXIMUM_RESULT_SIZE * 10) throw cancelled('result of a built-in function is too large');
  return make();
}

function notStrings(position: number, list: Value[] | RegoSet) {
  const kind = list instanceof RegoSet ? 'set' : 'array';
  const elements = list instanceof RegoSet ? list.sorted() : list;
  const odd = elements.find((element) => typeof element !== 'string') as Value;
  return wrongType(`operand ${position} must be ${kind} of strings but got ${kind} containing ${typeNameOf(odd)}`);
}

/** All patterns compete at each place; the first in order wins, as in Go's Replacer. */
function replaceFirstMatches(text: string, pairs: readonly (readonly [string, string])[]): string {
  let result = '';
  for (let at = 0; at <= text.length; ) {
    const found = pairs.find(([old]) => text.startsWith(old, at) && (old !== '' || at <= text.length));
    if (found === undefined || found[0] === '') {
      if (found !== undefined) result += found[1];
      result += text[at] ?? '';
      at++;
    } else {
      result += found[1];
      at += found[0].length;
    }
  }
  return result;
}

function anyMatch(texts: Value, parts: Value, test: (text: string, part: string) => boolean) {
  const left = typeof texts === 'string' ? [texts] : elements(texts);
  const right = typeof parts === 'string' ? [parts] : elements(parts);
  for (const [list, position] of [
    [left, 1],
    [right, 2],
  ] as const) {
    const odd = list.find((element) => typeof element !== 'string');
    if (odd !== undefined) {
      const kind = typeNameOf(position === 1 ? texts : parts);
      return wrongType(`operand ${position} must be ${kind} of strings but got ${kind} containing ${typeNameOf(odd)}`);
    }
  }
  return left.some((text) => right.some((part) => test(text as string, part as string)));
}

function elements(value: Value): readonly Value[] {
  return value instanceof RegoSet ? value.sorted() : isArray(value) ? value : [];
}

function trimLeft(text: string, cut: string): string {
  const runes = [...text];
  const drop = new Set(cut);
  let start = 0;
  while (start < runes.length && drop.has(runes[start] as string)) start++;
  return runes.slice(start).join('');
}

function trimRight(text: string, cut: string): string {
  const runes = [...text];
  const drop = new Set(cut);
  let end = runes.length;
  while (end > 0 && drop.has(runes[end - 1] as string)) end--;
  return runes.slice(0, end).join('');
}

const ASCII = /^[ -~\s]*$/;

/** Go maps a character to one character: `ß` has no upper case, and a final sigma is like any other. */
function upper(text: string): string {
  if (ASCII.test(text)) return text.toUpperCase();
  return Array.from(text, (character) => {
    const mapped = character.toUpperCase();
    return Array.from(mapped).length === 1 ? mapped : character;
  }).join('');
}

function lower(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return Array.from(text, (character) => String.fromCodePoint(character.toLowerCase().codePointAt(0) ?? 0)).join('');
}
