/** Labels of blocks in quotes: no template sequences. */
import type { Label } from '../ast.ts';
import * as problem from '../diagnostics.ts';
import { normalizeText, stringTokenText } from '../string-literal.ts';
import { T, type TokenKind } from '../tokens.ts';
import type { Cursor } from './cursor.ts';
import { recover } from './recovery.ts';

export function readQuotedLabel(cursor: Cursor): Label {
  const open = cursor.read();
  let value = '';
  let last: number;
  for (;;) {
    const token = cursor.read();
    const kind = cursor.kindOf(token);
    if (kind === T.QuotedLit) {
      value += stringTokenText(cursor.source, cursor.start(token), cursor.end(token), true, cursor.problems);
    } else if (kind === T.TemplateInterp || kind === T.TemplateControl) {
      value += passOverSequence(cursor, open, token, kind);
    } else {
      last = kind === T.CQuote ? token : leaveLabel(cursor, open, token, kind);
      break;
    }
  }
  return { value: normalizeText(value), span: cursor.between(open, last) };
}

/** Gives the text that stands for the sequence in the label. */
function passOverSequence(cursor: Cursor, open: number, token: number, kind: TokenKind): string {
  const sigil = kind === T.TemplateInterp ? '$' : '%';
  const detail = `No template sequences here. For the character itself write ${sigil}${sigil}{.`;
  cursor.report(problem.invalidStringLiteral(cursor.span(token), cursor.between(open, token), detail));
  recover(cursor, T.TemplateSeqEnd);
  return `${sigil}{ ... }`;
}

/** Gives the last token of the label. */
function leaveLabel(cursor: Cursor, open: number, token: number, kind: TokenKind): number {
  const span = cursor.span(token);
  const context = cursor.between(open, token);
  if (kind === T.EOF) cursor.report(problem.unterminatedStringLiteral(span, context));
  else {
    cursor.report(problem.invalidStringLiteral(span, context, 'This cannot stand in a string.'));
    recover(cursor, T.CQuote);
  }
  return cursor.previous();
}
