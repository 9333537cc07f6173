/** formatdate, plantimestamp, timeadd, timecmp, timestamp */
import { DAYS, MONTHS } from '../../util/calendar.ts';
import type { FunctionFailure, FunctionSpec } from '../function.ts';
import { unknownNotNull } from '../refinement.ts';
import { NUMBER, STRING } from '../type.ts';
import { numberValue, stringValue } from '../value.ts';
import { declare, fail, string, text } from './define.ts';
import type { FunctionOptions } from './options.ts';

/** An instant and how its clock stands. */
interface Timestamp {
  /** Milliseconds since 1970, whole seconds only. */
  readonly seconds: number;
  readonly nanoseconds: number;
  readonly offsetMinutes: number;
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;

function parseTimestamp(source: string): Timestamp | string {
  const match = RFC3339.exec(source);
  if (match === null) {
    if (!/^\d{4}-\d\d-\d\d/.test(source))
      return 'not a valid RFC3339 timestamp: it must begin with a date like 2006-01-02';
    return /^\d{4}-\d\d-\d\dT/.test(source)
      ? 'not a valid RFC3339 timestamp: a time like 15:04:05 and a UTC offset or Z are required'
      : "not a valid RFC3339 timestamp: missing required time introducer 'T'";
  }
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12) return 'not a valid RFC3339 timestamp: month out of range';
  const days = new Date(Date.UTC(2000, month, 0)).getUTCDate();
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (day < 1 || day > (month === 2 && !leap ? 28 : days)) return 'not a valid RFC3339 timestamp: day out of range';
  if (hour > 23) return 'not a valid RFC3339 timestamp: hour out of range';
  if (minute > 59) return 'not a valid RFC3339 timestamp: minute out of range';
  if (second > 59) return 'not a valid RFC3339 timestamp: second out of range';
  if (Number(match[9] ?? 0) > 24 || Number(match[10] ?? 0) > 59)
    return 'not a valid RFC3339 timestamp: UTC offset out of range';
  const offset = (match[8] === '-' ? -1 : 1) * (Number(match[9] ?? 0) * 60 + Number(match[10] ?? 0));
  const clock = new Date(0);
  clock.setUTCFullYear(year, month - 1, day);
  clock.setUTCHours(hour, minute, second);
  return {
    seconds: clock.getTime() / 1000 - offset * 60,
    nanoseconds: Number((match[7] ?? '').padEnd(9, '0').slice(0, 9)),
    offsetMinutes: offset || 0,
  };
}

/** The time on the clock there, as UTC fields. */
function clockOf({ seconds, offsetMinutes }: Timestamp): Date {
  return new Date((seconds + offsetMinutes * 60) * 1000);
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function offsetText(minutes: number, separator: string): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${separator}${two(size % 60)}`;
}

function rfc3339(time: Timestamp): string {
  const zone = time.offsetMinutes === 0 ? 'Z' : offsetText(time.offsetMinutes, ':');
  return clockOf(time)
    .toISOString()
    .replace(/^\+0*/, '')
    .replace(/\.\d+Z$/, zone);
}

type Piece = (clock: Date, time: Timestamp) => string;
const hour12 = (clock: Date): number => clock.getUTCHours() % 12 || 12;
const VERBS: Readonly<Record<string, Piece>> = {
  YYYY: (clock) => String(clock.getUTCFullYear()).padStart(4, '0'),
  YY: (clock) => two(clock.getUTCFullYear() % 100),
  MMMM: (clock) => MONTHS[clock.getUTCMonth()] as string,
  MMM: (clock) => (MONTHS[clock.getUTCMonth()] as string).slice(0, 3),
  MM: (clock) => two(clock.getUTCMonth() + 1),
  M: (clock) => String(clock.getUTCMonth() + 1),
  DD: (clock) => two(clock.getUTCDate()),
  D: (clock) => String(clock.getUTCDate()),
  EEEE: (clock) => DAYS[clock.getUTCDay()] as string,
  EEE: (clock) => (DAYS[clock.getUTCDay()] as string).slice(0, 3),
  hh: (clock) => two(clock.getUTCHours()),
  h: (clock) => String(clock.getUTCHours()),
  HH: (clock) => two(hour12(clock)),
  H: (clock) => String(hour12(clock)),
  AA: (clock) => (clock.getUTCHours() < 12 ? 'AM' : 'PM'),
  aa: (clock) => (clock.getUTCHours() < 12 ? 'am' : 'pm'),
  mm: (clock) => two(clock.getUTCMinutes()),
  m: (clock) => String(clock.getUTCMinutes()),
  ss: (clock) => two(clock.getUTCSeconds()),
  s: (clock) => String(clock.getUTCSeconds()),
  ZZZZZ: (_, time) => offsetText(time.offsetMinutes, ':'),
  ZZZZ: (_, time) => offsetText(time.offsetMinutes, ''),
  ZZZ: (_, time) => (time.offsetMinutes === 0 ? 'UTC' : offsetText(time.offsetMinutes, '')),
  Z: (_, time) => (time.offsetMinutes === 0 ? 'Z' : offsetText(time.offsetMinutes, ':')),
};
const TOKEN = /'(?:[^']|'')*'|([A-Za-z])\1*|'|[^A-Za-z']+/g;

function formatDate(format: string, time: Timestamp): string | FunctionFailure {
  const clock = clockOf(time);
  let result = '';
  for (const [token] of format.matchAll(TOKEN)) {
    if (token === "''") result += "'";
    else if (token.startsWith("'")) {
      if (token.length < 2) return fail("unterminated literal '", 0);
      result += token.slice(1, -1).replaceAll("''", "'");
    } else if (/^[A-Za-z]/.test(token)) {
      const piece = VERBS[token];
      if (piece === undefined) return fail(`invalid date format verb ${JSON.stringify(token)}`, 0);
      result += piece(clock, time);
    } else result += token;
  }
  return result;
}

const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};
const DURATION = /^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;
const MAX_DURATION = 2n ** 63n - 1n;

/** Nanoseconds of a duration such as `1h30m`; undefined where it is none. */
function parseDuration(source: string): bigint | undefined {
  if (!DURATION.test(source)) return undefined;
  let total = 0n;
  for (const [, whole = '', fraction = '', unit] of source.matchAll(/(\d*)\.?(\d*)(ns|us|µs|μs|ms|s|m|h)/g)) {
    const scale = UNITS[unit as string] as number;
    total += BigInt(whole || '0') * BigInt(scale);
    if (fraction !== '') total += BigInt(Math.trunc(Number(`0.${fraction}`) * scale));
  }
  if (total > MAX_DURATION) return undefined;
  return source.startsWith('-') ? -total : total;
}

export const dateFunctions: readonly FunctionSpec[] = [
  declare('formatdate', {
    parameters: [string('format'), string('time')],
    returns: STRING,
    call: ([format, time]) => {
      const parsed = parseTimestamp(text(time));
      if (typeof parsed === 'string') return fail(parsed, 1);
      const result = formatDate(text(format), parsed);
      return typeof result === 'string' ? stringValue(result) : result;
    },
  }),
  declare('timeadd', {
    parameters: [string('timestamp'), string('duration')],
    returns: STRING,
    call: ([timestamp, duration]) => {
      const parsed = parseTimestamp(text(timestamp));
      if (typeof parsed === 'string') return fail(parsed);
      const added = parseDuration(text(duration));
      if (added === undefined) return fail(`${JSON.stringify(text(duration))} is not a duration such as "1h30m"`);
      const nanoseconds = BigInt(parsed.seconds) * 1_000_000_000n + BigInt(parsed.nanoseconds) + added;
      const seconds = nanoseconds / 1_000_000_000n - (nanoseconds % 1_000_000_000n < 0n ? 1n : 0n);
      return stringValue(rfc3339({ ...parsed, seconds: Number(seconds) }));
    },
  }),
  declare('timecmp', {
    parameters: [string('timestamp_a'), string('timestamp_b')],
    returns: NUMBER,
    call: ([first, second]) => {
      const a = parseTimestamp(text(first));
      if (typeof a === 'string') return fail(a, 0);
      const b = parseTimestamp(text(second));
      if (typeof b === 'string') return fail(b, 1);
      return numberValue(Math.sign(a.seconds - b.seconds || a.nanoseconds - b.nanoseconds));
    },
  }),
];

/** The functions of this family that depend on the time of the call. */
export function clockFunctions(options: FunctionOptions): readonly FunctionSpec[] {
  const now = () => stringValue(new Date(options.now()).toISOString().replace(/\.\d+Z$/, 'Z'));
  return [
    declare('timestamp', {
      parameters: [],
      returns: STRING,
      call: () => (options.pure ? unknownNotNull(STRING) : now()),
    }),
    declare('plantimestamp', {
      parameters: [],
      returns: STRING,
      call: () => (options.planTime === undefined ? unknownNotNull(STRING) : stringValue(options.planTime)),
    }),
  ];
}
