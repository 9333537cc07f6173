/** Cuts a template into parts: text, interpolations, directives. What strip markers take away is gone already. */
import type { Span } from '../../source/index.ts';
import type { Expression } from '../ast.ts';
import * as problem from '../diagnostics.ts';
import { stringTokenText } from '../string-literal.ts';
import { T, type TokenKind } from '../tokens.ts';
import type { Cursor } from './cursor.ts';
import { readExpression } from './expression.ts';
import { recover } from './recovery.ts';
import { readDirective } from './template-directive.ts';

/** The last part of a template, and no other, is its end. */
export type Part =
  | { readonly kind: 'text'; text: string; span: Span }
  | { readonly kind: 'interpolation'; readonly expression: Expression; readonly span: Span }
  | Directive
  | { readonly kind: 'end'; readonly span: Span };

export type Directive =
  | { readonly kind: 'if'; readonly condition: Expression; readonly span: Span }
  | {
      readonly kind: 'for';
      readonly keyName: string | undefined;
      readonly valueName: string;
      readonly collection: Expression;
      readonly span: Span;
    }
  | { readonly kind: 'else' | 'endif' | 'endfor'; readonly span: Span };

interface Cut {
  readonly parts: Part[];
  /** The token that ends the template, and the first token in it. */
  readonly end: TokenKind;
  readonly first: number;
  /** The token before was text: a strip marker that opens the next sequence trims it. */
  afterText: boolean;
  /** The token before closed a sequence with a strip marker: text that follows is trimmed. */
  trimNext: boolean;
}

/** Up to and including the token `end`. */
export function readTemplateParts(cursor: Cursor, end: TokenKind): Part[] {
  const first = cursor.peek();
  const start = cursor.start(first);
  const cut: Cut = { parts: [], end, first, afterText: false, trimNext: false };
  const last = readParts(cursor, cut);
  const { parts } = cut;
  if (parts.length === 0) parts.push({ kind: 'text', text: '', span: { source: cursor.source, start, end: start } });
  parts.push({ kind: 'end', span: cursor.span(last) });
  return parts;
}

/** Gives the last token of the template. */
function readParts(cursor: Cursor, cut: Cut): number {
  for (;;) {
    const token = cursor.read();
    const kind = cursor.kindOf(token);
    if (kind === cut.end) return token;
    if (kind === T.QuotedLit || kind === T.StringLit) readText(cursor, cut, token, kind === T.QuotedLit);
    else if (kind === T.TemplateInterp || kind === T.TemplateControl) readSequence(cursor, cut, token, kind);
    else {
      if (!cursor.recovery) {
        cursor.report(problem.unterminatedTemplate(cursor.span(token), cursor.between(cut.first, token)));
      }
      return recover(cursor, cut.end);
    }
  }
}

function readText(cursor: Cursor, cut: Cut, token: number, quoted: boolean): void {
  const text = stringTokenText(cursor.source, cursor.start(token), cursor.end(token), quoted, cursor.problems);
  cut.parts.push({ kind: 'text', text: cut.trimNext ? text.trimStart() : text, span: cursor.span(token) });
  cut.trimNext = false;
  cut.afterText = true;
}

function readSequence(cursor: Cursor, cut: Cut, token: number, kind: TokenKind): void {
  if (cut.afterText && cursor.end(token) - cursor.start(token) === 3) trimLast(cut.parts);
  cut.afterText = false;
  cut.trimNext = false;
  cursor.pushNewlines(false);
  if (kind === T.TemplateInterp) readInterpolation(cursor, cut, token);
  else readControl(cursor, cut, token);
  cursor.popNewlines();
}

function trimLast(parts: readonly Part[]): void {
  const last = parts[parts.length - 1];
  if (last?.kind === 'text') last.text = last.text.trimEnd();
}

function readInterpolation(cursor: Cursor, cut: Cut, token: number): void {
  const expression = readExpression(cursor);
  const close = cursor.peek();
  if (!readSequenceEnd(cursor, cut)) {
    if (!cursor.recovery) reportUnclosed(cursor, cut, close);
    recover(cursor, T.TemplateSeqEnd);
  }
  cut.parts.push({ kind: 'interpolation', expression, span: cursor.between(token, close) });
}

function reportUnclosed(cursor: Cursor, { end, first }: Cut, close: number): void {
  const kind = cursor.kindOf(close);
  const errantQuote = end === T.CQuote && (kind === T.CQuote || kind === T.OQuote);
  cursor.report(
    kind === T.EOF || errantQuote
      ? problem.unclosedInterpolation(cursor.span(first))
      : problem.extraAfterInterpolation(cursor.span(close), cursor.between(first, close), kind === T.Colon),
  );
}

function readControl(cursor: Cursor, cut: Cut, token: number): void {
  const part = readDirective(cursor, token);
  if (part !== undefined) {
    cut.parts.push(part);
    if (readSequenceEnd(cursor, cut)) return;
    const close = cursor.peek();
    if (!cursor.recovery) {
      cursor.report(problem.extraInMarker(cursor.span(close), cursor.between(cut.first, close), part.kind));
    }
  }
  recover(cursor, T.TemplateSeqEnd);
}

/** False where the sequence does not end here. */
function readSequenceEnd(cursor: Cursor, cut: Cut): boolean {
  if (cursor.peekKind() !== T.TemplateSeqEnd) return false;
  const token = cursor.read();
  if (cursor.end(token) - cursor.start(token) === 2) cut.trimNext = true;
  return true;
}
