/** Values as people say them. */
import type { Scalar } from './intent.ts';

const UNITS: Readonly<Record<string, (value: number) => string>> = {
  seconds: (seconds) => duration(seconds),
  minutes: (minutes) => duration(minutes * 60),
  days: (days) => (days === 365 ? 'a year' : plural(days, 'day')),
  hours: (hours) => plural(hours, 'hour'),
  gib: (gib) => (gib >= 1024 && gib % 1024 === 0 ? `${gib / 1024} TB` : `${gib} GB`),
  mib: (mib) => (mib >= 1024 && mib % 1024 === 0 ? `${mib / 1024} GB` : `${mib} MB`),
  kib: (kib) => `${kib} KB`,
  bytes: (bytes) => (bytes % 1024 === 0 ? `${bytes / 1024} KB` : plural(bytes, 'byte')),
  percent: (percent) => `${percent} %`,
  number: (number) => NUMBERS[number] ?? String(number),
};

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** Replaces `{v}` and `{v:unit}`. */
export function inWords(phrase: string, value: Scalar): string {
  return phrase.replaceAll(/\{v(?::(\w+))?\}/g, (_, unit: string | undefined) => {
    const words = unit === undefined ? undefined : UNITS[unit];
    return words === undefined || Number.isNaN(Number(value)) ? String(value) : words(Number(value));
  });
}

function duration(seconds: number): string {
  if (seconds === 0) return '0 seconds';
  if (seconds % 86_400 === 0) return plural(seconds / 86_400, 'day');
  if (seconds % 3600 === 0) return plural(seconds / 3600, 'hour');
  if (seconds % 60 === 0 && seconds > 60) return plural(seconds / 60, 'minute');
  return plural(seconds, 'second');
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
