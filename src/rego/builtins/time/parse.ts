/** Moments and durations from texts. */
import { DAYS, MONTHS } from '../../../util/calendar.ts';
import { failed } from '../../plan/builtin.ts';
import { ELEMENT } from './layout.ts';
import { civilSeconds, inRange, SECOND } from './moment.ts';

/** Reads a text by a layout of Go's. A fraction after the seconds is taken whether or not the layout has one. */
export function parseTime(layout: string, text: string) {
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

export function parseDuration(text: string) {
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
