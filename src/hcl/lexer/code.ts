/** What stands outside of strings: names, numbers, operators, brackets, comments, line breaks. */
import { T, type TokenKind } from '../tokens.ts';
import { close, emit, emitOther, open, type Scan } from './scan.ts';
import { openHeredoc } from './unquoted.ts';
import { CLASS, identEnd, isIdentStart, numberEnd } from './words.ts';

/** One token, or one space, which is none. */
export function scanCode(scan: Scan): void {
  const { text, at } = scan;
  const c = text.charCodeAt(at);
  if (c === 32 || c === 9) {
    scan.at = at + 1;
    return;
  }
  if (c >= 128) {
    if (isIdentStart(text, at)) emit(scan, T.Ident, identEnd(text, at));
    else emitOther(scan);
    return;
  }
  const group = CLASS[c] as number;
  if ((group & 1) !== 0) emit(scan, T.Ident, identEnd(text, at + 1));
  else if ((group & 4) !== 0) emit(scan, T.Number, numberEnd(text, at));
  else scanSymbol(scan, c);
}

/** Characters that are a token each, whatever follows. */
const SINGLE = table([
  ['\n', T.Newline],
  ['[', T.OBrack],
  [']', T.CBrack],
  ['(', T.OParen],
  [')', T.CParen],
  [',', T.Comma],
  ['?', T.Question],
  ['+', T.Plus],
  ['-', T.Minus],
  ['*', T.Star],
  ['%', T.Percent],
  ['^', T.BitwiseXor],
  ['`', T.Backtick],
  ["'", T.Apostrophe],
  [';', T.Semicolon],
]);

function table(entries: readonly (readonly [string, TokenKind])[]): readonly (TokenKind | undefined)[] {
  const kinds: (TokenKind | undefined)[] = new Array(128).fill(undefined);
  for (const [character, kind] of entries) kinds[character.charCodeAt(0)] = kind;
  return kinds;
}

function scanSymbol(scan: Scan, c: number): void {
  const single = SINGLE[c];
  if (single !== undefined) {
    emit(scan, single, scan.at + 1);
    return;
  }
  const { text, at } = scan;
  const next = text.charCodeAt(at + 1);
  switch (c) {
    case 13: // \r
      if (next === 10) emit(scan, T.Newline, at + 2);
      else emit(scan, T.Invalid, at + 1);
      return;
    case 34: // "
      emit(scan, T.OQuote, at + 1);
      open(scan, 'quoted');
      return;
    case 35: // #
      scanLineComment(scan);
      return;
    case 47: // /
      scanSlash(scan, next);
      return;
    case 123: // {
      if (scan.frame !== undefined) scan.frame.braces++;
      emit(scan, T.OBrace, at + 1);
      return;
    case 125: // }
      scanClosingBrace(scan);
      return;
    case 126: // ~
      if (next === 125) scanTrimmingBrace(scan);
      else emit(scan, T.BitwiseNot, at + 1);
      return;
    case 60: // <
      if (next !== 60 || !openHeredoc(scan)) either(scan, next === 61, T.LessThanEq, T.LessThan);
      return;
    case 61: // =
      if (next === 62) emit(scan, T.FatArrow, at + 2);
      else either(scan, next === 61, T.EqualOp, T.Equal);
      return;
    case 62: // >
      either(scan, next === 61, T.GreaterThanEq, T.GreaterThan);
      return;
    case 33: // !
      either(scan, next === 61, T.NotEqual, T.Bang);
      return;
    case 38: // &
      either(scan, next === 38, T.And, T.BitwiseAnd);
      return;
    case 124: // |
      either(scan, next === 124, T.Or, T.BitwiseOr);
      return;
    case 58: // :
      either(scan, next === 58, T.DoubleColon, T.Colon);
      return;
    case 46: // .
      if (next === 46 && text.charCodeAt(at + 2) === 46) emit(scan, T.Ellipsis, at + 3);
      else emit(scan, T.Dot, at + 1);
      return;
    default:
      emitOther(scan);
  }
}

function either(scan: Scan, isPair: boolean, pair: TokenKind, single: TokenKind): void {
  if (isPair) emit(scan, pair, scan.at + 2);
  else emit(scan, single, scan.at + 1);
}

/** The line break belongs to the comment. */
function scanLineComment(scan: Scan): void {
  const end = scan.text.indexOf('\n', scan.at);
  emit(scan, T.Comment, end < 0 || end >= scan.length ? scan.length : end + 1);
}

/** A comment of either kind, or the operator. */
function scanSlash(scan: Scan, next: number): void {
  const { text, at } = scan;
  if (next === 47) {
    scanLineComment(scan);
    return;
  }
  const end = next === 42 ? text.indexOf('*/', at + 2) : -1;
  if (end >= 0 && end + 2 <= scan.length) emit(scan, T.Comment, end + 2);
  else emit(scan, T.Slash, at + 1);
}

/** The brace that ends a template sequence, or a plain one. */
function scanClosingBrace(scan: Scan): void {
  const { frame, at } = scan;
  if (frame !== undefined && frame.braces === 0) {
    emit(scan, T.TemplateSeqEnd, at + 1);
    close(scan);
    return;
  }
  if (frame !== undefined) frame.braces--;
  emit(scan, T.CBrace, at + 1);
}

/** `~}` ends a sequence in HCL's eyes even where it closes a plain brace. */
function scanTrimmingBrace(scan: Scan): void {
  const { frame } = scan;
  emit(scan, T.TemplateSeqEnd, scan.at + 2);
  if (frame === undefined) return;
  if (frame.braces === 0) close(scan);
  else frame.braces--;
}
