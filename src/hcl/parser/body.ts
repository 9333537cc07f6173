/** Bodies and the arguments in them. */
import { type Diagnostic, lineAt, type Span } from '../../source/index.ts';
import type { Attribute, Block, NativeBody } from '../ast.ts';
import * as problem from '../diagnostics.ts';
import { T, type TokenKind } from '../tokens.ts';
import { finishBlock } from './block.ts';
import type { Cursor } from './cursor.ts';
import { readExpression } from './expression.ts';
import { recover, recoverAfterBodyItem } from './recovery.ts';

/** Body = (Attribute | Block)* up to `end`. */
export function readBody(cursor: Cursor, end: TokenKind): NativeBody {
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  const startSpan = cursor.span(end === T.EOF ? cursor.peek() : cursor.previous());
  let last: number;
  for (;;) {
    const kind = cursor.peekKind();
    if (kind === end) {
      last = cursor.read();
      break;
    }
    if (kind === T.Newline) cursor.read();
    else if (kind === T.Ident) readItem(cursor, attributes, blocks);
    else {
      last = leaveBody(cursor, end, startSpan);
      break;
    }
  }
  return makeBody(startSpan, cursor.end(last), attributes, blocks);
}

/** `start` gives the place where the body begins. */
export function makeBody(
  start: Span,
  end: number,
  attributes: ReadonlyMap<string, Attribute>,
  blocks: readonly Block[],
): NativeBody {
  return {
    kind: 'NativeBody',
    attributes,
    blocks,
    span: { source: start.source, start: start.start, end },
    missingItemSpan: { source: start.source, start: start.start, end: start.start },
  };
}

/** At something that begins no item: the rest of the body is passed over. Gives the token at which it was left. */
function leaveBody(cursor: Cursor, end: TokenKind, startSpan: Span): number {
  const bad = cursor.read();
  if (!cursor.recovery) cursor.report(noItem(cursor, bad, end, startSpan));
  const last = cursor.previous();
  recover(cursor, end);
  return last;
}

function noItem(cursor: Cursor, bad: number, end: TokenKind, startSpan: Span): Diagnostic {
  switch (cursor.kindOf(bad)) {
    case T.OQuote:
      return problem.invalidArgumentName(cursor.span(bad));
    case T.EOF:
      return end === T.CBrace ? problem.unclosedBlock(startSpan) : problem.unclosedBody(startSpan);
    default:
      return problem.itemRequired(cursor.span(bad));
  }
}

function readItem(cursor: Cursor, attributes: Map<string, Attribute>, blocks: Block[]): void {
  const ident = cursor.read();
  switch (cursor.peekKind()) {
    case T.Equal:
      addAttribute(cursor, finishAttribute(cursor, ident, false), attributes);
      return;
    case T.OQuote:
    case T.OBrace:
    case T.Ident:
      blocks.push(finishBlock(cursor, ident));
      return;
    default:
      cursor.report(problem.itemRequired(cursor.span(ident)));
      recoverAfterBodyItem(cursor);
  }
}

/** The first of several arguments of one name stays. */
function addAttribute(cursor: Cursor, attribute: Attribute, attributes: Map<string, Attribute>): void {
  const existing = attributes.get(attribute.name);
  if (existing === undefined) attributes.set(attribute.name, attribute);
  else {
    const line = lineAt(cursor.source, existing.nameSpan.start);
    cursor.report(problem.attributeRedefined(attribute.nameSpan, attribute.name, line));
  }
}

/** Attribute = Ident "=" Expression (Newline | EOF). The line's end is the caller's where `singleLine`. */
export function finishAttribute(cursor: Cursor, ident: number, singleLine: boolean): Attribute {
  const equals = cursor.read();
  const before = cursor.problems.length;
  const expression = readExpression(cursor);
  const last = cursor.previous();
  if (cursor.recovery && cursor.problems.length > before) recoverAfterBodyItem(cursor);
  else if (!singleLine) endArgument(cursor, ident);
  return {
    kind: 'Attribute',
    name: cursor.text(ident),
    nameSpan: cursor.span(ident),
    equalsSpan: cursor.span(equals),
    expression,
    span: cursor.between(ident, last),
  };
}

function endArgument(cursor: Cursor, ident: number): void {
  const end = cursor.peek();
  const kind = cursor.kindOf(end);
  if (kind === T.Newline || kind === T.EOF) {
    cursor.read();
    return;
  }
  if (!cursor.recovery) {
    cursor.report(problem.missingNewlineAfterArgument(cursor.span(end), cursor.between(ident, end), kind === T.Comma));
  }
  recoverAfterBodyItem(cursor);
}
