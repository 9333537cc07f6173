/** The text that a string token stands for: escapes resolved, in normal form C as all strings of the language are. */
import type { Diagnostic, Source } from '../source/index.ts';
import * as problem from './diagnostics.ts';

const NEEDS_WORK = /[\\$%]/;
const NON_ASCII = /[^\x00-\x7f]/;

export function normalizeText(text: string): string {
  return NON_ASCII.test(text) ? text.normalize('NFC') : text;
}

/** `quoted`: backslash escapes count; the doubled sigils of `$${` and `%%{` count in both kinds. */
export function stringTokenText(
  source: Source,
  start: number,
  end: number,
  quoted: boolean,
  problems: Diagnostic[],
): string {
  const raw = source.text.slice(start, end);
  if (!NEEDS_WORK.test(raw)) return raw;
  let out = '';
  let plain = 0;
  let i = 0;
  while (i < raw.length) {
    const c = raw.charCodeAt(i);
    if ((c === 36 || c === 37) && raw.charCodeAt(i + 1) === c && raw.charCodeAt(i + 2) === 123) {
      out += `${raw.slice(plain, i + 1)}{`;
      i += 3;
      plain = i;
    } else if (c === 92 && quoted) {
      out += raw.slice(plain, i);
      i = readEscape(i);
      plain = i;
    } else i++;
  }
  return out + raw.slice(plain);

  function readEscape(at: number): number {
    const selector = raw[at + 1];
    const simple = selector === undefined ? undefined : SIMPLE[selector];
    if (simple !== undefined) {
      out += simple;
      return at + 2;
    }
    if (selector === 'u' || selector === 'U') return readUnicode(at, selector === 'u' ? 4 : 8);
    const span = { source, start: start + at, end: Math.min(end, start + at + 2) };
    if (selector === undefined) {
      problems.push(problem.invalidEscape(span, 'A character that says what is meant must follow the backslash.'));
      out += '\\';
      return at + 1;
    }
    problems.push(problem.invalidEscape(span, `No escape is written with "${selector}". A backslash itself is \\\\.`));
    out += selector;
    return at + 2;
  }

  function readUnicode(at: number, digits: number): number {
    let stop = at + 2;
    while (stop < raw.length && stop < at + 2 + digits && /[0-9A-Fa-f]/.test(raw[stop] as string)) stop++;
    const span = { source, start: start + at, end: start + stop };
    const point = Number.parseInt(raw.slice(at + 2, stop), 16);
    if (stop < at + 2 + digits) {
      problems.push(problem.invalidEscape(span, `${digits === 4 ? 'Four' : 'Eight'} hexadecimal digits must follow.`));
      out += raw.slice(at, stop);
    } else if (point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) {
      problems.push(problem.invalidEscape(span, `U+${point.toString(16).padStart(4, '0')} is no character.`));
      out += raw.slice(at, stop);
    } else out += String.fromCodePoint(point);
    return stop;
  }
}

const SIMPLE: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
