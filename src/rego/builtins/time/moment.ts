/** Moments in nanoseconds since 1970, in the range of a 64-bit integer, and what calendar and clock show of them in a zone. */
import { failed } from '../../plan/builtin.ts';
import {
  isArray,
  isInteger,
  isNumber,
  normalizeInteger,
  toBigInt,
  typeNameOf,
  type Value,
} from '../../values/index.ts';
import { wrongOperand, wrongType } from '../operands.ts';

const SMALLEST = -(2n ** 63n);
const LARGEST = 2n ** 63n - 1n;
export const SECOND = 1_000_000_000n;

export interface Moment {
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
export function civilSeconds(year: number, month: number, day: number): bigint {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return BigInt(Math.floor(date.getTime() / 1000));
}

export function inRange(ns: bigint) {
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

export function momentAt(ns: bigint, zone: string): Moment {
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
export function momentOf(when: Value) {
  const [ns, zone] = isArray(when) ? [when[0], when[1] ?? 'UTC'] : [when, 'UTC'];
  if (!isNumber(ns)) return wrongOperand(1, isArray(when) ? ['number'] : ['number', 'array'], typeNameOf(ns ?? null));
  if (typeof zone !== 'string') return wrongType('operand 1 must be string for the time zone');
  if (!isInteger(ns)) return wrongType('timestamp too big');
  const exact = toBigInt(ns);
  if (exact < SMALLEST || exact > LARGEST) return failed('timestamp too big');
  if (zoneOffset(0n, zone) === undefined) return failed(`unknown time zone ${zone}`);
  return momentAt(exact, zone);
}
