/** Times are nanoseconds since 1970, in the range of a 64-bit integer; layouts are Go's. */
import { DAYS, MONTHS } from '../../util/calendar.ts';
import { failed } from '../plan/builtin.ts';
import type { Evaluation } from '../plan/context.ts';
import {
  isArray,
  isInteger,
  isNumber,
  normalizeInteger,
  type RegoNumber,
  toBigInt,
  typeNameOf,
  type Value,
} from '../values/index.ts';
import { type BuiltinFamily, builtin, wrongOperand, wrongType } from './operands.ts';

const SMALLEST = -(2n ** 63n);
const LARGEST = 2n ** 63n - 1n;
const SECOND = 1_000_000_000n;
const RFC3339 = '2006-01-02T15:04:05Z07:00';
const RFC3339_NANO = '2006-01-02T15:04:05.999999999Z07:00';
const LAYOUTS: Readonly<Record<string, string>> = {
  ANSIC: 'Mon Jan _2 15:04:05 2006',
  UnixDate: 'Mon Jan _2 15:04:05 MST 2006',
  RubyDate: 'Mon Jan 02 15:04:05 -0700 2006',
  RFC822: '02 Jan 06 15:04 MST',
  RFC822Z: '02 Jan 06 15:04 -0700',
  RFC850: 'Monday, 02-Jan-06 15:04:05 MST',
  RFC1123: 'Mon, 02 Jan 2006 15:04:05 MST',
  RFC1123Z: 'Mon, 02 Jan 2006 15:04:05 -0700',
  RFC3339,
  RFC3339Nano: RFC3339_NANO,
};
const ELEMENT =
  /2006|January|Monday|Jan|Mon|MST|Z07:00:00|Z070000|Z07:00|Z0700|Z07|-07:00:00|-070000|-07:00|-0700|-07|[.,](?:0+|9+)(?!\d)|002|01|02|03|04|05|06|15|PM|pm|_2006|_2|1|2|3|4|5/g;

export const TIME: BuiltinFamily = {
  'time.now_ns': builtin(
    [],
    (evaluation: Evaluation) => {
      evaluation.nowValue ??= evaluation.now();
      return normalizeInteger(evaluation.nowValue);
    },
    'number',
  ),
  'time.parse_rfc3339_ns': builtin(['string'], (text: string) => parseTime(RFC3339, text), 'number'),
  'time.parse_ns': builtin(
    ['string', 'string'],
    (layout: string, text: string) => parseTime(LAYOUTS[layout] ?? layout, text),
    'number',
  ),
  'time.parse_duration_ns': builtin(['string'], parseDuration, 'number'),
  'time.date': builtin(['any'], (when: Value) => {
    const moment = momentOf(when);
    return 'year' in moment ? [moment.year, moment.month, moment.day] : moment;
  }),
  'time.clock': builtin(['any'], (when: Value) => {
    const moment = momentOf(when);
    return 'year' in moment ? [moment.hour, moment.minute, moment.second] : moment;
  }),
  'time.weekday': builtin(['any'], (when: Value) => {
    const moment = momentOf(when);
    return 'year' in moment ? (DAYS[moment.weekday] as string) : moment;
  }),
  'time.format': builtin(['any'], (when: Value) => {
    const moment = momentOf(when);
    if (!('year' in moment)) return moment;
    const layout = isArray(when) && typeof when[2] === 'string' ? when[2] : RFC3339_NANO;
    return formatTime(LAYOUTS[layout] ?? layout, moment);
  }),
  'time.add_date': builtin(
    ['number', 'number', 'number', 'number'],
    (ns: RegoNumber, years: number, months: number, days: number) => {
      const moment = momentAt(toBigInt(ns), 'UTC');
      const seconds = civilSeconds(
        moment.year + Number(years),
        moment.month + Number(months),
        moment.day + Number(days),
      );
      const clock = BigInt(moment.hour * 3600 + moment.minute * 60 + moment.second);
      return inRange((seconds + clock) * SECOND + BigInt(moment.nanosecond));
    },
    'number',
  ),
  'time.diff': builtin(['any', 'any'], (left: Value, right: Value) => {
    const a = momentOf(left);
    const b = momentOf(right);
    if (!('year' in a)) return a;
    return 'year' in b ? difference(left, right) : b;
  }),
};

interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanosecond: number;
  readonly weekday: number;
  /** Seconds east of UTC. */
  readonly offset: number;
  readonly zone: string;
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}

/** Seconds from 1970 to a date; months and days may lie outside their ranges. */
function civilSeconds(year: number, month: number, day: number): bigint {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return BigInt(Math.floor(date.getTime() / 1000));
}

function inRange(ns: bigint) {
  return ns < SMALLEST || ns > LARGEST ? failed('time outside of valid range') : normalizeInteger(ns);
}

function zoneOffset(seconds: bigint, zone: string): { offset: number; name: string } | undefined {
  if (zone === '' || zone === 'UTC') return { offset: 0, name: 'UTC' };
  try {
    const date = new Date(Number(seconds) * 1000);
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone === 'Local' ? 'UTC' : zone,
      timeZoneName: 'longOffset',
    });
    const text = format.formatToParts(date).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
    const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])?(\d+)?:?(\d+)?/.exec(text) ?? [];
    const size = Number(hours) * 3600 + Number(minutes) * 60;
    return { offset: sign === '-' ? -size : size, name: zoneAbbreviation(date, zone === 'Local' ? 'UTC' : zone) };
  } catch {
    return undefined;
  }
}

/** The languages in which a zone has its abbreviation; elsewhere it is known by its offset. */
const ZONE_LANGUAGES = ['en-US', 'en-GB', 'en-AU', 'en-NZ', 'en-IN', 'ja-JP', 'ko-KR', 'en-ZA'];

function zoneAbbreviation(date: Date, timeZone: string): string {
  let offset = '';
  for (const language of ZONE_LANGUAGES) {
    const format = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'short' });
    const name = format.formatToParts(date).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
    if (/^[A-Z]{3,5}$/.test(name)) return name;
    offset ||= name;
  }
  const [, sign, hours = '', minutes = ''] = /^GMT([+-])(\d+)(?::(\d+))?$/.exec(offset) ?? [];
  return sign === undefined ? offset : `${sign}${hours.padStart(2, '0')}${minutes}`;
}

function momentAt(ns: bigint, zone: string): Moment {
  const utc = floorDivide(ns, SECOND);
  const found = zoneOffset(utc, zone) ?? { offset: 0, name: 'UTC' };
  const local = utc + BigInt(found.offset);
  const date = new Date(Number(local) * 1000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    nanosecond: Number(ns - utc * SECOND),
    weekday: date.getUTCDay(),
    offset: found.offset,
    zone: found.name,
  };
}

/** Nanoseconds, or an array of them with a zone (and a layout). */
function momentOf(when: Value) {
  const [ns, zone] = isArray(when) ? [when[0], when[1] ?? 'UTC'] : [when, 'UTC'];
  if (!isNumber(ns)) return wrongOperand(1, isArray(when) ? ['number'] : ['number', 'array'], typeNameOf(ns ?? null));
  if (typeof zone !== 'string') return wrongType('operand 1 must be string for the time zone');
  if (!isInteger(ns)) return wrongType('timestamp too big');
  const exact = toBigInt(ns);
  if (exact < SMALLEST || exact > LARGEST) return failed('timestamp too big');
  if (zoneOffset(0n, zone) === undefined) return failed(`unknown time zone ${zone}`);
  return momentAt(exact, zone);
}

function difference(left: Value, right: Value) {
  const ns = (value: Value) => toBigInt((isArray(value) ? value[0] : value) as RegoNumber);
  const zone = isArray(left) && typeof left[1] === 'string' ? left[1] : 'UTC';
  const [early, late] = ns(left) < ns(right) ? [ns(left), ns(right)] : [ns(right), ns(left)];
  const a = momentAt(early, zone);
  const b = momentAt(late, zone);
  let years = b.year - a.year;
  let months = b.month - a.month;
  let days = b.day - a.day;
  let hours = b.hour - a.hour;
  let minutes = b.minute - a.minute;
  let seconds = b.second - a.second;
  if (seconds < 0) {
    seconds += 60;
    minutes--;
  }
  if (minutes < 0) {
    minutes += 60;
    hours--;
  }
  if (hours < 0) {
    hours += 24;
    days--;
  }
  if (days < 0) {
    days += new Date(Date.UTC(a.year, a.month, 0)).getUTCDate();
    months--;
  }
  if (months < 0) {
    months += 12;
    years--;
  }
  return [years, months, days, hours, minutes, seconds];
}

const two = (value: number) => String(value).padStart(2, '0');

function offsetText(offset: number, style: string): string {
  const size = Math.abs(offset);
  const sign = offset < 0 ? '-' : '+';
  const [hours, minutes, seconds] = [two(Math.floor(size / 3600)), two(Math.floor(size / 60) % 60), two(size % 60)];
  switch (style.slice(1)) {
    case '07:00':
      return `${sign}${hours}:${minutes}`;
    case '0700':
      return `${sign}${hours}${minutes}`;
    case '07':
      return `${sign}${hours}`;
    case '07:00:00':
      return `${sign}${hours}:${minutes}:${seconds}`;
    default:
      return `${sign}${hours}${minutes}${seconds}`;
  }
}

function formatTime(layout: string, at: Moment): string {
  return layout.replace(ELEMENT, (element) => {
    const hour12 = at.hour % 12 === 0 ? 12 : at.hour % 12;
    switch (element) {
      case '2006':
        return String(at.year).padStart(4, '0');
      case '_2006':
        return `_${String(at.year).padStart(4, '0')}`;
      case '06':
        return two(at.year % 100);
      case 'January':
        return MONTHS[at.month - 1] as string;
      case 'Jan':
        return (MONTHS[at.month - 1] as string).slice(0, 3);
      case '01':
        return two(at.month);
      case '1':
        return String(at.month);
      case 'Monday':
        return DAYS[at.weekday] as string;
      case 'Mon':
        return (DAYS[at.weekday] as string).slice(0, 3);
      case '02':
        return two(at.day);
      case '_2':
        return String(at.day).padStart(2, ' ');
      case '2':
        return String(at.day);
      case '002':
        return String(
          Math.floor((Date.UTC(at.year, at.month - 1, at.day) - Date.UTC(at.year, 0, 1)) / 86_400_000) + 1,
        ).padStart(3, '0');
      case '15':
        return two(at.hour);
      case '03':
        return two(hour12);
      case '3':
        return String(hour12);
      case '04':
        return two(at.minute);
      case '4':
        return String(at.minute);
      case '05':
        return two(at.second);
      case '5':
        return String(at.second);
      case 'PM':
        return at.hour < 12 ? 'AM' : 'PM';
      case 'pm':
        return at.hour < 12 ? 'am' : 'pm';
      case 'MST':
        return at.zone;
      default:
        if (element.startsWith('Z') && at.offset === 0) return 'Z';
        if (/^[Z-]/.test(element)) return offsetText(at.offset, element);
        return fractionText(element, at.nanosecond);
    }
  });
}

function fractionText(element: string, nanosecond: number): string {
  const digits = String(nanosecond)
    .padStart(9, '0')
    .slice(0, element.length - 1);
  if (element[1] === '0') return element[0] + digits;
  const trimmed = digits.replace(/0+$/, '');
  return trimmed === '' ? '' : element[0] + trimmed;
}

/** Reads a text by a layout of Go's. A fraction after the seconds is taken whether or not the layout has one. */
function parseTime(layout: string, text: string) {
  const names: string[] = [];
  let pattern = '^';
  let last = 0;
  const literal = (part: string) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&').replace(/ +/g, ' +');
  for (const match of layout.matchAll(ELEMENT)) {
    pattern += literal(layout.slice(last, match.index));
    last = match.index + match[0].length;
    names.push(match[0]);
    pattern += elementPattern(match[0], layout.slice(last));
  }
  pattern += `${literal(layout.slice(last))}$`;
  const found = new RegExp(pattern).exec(text);
  if (found === null) return failed(`parsing time ${JSON.stringify(text)} as ${JSON.stringify(layout)}: cannot parse`);
  let [year, month, day, hour, minute, second, offset, fraction] = [0, 1, 1, 0, 0, 0, 0, 0n];
  let afternoon: boolean | undefined;
  names.forEach((name, index) => {
    const value = found[index + 1] as string;
    switch (name) {
      case '2006':
        year = Number(value);
        break;
      case '06':
        year = Number(value) + (Number(value) >= 69 ? 1900 : 2000);
        break;
      case 'January':
      case 'Jan':
        month = MONTHS.findIndex((full) => full.slice(0, value.length).toLowerCase() === value.toLowerCase()) + 1;
        break;
      case '01':
      case '1':
        month = Number(value);
        break;
      case '02':
      case '2':
      case '_2':
        day = Number(value);
        break;
      case '15':
      case '03':
      case '3':
        hour = Number(value);
        break;
      case '04':
      case '4':
        minute = Number(value);
        break;
      case '05':
      case '5': {
        const [whole, rest = ''] = value.split(/[.,]/);
        second = Number(whole);
        if (rest !== '') fraction = BigInt(rest.slice(0, 9).padEnd(9, '0'));
        break;
      }
      case 'PM':
      case 'pm':
        afternoon = value.toLowerCase() === 'pm';
        break;
      default:
        if (/^[.,]/.test(name)) fraction = BigInt((value.slice(1) || '0').padEnd(9, '0').slice(0, 9));
        else if (/^[Z-]/.test(name) && value !== 'Z') {
          const digits = value.slice(1).replaceAll(':', '').padEnd(6, '0');
          const size = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2, 4)) * 60 + Number(digits.slice(4, 6));
          offset = value.startsWith('-') ? -size : size;
        }
    }
  });
  if (afternoon === true && hour < 12) hour += 12;
  if (afternoon === false && hour === 12) hour = 0;
  const monthLength = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day < 1 || day > monthLength || hour > 23 || minute > 59 || second > 59) {
    return failed(`parsing time ${JSON.stringify(text)}: out of range`);
  }
  const seconds = civilSeconds(year, month, day) + BigInt(hour * 3600 + minute * 60 + second - offset);
  return inRange(seconds * SECOND + fraction);
}

function elementPattern(element: string, after: string): string {
  switch (element) {
    case '2006':
      return '(\\d{4})';
    case 'January':
      return `(${MONTHS.join('|')})`;
    case 'Jan':
      return `(${MONTHS.map((name) => name.slice(0, 3)).join('|')})`;
    case 'Monday':
      return `(${DAYS.join('|')})`;
    case 'Mon':
      return `(${DAYS.map((name) => name.slice(0, 3)).join('|')})`;
    case 'MST':
      return '([A-Z]{3,5}|[+-]\\d{2})';
    case '01':
    case '02':
    case '03':
    case '04':
    case '06':
    case '15':
      return '(\\d{2})';
    case '05':
      return /^[.,][09]/.test(after) ? '(\\d{2})' : '(\\d{2}(?:[.,]\\d+)?)';
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
      return '(\\d{1,2})';
    case '_2':
      return ' *(\\d{1,2})';
    case 'PM':
    case 'pm':
      return '([AaPp][Mm])';
    default:
      if (element.startsWith('Z')) return '(Z|[+-]\\d{2}(?::?\\d{2})?(?::?\\d{2})?)';
      if (element.startsWith('-')) return '([+-]\\d{2}(?::?\\d{2})?(?::?\\d{2})?)';
      return element[1] === '9' ? '((?:[.,]\\d+)?)' : `([.,]\\d{${element.length - 1}})`;
  }
}

const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: SECOND,
  m: 60n * SECOND,
  h: 3_600n * SECOND,
};

function parseDuration(text: string) {
  const [, sign, rest = ''] = /^([+-]?)(.+)$/.exec(text) ?? [];
  if (rest === '0') return 0;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(rest)) {
    return failed(`time: ${/^[\d.]+$/.test(rest) ? 'missing unit in' : 'invalid'} duration ${JSON.stringify(text)}`);
  }
  let total = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of rest.matchAll(/(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/g)) {
    const size = UNITS[unit] as bigint;
    total += BigInt(whole || '0') * size;
    if (fraction !== '') total += (BigInt(fraction) * size) / 10n ** BigInt(fraction.length);
  }
  return inRange(sign === '-' ? -total : total);
}
