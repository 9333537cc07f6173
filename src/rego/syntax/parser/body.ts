/** Bodies: literals, one after another. */
import type { Body, Expr } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { readLiteral } from './literal.ts';

export function readQuery(cursor: Cursor): Body {
  const body = readLiterals(cursor, '');
  if (body.length === 0) cursor.fail('empty query');
  return body;
}

/** In braces, or a single literal after `if`. */
export function readRuleBody(cursor: Cursor, hasIf: boolean): Body {
  if (!hasIf) return readBraced(cursor);
  cursor.take();
  if (!cursor.isPunctuation('{')) return [readLiteral(cursor)];
  // `if {` opens a body, unless what follows only makes sense as a set or an object.
  const body = cursor.tentatively(() => readWholeBody(cursor));
  if (body !== undefined) return body;
  const problem = cursor.furthest;
  const literal = cursor.tentatively(() => [readLiteral(cursor)]);
  if (literal !== undefined) return literal;
  cursor.furthest = problem;
  return readBraced(cursor);
}

/** Undefined where the rule goes on after the closing brace. */
function readWholeBody(cursor: Cursor): Body | undefined {
  const found = readBraced(cursor);
  const after = cursor.peek();
  const ends = after.newline || after.kind === 'end' || cursor.isPunctuation(';') || cursor.isKeyword('else');
  return ends && !cursor.experiments.has(after.text) ? found : undefined;
}

export function readBraced(cursor: Cursor): Body {
  cursor.expect('{');
  const body = readLiterals(cursor, '}');
  if (body.length === 0) cursor.fail('found empty body');
  cursor.expect('}');
  return body;
}

// Body = Literal { ( ";" | newline ) Literal }, up to `close`, which is not read; to the end where that is empty
export function readLiterals(cursor: Cursor, close: string): Expr[] {
  const body: Expr[] = [];
  for (;;) {
    while (cursor.isPunctuation(';')) cursor.take();
    if (isClosed(cursor, close)) return body;
    body.push(readLiteral(cursor));
    if (isClosed(cursor, close) || cursor.isPunctuation(';')) continue;
    if (!cursor.peek().newline) cursor.fail(`expected \\n or ;${close === '' ? '' : ` or ${close}`}`);
  }
}

function isClosed(cursor: Cursor, close: string): boolean {
  return cursor.peek().kind === 'end' || (close !== '' && cursor.isPunctuation(close));
}
