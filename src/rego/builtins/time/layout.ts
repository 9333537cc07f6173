/** Go's layouts: a text in which the parts of one certain moment stand for those of any. */
import { DAYS, MONTHS } from '../../../util/calendar.ts';
import type { Moment } from './moment.ts';

export const RFC3339 = '2006-01-02T15:04:05Z07:00';
export const RFC3339_NANO = '2006-01-02T15:04:05.999999999Z07:00';
export const LAYOUTS: Readonly<Record<string, string>> = {
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
export const ELEMENT =
  /2006|January|Monday|Jan|Mon|MST|Z07:00:00|Z070000|Z07:00|Z0700|Z07|-07:00:00|-070000|-07:00|-0700|-07|[.,](?:0+|9+)(?!\d)|002|01|02|03|04|05|06|15|PM|pm|_2006|_2|1|2|3|4|5/g;

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

export function formatTime(layout: string, at: Moment): string {
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
