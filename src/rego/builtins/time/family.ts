/** The builtins of time. Times are nanoseconds since 1970, in the range of a 64-bit integer; layouts are Go's. */
import { DAYS } from '../../../util/calendar.ts';
import type { Evaluation } from '../../plan/context.ts';
import { isArray, normalizeInteger, type RegoNumber, toBigInt, type Value } from '../../values/index.ts';
import { type BuiltinFamily, builtin } from '../operands.ts';
import { formatTime, LAYOUTS, RFC3339, RFC3339_NANO } from './layout.ts';
import { civilSeconds, inRange, momentAt, momentOf, SECOND } from './moment.ts';
import { parseDuration, parseTime } from './parse.ts';

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
