/** Tuples and objects. What begins as one may be a for-expression. */
import type { Expression, ObjectExpression } from '../ast.ts';
import * as problem from '../diagnostics.ts';
import { T, type TokenKind } from '../tokens.ts';
import type { Cursor } from './cursor.ts';
import { readExpression } from './expression.ts';
import { finishFor } from './for.ts';
import { recover } from './recovery.ts';

/** Tuple = "[" (Expression ("," Expression)* ","?)? "]", or a for-expression. */
export function readTuple(cursor: Cursor): Expression {
  const open = cursor.read();
  cursor.pushNewlines(false);
  const result = cursor.isKeyword('for') ? finishFor(cursor, open) : finishTuple(cursor, open);
  cursor.popNewlines();
  return result;
}

function finishTuple(cursor: Cursor, open: number): Expression {
  const elements: Expression[] = [];
  const close = readElements(cursor, open, elements);
  return { kind: 'Tuple', elements, openSpan: cursor.span(open), span: cursor.between(open, close) };
}

/** Gives the closing bracket. */
function readElements(cursor: Cursor, open: number, elements: Expression[]): number {
  for (;;) {
    if (cursor.peekKind() === T.CBrack) return cursor.read();
    const before = cursor.problems.length;
    elements.push(readExpression(cursor));
    if (cursor.failedSince(before)) return recover(cursor, T.CBrack);
    const next = cursor.peek();
    const kind = cursor.kindOf(next);
    if (kind !== T.CBrack && kind !== T.Comma) {
      if (!cursor.recovery) {
        cursor.report(
          kind === T.EOF
            ? problem.unterminatedTuple(cursor.span(open))
            : problem.missingItemSeparator(cursor.span(next), cursor.between(open, next)),
        );
      }
      return recover(cursor, T.CBrack);
    }
    cursor.read();
    if (kind === T.CBrack) return next;
  }
}

/** Object = "{" Item* "}", or a for-expression. */
export function readObject(cursor: Cursor): Expression {
  const open = cursor.read();
  cursor.pushNewlines(false);
  const isFor = cursor.isKeyword('for');
  const result = isFor ? finishFor(cursor, open) : undefined;
  cursor.popNewlines();
  return result ?? finishObject(cursor, open);
}

function finishObject(cursor: Cursor, open: number): Expression {
  cursor.pushNewlines(true);
  const items: ObjectExpression['items'][number][] = [];
  const close = readItems(cursor, open, items);
  cursor.popNewlines();
  return { kind: 'Object', items, openSpan: cursor.span(open), span: cursor.between(open, close) };
}

/** Items, with line breaks or commas between them. Gives the closing brace. */
function readItems(cursor: Cursor, open: number, items: ObjectExpression['items'][number][]): number {
  for (;;) {
    const first = cursor.peekKind();
    if (first === T.CBrace) return cursor.read();
    if (first === T.Newline) {
      cursor.read();
      continue;
    }
    const item = readItem(cursor, open, first);
    if (item === undefined) return recover(cursor, T.CBrace);
    items.push(item);
    const next = cursor.peek();
    const after = cursor.kindOf(next);
    if (after !== T.CBrace && after !== T.Comma && after !== T.Newline) {
      if (!cursor.recovery) reportMissingSeparator(cursor, open, next, after);
      return recover(cursor, T.CBrace);
    }
    cursor.read();
    if (after === T.CBrace) return next;
  }
}

/** Item = Expression ("=" | ":") Expression. Undefined where it could not be read. */
function readItem(cursor: Cursor, open: number, first: TokenKind): ObjectExpression['items'][number] | undefined {
  let before = cursor.problems.length;
  const wrapped = readExpression(cursor);
  if (cursor.failedSince(before)) return undefined;
  const equals = cursor.peek();
  const kind = cursor.kindOf(equals);
  if (kind !== T.Equal && kind !== T.Colon) {
    if (!cursor.recovery) reportMissingEquals(cursor, open, equals, kind);
    return undefined;
  }
  cursor.read();
  before = cursor.problems.length;
  const value = readExpression(cursor);
  if (cursor.failedSince(before)) return undefined;
  const key: Expression = { kind: 'ObjectKey', wrapped, forceNonLiteral: first === T.OParen, span: wrapped.span };
  return { key, value };
}

function reportMissingEquals(cursor: Cursor, open: number, token: number, kind: TokenKind): void {
  const span = cursor.span(token);
  const context = cursor.between(open, token);
  if (kind === T.Newline || kind === T.Comma) cursor.report(problem.missingAttributeValue(span, context));
  else if (kind === T.EOF) cursor.report(problem.unterminatedObject(cursor.span(open)));
  else cursor.report(problem.missingKeyValueSeparator(span, context));
}

function reportMissingSeparator(cursor: Cursor, open: number, token: number, kind: TokenKind): void {
  cursor.report(
    kind === T.EOF
      ? problem.unterminatedObject(cursor.span(open))
      : problem.missingAttributeSeparator(cursor.span(token), cursor.between(open, token)),
  );
}
