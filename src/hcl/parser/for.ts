/** For-expressions, and the names that `for` binds in templates too. */
import type { Span } from '../../source/index.ts';
import type { Expression, ForExpression } from '../ast.ts';
import { invalidForExpression } from '../diagnostics.ts';
import { T, type TokenKind } from '../tokens.ts';
import type { Cursor } from './cursor.ts';
import { readExpression } from './expression.ts';
import { recover } from './recovery.ts';

/** For = ForIntro ":" Expression ("=>" Expression)? "..."? ("if" Expression)?, from the opening bracket on. */
export function finishFor(cursor: Cursor, open: number): Expression {
  const closer = cursor.kindOf(open) === T.OBrace ? T.CBrace : T.CBrack;
  cursor.read();
  const parts = readParts(cursor);
  if (parts === undefined || typeof parts === 'string') {
    if (parts !== undefined) report(cursor, open, parts);
    return { kind: 'Invalid', span: cursor.between(open, recover(cursor, closer)) };
  }
  const close = readCloser(cursor, open, closer);
  const span = cursor.between(open, close);
  checkForm(cursor, parts, closer === T.CBrace, span);
  const { keyName, valueName, collection, key, value, condition } = parts;
  return {
    kind: 'For',
    keyName,
    valueName,
    collection,
    key,
    value,
    condition,
    group: parts.ellipsis >= 0,
    openSpan: cursor.span(open),
    closeSpan: cursor.span(close),
    span,
  };
}

interface ForNames {
  readonly keyName: string | undefined;
  readonly valueName: string;
}

/** ForIntro = "for" Ident ("," Ident)? "in" Expression: the part between "for" and the collection. A text says what is wrong. */
export function readForNames(cursor: Cursor): ForNames | string {
  if (cursor.peekKind() !== T.Ident) return 'A name must follow "for".';
  let valueName = cursor.text(cursor.read());
  let keyName: string | undefined;
  if (cursor.peekKind() === T.Comma) {
    keyName = valueName;
    cursor.read();
    if (cursor.peekKind() !== T.Ident) return 'A name for the value must follow the comma.';
    valueName = cursor.text(cursor.read());
  }
  if (!cursor.isKeyword('in')) return 'The keyword "in" must follow the names.';
  cursor.read();
  return { keyName, valueName };
}

type ForParts = Pick<ForExpression, 'keyName' | 'valueName' | 'collection' | 'key' | 'value' | 'condition'> & {
  /** -1 where there is none. */
  readonly ellipsis: number;
};

/** A text says what is wrong; undefined where that is said already. */
function readParts(cursor: Cursor): ForParts | string | undefined {
  const names = readForNames(cursor);
  if (typeof names === 'string') return names;
  let before = cursor.problems.length;
  const collection = readExpression(cursor);
  if (cursor.failedSince(before)) return undefined;
  if (cursor.peekKind() !== T.Colon) return 'A colon must follow the collection.';
  cursor.read();
  before = cursor.problems.length;
  const first = readExpression(cursor);
  const second = cursor.peekKind() === T.FatArrow ? readAfter(cursor) : undefined;
  if (cursor.failedSince(before)) return undefined;
  const ellipsis = cursor.peekKind() === T.Ellipsis ? cursor.read() : -1;
  before = cursor.problems.length;
  const condition = cursor.isKeyword('if') ? readAfter(cursor) : undefined;
  if (condition !== undefined && cursor.failedSince(before)) return undefined;
  const result = second === undefined ? { key: undefined, value: first } : { key: first, value: second };
  return { ...names, collection, ...result, condition, ellipsis };
}

/** The expression after the next token. */
function readAfter(cursor: Cursor): Expression {
  cursor.read();
  return readExpression(cursor);
}

function readCloser(cursor: Cursor, open: number, closer: TokenKind): number {
  if (cursor.peekKind() === closer) return cursor.read();
  report(cursor, open, 'The expression should end here with its closing bracket.');
  return recover(cursor, closer);
}

function report(cursor: Cursor, open: number, detail: string): void {
  if (cursor.recovery) return;
  const token = cursor.peek();
  cursor.report(invalidForExpression(cursor.span(token), cursor.between(open, token), detail));
}

/** Keys and grouping belong in braces, and there a key is needed. */
function checkForm(cursor: Cursor, { key, value, ellipsis }: ForParts, makeObject: boolean, span: Span): void {
  const fail = (at: Span, detail: string): void => cursor.report(invalidForExpression(at, span, detail));
  if (makeObject) {
    if (key === undefined) fail(value.span, 'In braces a key is needed: key => value.');
    return;
  }
  if (key !== undefined) fail(key.span, 'A list has no keys: use braces for "=>".');
  if (ellipsis >= 0) fail(cursor.span(ellipsis), 'Grouping with "..." is for objects only.');
}
