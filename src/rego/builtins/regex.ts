import { RE2JS } from 're2js';
import { failed } from '../plan/builtin.ts';
import type { Value } from '../values/index.ts';
import { type BuiltinFamily, builtin } from './operands.ts';

const compiled = new Map<string, RE2JS | string>();
const COMPILED_LIMIT = 500;

/** A compiled pattern, or the problem with it. */
export function regex(pattern: string): RE2JS | string {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  let made: RE2JS | string;
  try {
    made = RE2JS.compile(pattern);
  } catch (problem) {
    made = `error parsing regexp: ${problem instanceof Error ? problem.message.replace(/^error parsing regexp: /, '') : ''}`;
  }
  if (compiled.size >= COMPILED_LIMIT) compiled.clear();
  compiled.set(pattern, made);
  return made;
}

const matches = builtin(
  ['string', 'string'],
  (pattern: string, text: string) => {
    const expression = regex(pattern);
    return typeof expression === 'string' ? failed(expression) : expression.matcher(text).find();
  },
  'boolean',
);

/** Start, end and groups of each match, at most `limit` where that is not negative. */
function findAll(expression: RE2JS, text: string, limit: number): (string | null)[][] {
  const found: (string | null)[][] = [];
  const matcher = expression.matcher(text);
  while ((limit < 0 || found.length < limit) && matcher.find()) {
    const groups: (string | null)[] = [];
    for (let group = 0; group <= matcher.groupCount(); group++) groups.push(matcher.group(group));
    found.push(groups);
  }
  return found;
}

export const REGEX: BuiltinFamily = {
  'regex.match': matches,
  re_match: matches,
  'regex.is_valid': builtin(
    ['any'],
    (pattern: Value) => typeof pattern === 'string' && typeof regex(pattern) !== 'string',
    'boolean',
  ),
  'regex.find_n': builtin(
    ['string', 'string', 'number'],
    (pattern: string, text: string, limit: number) => {
      const expression = regex(pattern);
      if (typeof expression === 'string') return failed(expression);
      return findAll(expression, text, Number(limit)).map(([whole]) => whole as string);
    },
    'array',
  ),
  'regex.find_all_string_submatch_n': builtin(
    ['string', 'string', 'number'],
    (pattern: string, text: string, limit: number) => {
      const expression = regex(pattern);
      if (typeof expression === 'string') return failed(expression);
      return findAll(expression, text, Number(limit)).map((groups) => groups.map((group) => group ?? ''));
    },
    'array',
  ),
  'regex.replace': builtin(
    ['string', 'string', 'string'],
    (text: string, pattern: string, replacement: string) => {
      const expression = regex(pattern);
      if (typeof expression === 'string') return failed(expression);
      return replaceAll(expression, text, replacement);
    },
    'string',
  ),
  'regex.split': builtin(
    ['string', 'string'],
    (pattern: string, text: string) => {
      const expression = regex(pattern);
      if (typeof expression === 'string') return failed(expression);
      return split(expression, text);
    },
    'array',
  ),
  'regex.globs_match': builtin(
    ['string', 'string'],
    (left: string, right: string) => {
      const a = globTokens(left);
      const b = globTokens(right);
      if (typeof a === 'string') return failed(a);
      return typeof b === 'string' ? failed(b) : intersects(a, b);
    },
    'boolean',
  ),
  'regex.template_match': builtin(
    ['string', 'string', 'string', 'string'],
    (template: string, text: string, open: string, close: string) => {
      if ([...open].length !== 1) return failed('start delimiter has to be exactly one character long but is 0 long');
      if ([...close].length !== 1) return failed('end delimiter has to be exactly one character long but is 0 long');
      const pattern = templatePattern(template, open, close);
      if (pattern === undefined) return failed('unbalanced braces in regex template');
      const expression = regex(pattern);
      return typeof expression === 'string' ? failed(expression) : expression.matcher(text).find();
    },
    'boolean',
  ),
};

/** Go's ReplaceAllString: `$1`, `${name}`, `$$`; an unknown group is empty. */
function replaceAll(expression: RE2JS, text: string, replacement: string): string {
  const matcher = expression.matcher(text);
  const names = expression.namedGroups() as Record<string, number>;
  let result = '';
  let last = 0;
  while (matcher.find()) {
    result += text.slice(last, matcher.start(0));
    result += replacement.replace(
      /\$(?:\$|\{(\w+)\}|(\w+))/g,
      (whole, braced: string | undefined, bare: string | undefined) => {
        if (whole === '$$') return '$';
        const name = (braced ?? bare) as string;
        const group = /^\d+$/.test(name) ? Number(name) : names[name];
        return group === undefined || group > matcher.groupCount() ? '' : (matcher.group(group) ?? '');
      },
    );
    last = matcher.end(0);
  }
  return result + text.slice(last);
}

function split(expression: RE2JS, text: string): string[] {
  const matcher = expression.matcher(text);
  const parts: string[] = [];
  let last = 0;
  while (matcher.find()) {
    const [start, end] = [matcher.start(0), matcher.end(0)];
    if (end === 0) continue;
    if (start === text.length && start === end) break;
    parts.push(text.slice(last, start));
    last = end;
  }
  parts.push(text.slice(last));
  return parts;
}

function templatePattern(template: string, open: string, close: string): string | undefined {
  let pattern = '^';
  let depth = 0;
  let start = 0;
  let literal = '';
  for (let at = 0; at < template.length; at++) {
    const character = template[at] as string;
    if (character === open) {
      if (depth++ === 0) {
        pattern += RE2JS.quote(literal);
        literal = '';
        start = at + 1;
      }
    } else if (character === close) {
      if (--depth < 0) return undefined;
      if (depth === 0) pattern += `(${template.slice(start, at)})`;
    } else if (depth === 0) literal += character;
  }
  return depth === 0 ? `${pattern}${RE2JS.quote(literal)}$` : undefined;
}

interface GlobToken {
  readonly characters: ReadonlySet<string> | 'any';
  readonly repeat: '' | '*' | '+';
}

/** The small language of `regex.globs_match`: literals, `.`, `[…]`, with `*` and `+`. */
function globTokens(text: string): GlobToken[] | string {
  const tokens: GlobToken[] = [];
  for (let at = 0; at < text.length; at++) {
    let character = text[at] as string;
    let characters: GlobToken['characters'];
    if (character === '[') {
      const close = text.indexOf(']', at);
      if (close === -1) return `input:${text}, pos:${text.length}, unterminated set`;
      const set = new Set<string>();
      const inside = text.slice(at + 1, close);
      for (let index = 0; index < inside.length; index++) {
        if (inside[index + 1] === '-' && index + 2 < inside.length) {
          for (let code = inside.charCodeAt(index); code <= inside.charCodeAt(index + 2); code++)
            set.add(String.fromCharCode(code));
          index += 2;
        } else set.add(inside[index] as string);
      }
      characters = set;
      at = close;
    } else if (character === '.') characters = 'any';
    else {
      if (character === ']')
        return `input:${text}, pos:${at + 1}, set-close ']' with no preceding '[': the input provided is invalid`;
      if (character === '*' || character === '+') return `input:${text}, pos:${at}, nothing to repeat`;
      if (character === '\\') character = text[++at] ?? '';
      characters = new Set([character]);
    }
    const after = text[at + 1];
    const repeat = after === '*' || after === '+' ? after : '';
    if (repeat !== '') at++;
    tokens.push({ characters, repeat });
  }
  return tokens;
}

/** Whether some non-empty text matches both. */
function intersects(a: readonly GlobToken[], b: readonly GlobToken[]): boolean {
  const seen = new Set<string>();
  const visit = (i: number, j: number, insideA: boolean, insideB: boolean): boolean => {
    const key = `${i} ${j} ${insideA} ${insideB}`;
    if (seen.has(key)) return false;
    seen.add(key);
    if (i === a.length && j === b.length) return true;
    const x = a[i];
    const y = b[j];
    if (x !== undefined && (x.repeat === '*' || (x.repeat === '+' && insideA)) && visit(i + 1, j, false, insideB))
      return true;
    if (y !== undefined && (y.repeat === '*' || (y.repeat === '+' && insideB)) && visit(i, j + 1, insideA, false))
      return true;
    if (x === undefined || y === undefined || !overlap(x.characters, y.characters)) return false;
    const nextA = x.repeat === '' ? [[i + 1, false] as const] : [[i, true] as const];
    const nextB = y.repeat === '' ? [[j + 1, false] as const] : [[j, true] as const];
    return nextA.some(([at, inA]) => nextB.some(([other, inB]) => visit(at, other, inA, inB)));
  };
  return visit(0, 0, false, false);
}

function overlap(a: GlobToken['characters'], b: GlobToken['characters']): boolean {
  if (a === 'any' || b === 'any') return true;
  for (const character of a) if (b.has(character)) return true;
  return false;
}
