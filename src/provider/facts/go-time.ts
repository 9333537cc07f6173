/** Points in time as Go's `time.Parse` reads them, and durations, with its words for what it cannot read. */
import { quoteGo } from '../../util/quote-go.ts';

export const RFC3339 = '2006-01-02T15:04:05Z07:00';

/** What is wrong with a rest of the text (`stuck`: nothing of the element can be read), or what is left of it. */
type Read = { readonly rest: string; readonly value: number } | 'stuck';

interface Element {
  readonly read: (text: string) => Read;
  /** The name and bounds of a value that can be read but is not possible. */
  readonly range?: readonly [name: string, least: number, most: number];
}

const digits =
  (pattern: RegExp) =>
  (text: string): Read => {
    const found = pattern.exec(text)?.[0];
    return found === undefined ? 'stuck' : { rest: text.slice(found.length), value: Number(found) };
  };

/** Seconds may have a fraction, which no layout needs to name. */
function seconds(text: string): Read {
  const found = /^(\d\d)(?:[.,]\d+)?/.exec(text);
  return found === null ? 'stuck' : { rest: text.slice(found[0].length), value: Number(found[1]) };
}

function zone(text: string): Read {
  const found = /^(?:Z|[+-](\d\d):\d\d)/.exec(text);
  return found === null ? 'stuck' : { rest: text.slice(found[0].length), value: Number(found[1] ?? 0) };
}

const ELEMENTS: Readonly<Record<string, Element>> = {
  '2006': { read: digits(/^\d{4}/) },
  '01': { read: digits(/^\d\d/), range: ['month', 1, 12] },
  '02': { read: digits(/^\d\d/) },
  '15': { read: digits(/^\d\d?/), range: ['hour', 0, 23] },
  '04': { read: digits(/^\d\d/), range: ['minute', 0, 59] },
  '05': { read: seconds, range: ['second', 0, 59] },
  'Z07:00': { read: zone, range: ['time zone offset hour', 0, 24] },
};

const STEP = /2006|01|02|15|04|05|Z07:00|[^0-9Z]+/g;

/** Why a text is no point in time of the layout; undefined where it is one. */
export function goTimeError(text: string, layout: string): string | undefined {
  const stuckAt = (rest: string, step: string): string =>
    `parsing time ${quoteGo(text)} as ${quoteGo(layout)}: cannot parse ${quoteGo(rest)} as ${quoteGo(step)}`;
  const found = new Map<string, number>();
  let rest = text;
  for (const [step] of layout.matchAll(STEP)) {
    const element = ELEMENTS[step];
    if (element === undefined) {
      if (!rest.startsWith(step)) return stuckAt(rest, step);
      rest = rest.slice(step.length);
      continue;
    }
    const read = element.read(rest);
    if (read === 'stuck') return stuckAt(rest, step);
    const [name = '', least = 0, most = 0] = element.range ?? [];
    if (name !== '' && (read.value < least || read.value > most))
      return `parsing time ${quoteGo(text)}: ${name} out of range`;
    found.set(step, read.value);
    rest = read.rest;
  }
  if (rest !== '') return `parsing time ${quoteGo(text)}: extra text: ${quoteGo(rest)}`;
  return dayExists(found) ? undefined : `parsing time ${quoteGo(text)}: day out of range`;
}

function dayExists(found: ReadonlyMap<string, number>): boolean {
  const [year, month, day] = ['2006', '01', '02'].map((step) => found.get(step) ?? 1) as [number, number, number];
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const UNITS: ReadonlySet<string> = new Set(['ns', 'us', '\u00b5s', '\u03bcs', 'ms', 's', 'm', 'h']);

/** Why a text is no duration such as `1h30m`; undefined where it is one. */
export function goDurationError(text: string): string | undefined {
  let rest = text.replace(/^[-+]/, '');
  if (rest === '0') return undefined;
  if (rest === '') return `time: invalid duration ${quoteGo(text)}`;
  while (rest !== '') {
    const number = /^(?:\d+(?:\.\d*)?|\.\d+)/.exec(rest)?.[0];
    if (number === undefined) return `time: invalid duration ${quoteGo(text)}`;
    const unit = /^[^.\d]*/.exec(rest.slice(number.length))?.[0] ?? '';
    if (unit === '') return `time: missing unit in duration ${quoteGo(text)}`;
    if (!UNITS.has(unit)) return `time: unknown unit ${quoteGo(unit)} in duration ${quoteGo(text)}`;
    rest = rest.slice(number.length + unit.length);
  }
  return undefined;
}
