import { failed } from '../plan/builtin.ts';
import type { Value } from '../values/index.ts';
import { type BuiltinFamily, builtin, wrongType } from './operands.ts';
import { regex } from './regex.ts';

const SPECIAL = /[*?\\[\]{}]/g;

export const GLOB: BuiltinFamily = {
  'glob.match': builtin(
    ['string', 'array|null', 'string'],
    (pattern: string, delimiters: Value[] | null, text: string) => {
      if (delimiters?.some((delimiter) => typeof delimiter !== 'string') === true) {
        return wrongType('operand 2 must be array of strings');
      }
      const separators = delimiters === null ? [] : delimiters.length === 0 ? ['.'] : (delimiters as string[]);
      const source = globPattern(pattern, separators);
      if (source === undefined) return failed('unexpected end of input');
      const expression = regex(`(?s)^${source}$`);
      return typeof expression === 'string' ? failed(expression) : expression.matcher(text).find();
    },
    'boolean',
  ),
  'glob.quote_meta': builtin(['string'], (text: string) => text.replace(SPECIAL, '\\$&'), 'string'),
};

function quoted(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function globPattern(pattern: string, separators: readonly string[]): string | undefined {
  const one = separators.length === 0 ? '.' : `[^${separators.map(quoted).join('')}]`;
  let source = '';
  let depth = 0;
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] as string;
    if (character === '\\') {
      source += quoted(pattern[++at] ?? '\\');
    } else if (character === '*') {
      let stars = 1;
      while (pattern[at + 1] === '*') {
        stars++;
        at++;
      }
      source += stars > 1 ? '.*' : `${one}*`;
    } else if (character === '?') source += one;
    else if (character === '[') {
      const close = pattern.indexOf(']', at + 2);
      if (close === -1) return undefined;
      const inside = pattern.slice(at + 1, close);
      const negated = inside.startsWith('!');
      const body = (negated ? inside.slice(1) : inside).replace(/[\\^[\]]/g, '\\$&');
      source += `[${negated ? '^' : ''}${body}]`;
      at = close;
    } else if (character === '{') {
      source += '(?:';
      depth++;
    } else if (character === '}' && depth > 0) {
      source += ')';
      depth--;
    } else if (character === ',' && depth > 0) source += '|';
    else source += quoted(character);
  }
  return depth === 0 ? source : undefined;
}
