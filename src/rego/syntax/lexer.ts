/** Text to tokens. Comments are kept aside: metadata lives in them. */
import type { RegoNumber } from '../values/index.ts';
import { parseNumber } from '../values/index.ts';

export type TokenKind = 'identifier' | 'number' | 'string' | 'template' | 'punctuation' | 'end' | 'invalid';

export interface Token {
  readonly kind: TokenKind;
  /** Identifier, operator, or the decoded string; the message of an invalid token. */
  readonly text: string;
  readonly at: number;
  readonly end: number;
  /** White space stands before it. */
  readonly spaced: boolean;
  /** A line break stands before it. */
  readonly newline: boolean;
  readonly number?: RegoNumber;
  readonly parts?: readonly (string | readonly Token[])[];
}

export interface Comment {
  readonly text: string;
  readonly at: number;
  /** Row, from 0. */
  readonly row: number;
}

const PUNCTUATION = /:=|==|!=|<=|>=|[=<>+\-*/%&|(){}[\],:;.$]/y;
const IDENTIFIER = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

export function tokenize(text: string): { tokens: readonly Token[]; comments: readonly Comment[] } {
  const comments: Comment[] = [];
  const lexer = { text, position: text.charCodeAt(0) === 0xfeff ? 1 : 0, row: 0, comments };
  return { tokens: tokensUntil(lexer, false), comments };
}

interface Lexer {
  readonly text: string;
  position: number;
  row: number;
  readonly comments: Comment[];
}

/** Tokens to the end of the text, or to the brace that closes an expression of a template. */
function tokensUntil(lexer: Lexer, inTemplate: boolean): Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  for (;;) {
    const token = next(lexer);
    if (inTemplate && token.kind === 'punctuation') {
      if (token.text === '{') depth++;
      if (token.text === '}' && depth-- === 0) {
        tokens.push({ ...token, kind: 'end', text: '' });
        return tokens;
      }
    }
    tokens.push(token);
    if (token.kind === 'end' || token.kind === 'invalid') return tokens;
  }
}

function next(lexer: Lexer): Token {
  const { text } = lexer;
  const before = lexer.position;
  const row = lexer.row;
  skipSpace(lexer);
  const at = lexer.position;
  const base = { at, spaced: at > before, newline: lexer.row > row || before === 0 };
  const finish = (kind: TokenKind, value: string, more: Partial<Token> = {}): Token => ({
    kind,
    text: value,
    end: lexer.position,
    ...base,
    ...more,
  });
  if (at >= text.length) return finish('end', '');
  const character = text[at] as string;
  const word = match(lexer, IDENTIFIER);
  if (word !== undefined) return finish('identifier', word);
  if (character >= '0' && character <= '9') {
    const digits = match(lexer, NUMBER) as string;
    if (/[A-Za-z0-9_]/.test(text[lexer.position] ?? '')) return finish('invalid', 'illegal number format');
    return finish('number', digits, { number: parseNumber(digits) });
  }
  if (character === '"') return quoted(lexer, finish);
  if (character === '`') {
    const close = text.indexOf('`', at + 1);
    if (close === -1) return finish('invalid', 'non-terminated string');
    const raw = text.slice(at + 1, close);
    lexer.row += raw.split('\n').length - 1;
    lexer.position = close + 1;
    return finish('string', raw);
  }
  if (character === '$' && (text[at + 1] === '"' || text[at + 1] === '`')) return template(lexer, finish);
  const operator = match(lexer, PUNCTUATION);
  if (operator !== undefined) return finish('punctuation', operator);
  lexer.position++;
  return finish('invalid', `illegal token ${character}`);
}

function match(lexer: Lexer, pattern: RegExp): string | undefined {
  pattern.lastIndex = lexer.position;
  const found = pattern.exec(lexer.text)?.[0];
  if (found !== undefined) lexer.position += found.length;
  return found;
}

function skipSpace(lexer: Lexer): void {
  const { text } = lexer;
  for (;;) {
    const code = text.charCodeAt(lexer.position);
    if (code === 10) lexer.row++;
    else if (code === 35) {
      const end = text.indexOf('\n', lexer.position);
      const stop = end === -1 ? text.length : end;
      lexer.comments.push({
        text: text.slice(lexer.position + 1, stop).replace(/\r$/, ''),
        at: lexer.position,
        row: lexer.row,
      });
      lexer.position = stop;
      continue;
    } else if (code !== 32 && code !== 9 && code !== 13) return;
    lexer.position++;
  }
}

type Finish = (kind: TokenKind, value: string, more?: Partial<Token>) => Token;

function quoted(lexer: Lexer, finish: Finish): Token {
  const { text } = lexer;
  let value = '';
  lexer.position++;
  for (;;) {
    const character = text[lexer.position];
    if (character === undefined || character === '\n') return finish('invalid', 'non-terminated string');
    if (character === '"') {
      lexer.position++;
      return finish('string', value);
    }
    const piece = character === '\\' ? escaped(lexer) : character;
    if (piece === undefined) return finish('invalid', 'illegal escape sequence');
    if (character !== '\\') lexer.position++;
    value += piece;
  }
}

/** Reads an escape sequence at the position and goes past it. */
function escaped(lexer: Lexer): string | undefined {
  const letter = lexer.text[lexer.position + 1] ?? '';
  if (letter === 'u') {
    const digits = lexer.text.slice(lexer.position + 2, lexer.position + 6);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) return undefined;
    lexer.position += 6;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }
  lexer.position += 2;
  return ESCAPES[letter];
}

function template(lexer: Lexer, finish: Finish): Token {
  const { text } = lexer;
  const close = text[lexer.position + 1] as string;
  const parts: (string | readonly Token[])[] = [];
  let literal = '';
  lexer.position += 2;
  for (;;) {
    const character = text[lexer.position];
    if (character === undefined || (character === '\n' && close === '"')) {
      return finish('invalid', 'non-terminated string');
    }
    if (character === close) {
      lexer.position++;
      if (literal !== '') parts.push(literal);
      return finish('template', '', { parts });
    }
    if (character === '\\' && text[lexer.position + 1] === '{') {
      literal += '{';
      lexer.position += 2;
    } else if (character === '\\' && close === '"') {
      const piece = escaped(lexer);
      if (piece === undefined) return finish('invalid', 'illegal escape sequence');
      literal += piece;
    } else if (character === '{') {
      if (literal !== '') parts.push(literal);
      literal = '';
      lexer.position++;
      const inner = tokensUntil(lexer, true);
      const last = inner.at(-1);
      if (last?.kind === 'invalid' || lexer.position >= text.length) return finish('invalid', 'invalid template');
      parts.push(inner);
    } else {
      if (character === '\n') lexer.row++;
      literal += character;
      lexer.position++;
    }
  }
}
