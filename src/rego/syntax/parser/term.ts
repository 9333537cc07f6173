/** Terms: names, constants, composites, templates, and the steps and arguments after them. */
import { type RegoNumber, RegoSet } from '../../values/index.ts';
import type { Body, Term } from '../ast.ts';
import type { Token } from '../lexer.ts';
import { readArray, readList, readSetOrObject } from './composite.ts';
import type { Cursor } from './cursor.ts';
import { readInfix } from './expression.ts';
import { readLiteral } from './literal.ts';

export function readTerm(cursor: Cursor): Term {
  return cursor.once(readWhole);
}

// Term = Primary { "." Ident | "[" Term "]" | "(" Terms ")" }, no white space before what follows the primary
function readWhole(cursor: Cursor): Term {
  const head = readPrimary(cursor);
  const { at } = head;
  let term = head;
  for (;;) {
    if (cursor.isAdjacent('(') && (term.kind === 'var' || term.kind === 'ref')) {
      cursor.take();
      const args = readList(cursor, ')');
      term = { kind: 'call', operator: term, args, at, end: cursor.previousEnd() };
    } else if (cursor.isAdjacent('.') || cursor.isAdjacent('[')) {
      if (term.kind === 'scalar' || term.kind === 'template') cursor.fail('illegal ref (head cannot be a scalar)');
      const path: Term[] = [];
      while (cursor.isAdjacent('.') || cursor.isAdjacent('[')) path.push(readStep(cursor));
      term =
        term.kind === 'ref'
          ? { ...term, path: [...term.path, ...path], end: cursor.previousEnd() }
          : { kind: 'ref', head: term, path, at, end: cursor.previousEnd() };
    } else return term;
  }
}

function readStep(cursor: Cursor): Term {
  if (cursor.take().text === '.') {
    const name = cursor.peek();
    if (name.kind !== 'identifier' || name.spaced) cursor.fail('expected ident');
    cursor.take();
    return { kind: 'scalar', value: name.text, at: name.at, end: name.end };
  }
  const key = readInfix(cursor);
  cursor.expect(']');
  return key;
}

function readPrimary(cursor: Cursor): Term {
  const token = cursor.peek();
  const { at, end } = token;
  switch (token.kind) {
    case 'identifier':
      return readWord(cursor, token);
    case 'number':
      cursor.take();
      return { kind: 'scalar', value: token.number as RegoNumber, at, end };
    case 'string':
      cursor.take();
      return { kind: 'scalar', value: token.text, at, end };
    case 'template':
      return readTemplate(cursor, token);
    case 'punctuation':
      switch (token.text) {
        case '-':
          return readNegativeNumber(cursor);
        case '(':
          return readParenthesized(cursor);
        case '[':
          return readArray(cursor);
        case '{':
          return readSetOrObject(cursor);
      }
  }
  return cursor.fail();
}

const CONSTANTS: ReadonlyMap<string, null | boolean> = new Map([
  ['null', null],
  ['true', true],
  ['false', false],
]);

function readWord(cursor: Cursor, token: Token): Term {
  const { at, end, text } = token;
  if (cursor.keywords.has(text) && !cursor.isReferenceStart() && !isKeywordCall(cursor, text)) {
    const constant = CONSTANTS.get(text);
    if (constant === undefined) cursor.fail();
    cursor.take();
    return { kind: 'scalar', value: constant, at, end };
  }
  cursor.take();
  if (text === 'set' && cursor.isAdjacent('(') && cursor.isPunctuation(')', 1)) {
    cursor.take();
    cursor.take();
    return { kind: 'scalar', value: new RegoSet(), at, end: cursor.previousEnd() };
  }
  return { kind: 'var', name: text, at, end };
}

/** `contains(x, y)` stays the built-in where `contains` is a keyword. */
function isKeywordCall(cursor: Cursor, word: string): boolean {
  return (word === 'contains' || word === 'if') && cursor.isPunctuation('(', 1) && !cursor.peek(1).spaced;
}

function readNegativeNumber(cursor: Cursor): Term {
  const { at } = cursor.take();
  const token = cursor.peek();
  if (token.kind !== 'number') cursor.fail('expected number');
  cursor.take();
  const value = typeof token.number === 'bigint' ? -token.number : -(token.number as number);
  return { kind: 'scalar', value: Object.is(value, -0) ? 0 : value, at, end: token.end };
}

function readParenthesized(cursor: Cursor): Term {
  cursor.take();
  const inner = readInfix(cursor);
  cursor.expect(')');
  return inner;
}

function readTemplate(cursor: Cursor, { parts = [], at, end }: Token): Term {
  cursor.take();
  return { kind: 'template', parts: parts.map((part) => readTemplatePart(cursor, part)), at, end };
}

/** The tokens of an expression stand apart from those around the template. */
function readTemplatePart(cursor: Cursor, part: string | readonly Token[]): string | Body {
  if (typeof part === 'string') return part;
  return cursor.within(part, () => {
    const body = [readLiteral(cursor)];
    if (cursor.peek().kind !== 'end') cursor.fail('expected }');
    return body;
  });
}
