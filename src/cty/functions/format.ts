/** format and formatlist, by cty's verbs: %v %#v %t %b %d %o %x %X %e %E %f %g %G %s %q, with flags, width, precision and argument index. */

import { limits } from '../../source/index.ts';
import { quoteGo } from '../../util/quote-go.ts';
import { convert } from '../convert/convert.ts';
import {
  exactDecimal,
  exponentText,
  formatNumeric,
  generalText,
  plainText,
  roundToPlaces,
  shortestDecimal,
} from '../decimal.ts';
import type { FunctionFailure, FunctionSpec } from '../function.ts';
import { jsonText } from '../json.ts';
import { tooLong, tooManyElements } from '../limits.ts';
import { isInfinite, numericToBigInt } from '../number.ts';
import { lengthBounds, refine, unknownNotNull } from '../refinement.ts';
import { BOOL, DYNAMIC, listOf, NUMBER, STRING, type Type } from '../type.ts';
import {
  elementsOf,
  isWhollyKnown,
  type KnownValue,
  known,
  listValue,
  type Numeric,
  stringValue,
  unknownOf,
  type Value,
} from '../value.ts';
import { any, declare, fail, string, text } from './define.ts';
import { graphemeCount, graphemes } from './graphemes.ts';

const FREE = { allowNull: true, allowUnknown: true };

export const formatFunctions: readonly FunctionSpec[] = [
  declare('format', {
    parameters: [string('format')],
    variadic: any('args', FREE),
    returns: STRING,
    call: ([format, ...args]) => {
      if (args.some((value) => !isWhollyKnown(value))) {
        const prefix = text(format).split('%')[0] as string;
        return prefix === '' ? unknownNotNull(STRING) : refine(unknownNotNull(STRING), { prefix });
      }
      const result = formatText(text(format), args);
      return typeof result === 'string' ? stringValue(result) : result;
    },
  }),
  declare('formatlist', {
    parameters: [string('format')],
    variadic: any('args', FREE),
    returns: listOf(STRING),
    call: ([format, ...args]) => formatList(text(format), args),
  }),
];

interface Verb {
  readonly text: string;
  readonly letter: string;
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
}

const VERB = /%([ +\-#0]*)(\d+)?(?:\.(\d*))?(?:\[(\d*)\])?(.)?/suy;
/** Go's formatter takes no further digit of a width or precision beyond this. */
const MOST_BEFORE_LAST_DIGIT = 1_000_000;

function formatText(format: string, args: readonly Value[]): string | FunctionFailure {
  let result = '';
  let next = 0;
  let highest = 0;
  let position = 0;
  let indexed = false;
  while (position < format.length) {
    const start = format.indexOf('%', position);
    if (start < 0) {
      result += format.slice(position);
      break;
    }
    result += format.slice(position, start);
    VERB.lastIndex = start;
    const match = VERB.exec(format) as RegExpExecArray;
    position = VERB.lastIndex;
    const [whole, flags = '', width, precision, index, letter] = match;
    if (whole === '%%') {
      result += '%';
      continue;
    }
    if (letter === undefined) return fail('unexpected end of format string');
    if (!/[a-zA-Z%]/.test(letter)) {
      return fail(
        `unrecognized format character ${JSON.stringify(letter)} at offset ${position - letter.length}`,
        index === undefined ? undefined : 0,
      );
    }
    if (!'vtbdoxXeEfgGsq'.includes(letter)) {
      return fail(`unsupported format verb ${JSON.stringify(letter)} in ${JSON.stringify(whole)} at offset ${start}`);
    }
    if (index !== undefined) {
      if (index === '' || Number(index) < 1)
        return fail(`an argument index in ${JSON.stringify(whole)} must be at least 1`);
      next = Number(index) - 1;
      indexed = true;
    }
    if (next >= args.length) {
      return fail(
        `not enough arguments for ${JSON.stringify(whole)} at ${start}: need index ${next + 1} but have ${args.length} total`,
      );
    }
    const verb: Verb = {
      text: whole,
      letter,
      flags,
      width: width === undefined ? undefined : Number(width),
      precision: precision === undefined ? undefined : Number(precision),
    };
    const piece = formatOne(verb, args[next] as Value, start, next + 1);
    if (typeof piece !== 'string') return piece;
    result += piece;
    next++;
    highest = Math.max(highest, next);
    const excess = tooLong(result.length);
    if (excess !== undefined) return excess;
  }
  if (highest < args.length && !indexed) {
    return fail(
      highest === 0
        ? 'too many arguments; no verbs in format string'
        : `too many arguments; only ${highest} used by format string`,
      highest + 1,
    );
  }
  if (highest < args.length) return fail(`too many arguments; only ${highest} used by format string`, highest + 1);
  return result;
}

function formatOne(verb: Verb, value: Value, offset: number, argument: number): string | FunctionFailure {
  const unsuitable = (reason: string) =>
    fail(`unsupported value for ${JSON.stringify(verb.text)} at ${offset}: ${reason}`);
  switch (verb.letter) {
    case 'v':
      return tooLong(verb.width ?? 0) ?? anyText(verb, value) ?? unsuitable('it has no text form');
    case 't': {
      const flag = suitable(value, BOOL);
      if (typeof flag === 'string') return unsuitable(flag);
      return flag.data ? 'true' : 'false';
    }
    case 's':
    case 'q': {
      const found = suitable(value, STRING);
      if (typeof found === 'string') return unsuitable(found);
      let content = text(found);
      if (verb.precision !== undefined) content = graphemes(content).slice(0, verb.precision).join('');
      return tooLong(verb.width ?? 0) ?? pad(verb, verb.letter === 'q' ? quoteGo(content) : content);
    }
    default: {
      const found = suitable(value, NUMBER);
      if (typeof found === 'string') return unsuitable(found);
      const number = found.data as Numeric;
      const { width = 0, precision = 0 } = verb;
      if (isTooLargeForGo(width) || isTooLargeForGo(precision)) {
        return leftOver(verb, number) ?? unsuitable(`an integer is required (argument ${argument})`);
      }
      const excess = tooLong(Math.max(width, precision));
      if (excess !== undefined) return excess;
      const written = numberText(verb, number);
      return typeof written === 'string' ? written : unsuitable(`an integer is required (argument ${argument})`);
    }
  }
}

const isTooLargeForGo = (size: number) => Math.floor(size / 10) > MOST_BEFORE_LAST_DIGIT;

/** What Go's formatter leaves where it could not read the verb: Terraform passes it on. */
function leftOver({ letter }: Verb, number: Numeric): string | undefined {
  const whole = 'bdoxX'.includes(letter);
  const written = whole ? numericToBigInt(number)?.toString() : shortText(number);
  return written === undefined ? undefined : `%!(NOVERB)%!(EXTRA *big.${whole ? 'Int' : 'Float'}=${written})`;
}

const shortText = (number: Numeric) =>
  isInfinite(number) ? formatNumeric(number) : generalText(shortestDecimal(number), 0, true);

function suitable(value: Value, type: Type): KnownValue | string {
  const result = convert(value, type);
  if ('error' in result) return result.error;
  return result.value.state === 'known' ? result.value : `${type.kind} required`;
}

function anyText(verb: Verb, value: Value): string | undefined {
  if (verb.flags.includes('#') || value.state !== 'known') {
    const json = jsonText(value);
    return json === undefined ? undefined : pad(verb, json);
  }
  switch (value.type.kind) {
    case 'string':
      return pad(verb, value.data as string);
    case 'number':
      return pad(verb, shortText(value.data as Numeric));
    case 'bool':
      return pad(verb, value.data ? 'true' : 'false');
    default: {
      const json = jsonText(value);
      return json === undefined ? undefined : pad(verb, json);
    }
  }
}

/** Spaces (or zeros) to the verb's width, counted in characters as people see them. */
function pad(verb: Verb, content: string): string {
  const missing = (verb.width ?? 0) - graphemeCount(content);
  if (missing <= 0) return content;
  if (verb.flags.includes('-')) return content + ' '.repeat(missing);
  return (verb.flags.includes('0') ? '0' : ' ').repeat(missing) + content;
}

function numberText(verb: Verb, number: Numeric): string | undefined {
  let digits: string;
  if (isInfinite(number)) digits = formatNumeric(number).replace('+', '');
  else if ('bdoxX'.includes(verb.letter)) {
    const whole = numericToBigInt(number);
    if (whole === undefined) return undefined;
    digits = integerText(verb, whole);
  } else digits = floatText(verb, number);
  return padNumber(verb, digits);
}

const RADIX: Readonly<Record<string, number>> = { b: 2, d: 10, o: 8, x: 16, X: 16 };
const PREFIX: Readonly<Record<string, string>> = { b: '0b', o: '0', x: '0x', X: '0X' };

function integerText(verb: Verb, whole: bigint): string {
  const magnitude = whole < 0n ? -whole : whole;
  let digits = magnitude.toString(RADIX[verb.letter]);
  if (verb.letter === 'X') digits = digits.toUpperCase();
  if (verb.precision !== undefined) digits = digits.padStart(verb.precision, '0');
  if (verb.flags.includes('#')) digits = (PREFIX[verb.letter] ?? '') + digits;
  return whole < 0n ? `-${digits}` : digits;
}

function floatText(verb: Verb, number: Numeric): string {
  const upper = verb.letter === 'E' || verb.letter === 'G';
  switch (verb.letter) {
    case 'e':
    case 'E':
      return exponentText(exactDecimal(number), verb.precision ?? 6, upper ? 'E' : 'e');
    case 'f': {
      const places = verb.precision ?? 6;
      const plain = plainText(roundToPlaces(exactDecimal(number), places));
      if (places === 0) return plain;
      const [whole, fraction = ''] = plain.split('.');
      return `${whole}.${fraction.padEnd(places, '0')}`;
    }
    default: {
      const shortest = verb.precision === undefined;
      const decimal = shortest ? shortestDecimal(number) : exactDecimal(number);
      const written = generalText(decimal, verb.precision ?? 0, shortest);
      return upper ? written.toUpperCase() : written;
    }
  }
}

function padNumber(verb: Verb, digits: string): string {
  let sign = digits.startsWith('-') ? '-' : '';
  const bare = sign === '' ? digits : digits.slice(1);
  if (sign === '') sign = verb.flags.includes('+') ? '+' : verb.flags.includes(' ') ? ' ' : '';
  const width = verb.width ?? 0;
  if (verb.flags.includes('-')) return (sign + bare).padEnd(width, ' ');
  if (verb.flags.includes('0')) return sign + bare.padStart(width - sign.length, '0');
  return (sign + bare).padStart(width, ' ');
}

function formatList(format: string, args: readonly Value[]): Value | FunctionFailure {
  if (args.length === 0) {
    const only = formatText(format, []);
    return typeof only === 'string' ? listValue(STRING, [stringValue(only)]) : only;
  }
  let length = -1;
  let lengthFrom = 0;
  let unknownLength = false;
  let single = true;
  for (const [i, value] of args.entries()) {
    const kind = value.type.kind;
    if (kind !== 'list' && kind !== 'set' && kind !== 'tuple') {
      if (kind === 'dynamic' && value.state === 'unknown') unknownLength = true;
      continue;
    }
    single = false;
    if (value.state === 'null') return fail('cannot be null', i + 1);
    const { min, max } = lengthBounds(value);
    if (min !== max) return unknownNotNull(listOf(STRING));
    if (length >= 0 && length !== min) {
      return fail(
        `argument ${i + 1} has length ${min}, which is inconsistent with argument ${lengthFrom + 1} of length ${length}`,
        i + 1,
      );
    }
    length = min;
    lengthFrom = i;
  }
  if (unknownLength && length < 0) return unknownNotNull(listOf(STRING));
  const count = single ? 1 : length;
  const excess = tooManyElements(count);
  if (excess !== undefined) return excess;
  const results: Value[] = [];
  let total = 0;
  for (let row = 0; row < count; row++) {
    const values = args.map((value) => rowOf(value, row));
    if (values.some((value) => !isWhollyKnown(value))) {
      results.push(unknownNotNull(STRING));
      continue;
    }
    const line = formatText(format, values);
    if (typeof line !== 'string') return fail(`error on format iteration ${row}: ${line.failure}`);
    results.push(stringValue(line));
    total += line.length;
    if (total > limits.maxStringLength) return tooLong(total) ?? known(listOf(STRING), []);
  }
  return listValue(STRING, results);
}

function rowOf(value: Value, row: number): Value {
  const kind = value.type.kind;
  if (kind !== 'list' && kind !== 'set' && kind !== 'tuple') return value;
  if (value.state !== 'known') return unknownOf(DYNAMIC);
  return elementsOf(value)[row] as Value;
}
