/** How the parser finds its feet after a mistake: at the same places as HCL, so that the same follow-up messages stay unsaid. */
import { T, type TokenKind } from '../tokens.ts';
import type { Cursor } from './cursor.ts';

const OPPOSITE: TokenKind[] = [];
OPPOSITE[T.OBrace] = T.CBrace;
OPPOSITE[T.CBrace] = T.OBrace;
OPPOSITE[T.OBrack] = T.CBrack;
OPPOSITE[T.CBrack] = T.OBrack;
OPPOSITE[T.OParen] = T.CParen;
OPPOSITE[T.CParen] = T.OParen;
OPPOSITE[T.OQuote] = T.CQuote;
OPPOSITE[T.CQuote] = T.OQuote;
OPPOSITE[T.OHeredoc] = T.CHeredoc;
OPPOSITE[T.CHeredoc] = T.OHeredoc;
OPPOSITE[T.TemplateInterp] = T.TemplateSeqEnd;
OPPOSITE[T.TemplateControl] = T.TemplateSeqEnd;
OPPOSITE[T.TemplateSeqEnd] = T.TemplateInterp;

/** What closes what the token kind opens, or opens what it closes. */
export function oppositeOf(kind: TokenKind): TokenKind {
  return OPPOSITE[kind] as TokenKind;
}

/** Reads up to and including the `end` that closes what is open now; gives it. */
export function recover(cursor: Cursor, end: TokenKind): number {
  const start = OPPOSITE[end];
  cursor.recovery = true;
  let nest = 0;
  for (;;) {
    const token = cursor.read();
    let kind = cursor.kindOf(token);
    if (end === T.TemplateSeqEnd && kind === T.TemplateControl) kind = T.TemplateInterp;
    if (kind === start) nest++;
    else if (kind === end) {
      if (nest < 1) return token;
      nest--;
    } else if (kind === T.EOF) return token;
  }
}

/** Reads up to the next `start` and what it opens. */
export function recoverOver(cursor: Cursor, start: TokenKind): void {
  for (;;) {
    const kind = cursor.kindOf(cursor.read());
    if (kind === start || kind === T.EOF) break;
  }
  recover(cursor, oppositeOf(start));
}

/** Reads up to and including the line break that ends the argument or block begun. */
export function recoverAfterBodyItem(cursor: Cursor): void {
  cursor.recovery = true;
  const open: TokenKind[] = [];
  for (;;) {
    const kind = cursor.kindOf(cursor.read());
    switch (kind) {
      case T.Newline:
        if (open.length === 0) return;
        break;
      case T.EOF:
        return;
      case T.OBrace:
      case T.OBrack:
      case T.OParen:
      case T.OQuote:
      case T.OHeredoc:
      case T.TemplateInterp:
      case T.TemplateControl:
        open.push(kind);
        break;
      case T.CBrace:
      case T.CBrack:
      case T.CParen:
      case T.CQuote:
      case T.CHeredoc:
        closeThrough(open, oppositeOf(kind));
        break;
      case T.TemplateSeqEnd:
        closeThrough(open, T.TemplateInterp, T.TemplateControl);
        break;
    }
  }
}

/** Drops what is open down to and including the last of these openers; everything where there is none. */
function closeThrough(open: TokenKind[], opener: TokenKind, other = opener): void {
  while (open.length > 0 && open[open.length - 1] !== opener && open[open.length - 1] !== other) open.pop();
  open.pop();
}
