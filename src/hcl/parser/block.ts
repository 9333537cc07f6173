/** Blocks: type, labels, braces, and what follows the closing one. */
import type { Span } from '../../source/index.ts';
import type { Block, Label, NativeBody } from '../ast.ts';
import * as problem from '../diagnostics.ts';
import { T } from '../tokens.ts';
import { makeBody, readBody } from './body.ts';
import type { Cursor } from './cursor.ts';
import { readQuotedLabel } from './label.ts';
import { recoverAfterBodyItem } from './recovery.ts';
import { readSingleArgument } from './single-argument.ts';

/** Block = Ident (StringLit | Ident)* "{" Newline Body "}" Newline, or with one argument on the same line. */
export function finishBlock(cursor: Cursor, ident: number): Block {
  const labels: Label[] = [];
  const openBrace = readHeader(cursor, ident, labels);
  if (openBrace === undefined) {
    const span = cursor.span(ident);
    return makeBlock(cursor, ident, labels, makeBody(span, span.end, new Map(), []), span, span);
  }
  const body = readContent(cursor, ident, openBrace);
  const closeBrace = cursor.previous();
  endBlock(cursor, ident);
  const openSpan = cursor.span(openBrace);
  return makeBlock(
    cursor,
    ident,
    labels,
    body ?? makeBody(openSpan, cursor.end(closeBrace), new Map(), []),
    openSpan,
    cursor.span(closeBrace),
  );
}

function makeBlock(
  cursor: Cursor,
  ident: number,
  labels: Label[],
  body: NativeBody,
  openBraceSpan: Span,
  closeBraceSpan: Span,
): Block {
  const typeSpan = cursor.span(ident);
  const lastLabel = labels[labels.length - 1];
  return {
    kind: 'Block',
    type: cursor.text(ident),
    typeSpan,
    labels,
    body,
    headerSpan:
      lastLabel === undefined ? typeSpan : { source: cursor.source, start: typeSpan.start, end: lastLabel.span.end },
    openBraceSpan,
    closeBraceSpan,
  };
}

/** Labels up to the opening brace, which it gives; undefined where none follows and the block was passed over. */
function readHeader(cursor: Cursor, ident: number, labels: Label[]): number | undefined {
  for (;;) {
    switch (cursor.peekKind()) {
      case T.OBrace:
        return cursor.read();
      case T.OQuote:
        labels.push(readQuotedLabel(cursor));
        break;
      case T.Ident: {
        const token = cursor.read();
        labels.push({ value: cursor.text(token), span: cursor.span(token) });
        break;
      }
      default:
        reportHeader(cursor, ident);
        recoverAfterBodyItem(cursor);
        return undefined;
    }
  }
}

function reportHeader(cursor: Cursor, ident: number): void {
  const bad = cursor.peek();
  const kind = cursor.kindOf(bad);
  const report = (detail: string): void =>
    cursor.report(problem.invalidBlockDefinition(cursor.span(bad), cursor.between(ident, bad), detail));
  if (kind === T.Equal) report('An equals sign belongs to an argument, not to a block.');
  else if (kind === T.Newline) report('The opening brace of a block stands on the line of its header.');
  else if (!cursor.recovery) report('Expected a label in quotes or an opening brace.');
}

/** Up to and including the closing brace. Undefined where nothing could be read. */
function readContent(cursor: Cursor, ident: number, openBrace: number): NativeBody | undefined {
  const first = cursor.peekKind();
  if (first !== T.Newline && first !== T.EOF && first !== T.CBrace) {
    return readSingleArgument(cursor, ident, openBrace);
  }
  const body = cursor.enter() ? readBody(cursor, T.CBrace) : undefined;
  cursor.leave();
  return body;
}

function endBlock(cursor: Cursor, ident: number): void {
  const after = cursor.peek();
  const kind = cursor.kindOf(after);
  if (kind === T.Newline || kind === T.EOF) {
    cursor.read();
    return;
  }
  if (!cursor.recovery) {
    cursor.report(problem.missingNewlineAfterBlock(cursor.span(after), cursor.between(ident, after)));
  }
  recoverAfterBodyItem(cursor);
}
