/** The content of a block on one line: at most one argument. */
import type { NativeBody } from '../ast.ts';
import * as problem from '../diagnostics.ts';
import { T } from '../tokens.ts';
import { finishAttribute, makeBody } from './body.ts';
import type { Cursor } from './cursor.ts';
import { recover, recoverAfterBodyItem } from './recovery.ts';

/** Up to and including the closing brace. `ident` is the block's type. Undefined where there is no argument. */
export function readSingleArgument(cursor: Cursor, ident: number, openBrace: number): NativeBody | undefined {
  const body = readArgument(cursor);
  readClosingBrace(cursor, ident, openBrace);
  return body;
}

function readArgument(cursor: Cursor): NativeBody | undefined {
  const ident = cursor.read();
  const next = cursor.kindOf(ident) === T.Ident ? cursor.peekKind() : undefined;
  if (next === T.Equal) {
    const attribute = finishAttribute(cursor, ident, true);
    return makeBody(attribute.span, attribute.span.end, new Map([[attribute.name, attribute]]), []);
  }
  if (next === T.OQuote || next === T.OBrace || next === T.Ident) {
    cursor.report(problem.argumentDefinitionRequired(cursor.between(ident, cursor.peek()), cursor.text(ident)));
  } else cursor.report(problem.itemRequired(cursor.span(ident)));
  recoverAfterBodyItem(cursor);
  return undefined;
}

function readClosingBrace(cursor: Cursor, ident: number, openBrace: number): void {
  const token = cursor.peek();
  const kind = cursor.kindOf(token);
  if (kind === T.CBrace) {
    cursor.read();
    return;
  }
  const report = (detail: string): void =>
    cursor.report(problem.invalidSingleArgumentBlock(cursor.span(token), cursor.between(ident, token), detail));
  if (kind === T.Comma)
    report('A block on one line holds one argument. Write several arguments on lines of their own.');
  else if (kind === T.Newline) report('A block that begins with an argument on its first line closes on that line.');
  else if (!cursor.recovery) {
    if (kind === T.EOF) cursor.report(problem.unclosedBlock(cursor.span(openBrace)));
    else report('The closing brace must follow the one argument of a block on one line.');
  }
  recover(cursor, T.CBrace);
}
