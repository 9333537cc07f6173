/**
 * Cuts a text into HCL tokens. Never fails: what cannot be a token becomes an `Invalid` one, which
 * `checkInvalidTokens` turns into diagnostics. Comments and newlines are tokens, spaces are not.
 */
import type { Source } from '../source/index.ts';
import { T, type TokenKind, type Tokens } from './tokens.ts';

/** What the scanner is inside of; `braces` counts the plain braces open since. */
interface Frame {
  readonly mode: 'quoted' | 'heredoc' | 'bare' | 'sequence';
  braces: number;
  readonly marker: string;
  startOfLine: boolean;
}

const ID_START = /\p{ID_Start}/u;
const ID_CONTINUE = /\p{ID_Continue}/u;

/** 1: may start an identifier; 2: may continue one; 4: digit. */
const CLASS = new Uint8Array(128);
for (let c = 0; c < 128; c++) {
  const ch = String.fromCharCode(c);
  if (/[A-Za-z_]/.test(ch)) CLASS[c] = 3;
  else if (/[0-9]/.test(ch)) CLASS[c] = 6;
  else if (ch === '-') CLASS[c] = 2;
}

function isIdentStart(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  if (c < 128) return ((CLASS[c] as number) & 1) !== 0;
  return at < text.length && ID_START.test(String.fromCodePoint(text.codePointAt(at) as number));
}

/** Offset after the identifier that starts at `at`, which is known to start one. */
function identEnd(text: string, at: number): number {
  let i = at;
  for (;;) {
    const c = text.charCodeAt(i);
    if (c < 128) {
      if (((CLASS[c] as number) & 2) === 0) return i;
      i++;
    } else {
      if (i >= text.length) return i;
      const point = text.codePointAt(i) as number;
      if (!ID_START.test(String.fromCodePoint(point)) && !ID_CONTINUE.test(String.fromCodePoint(point))) return i;
      i += point > 0xffff ? 2 : 1;
    }
  }
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

/** digit (digit | '.' | [eE] [+-]? digit)*, not ending in a dot. */
function numberEnd(text: string, at: number): number {
  let i = at + 1;
  let end = i;
  for (;;) {
    const c = text.charCodeAt(i);
    if (isDigit(c)) end = ++i;
    else if (c === 46) i++;
    else if (c === 101 || c === 69) {
      let j = i + 1;
      const sign = text.charCodeAt(j);
      if (sign === 43 || sign === 45) j++;
      if (!isDigit(text.charCodeAt(j))) return end;
      end = i = j + 1;
    } else return end;
  }
}

/** Whole text as a body or an expression. */
export function scanTokens(source: Source): Tokens {
  return scan(source, false, 0, source.text.length);
}
/** Whole text as a template without quotes, as in JSON strings and template files. */
export function scanTemplate(source: Source, start = 0, end = source.text.length): Tokens {
  return scan(source, true, start, end);
}
/** A stretch of the text as an expression or a traversal. */
export function scanRange(source: Source, start: number, end: number): Tokens {
  return scan(source, false, start, end);
}

function scan(source: Source, asTemplate: boolean, from: number, length: number): Tokens {
  const text = source.text;
  const malformed = source.malformed;
  const kinds: TokenKind[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const stack: Frame[] = [];
  let frame: Frame | undefined;
  let i = from === 0 && text.charCodeAt(0) === 0xfeff ? 1 : from;

  function emit(kind: TokenKind, start: number, end: number): void {
    kinds.push(kind);
    starts.push(start);
    ends.push(end);
  }
  function push(mode: Frame['mode'], marker = ''): void {
    frame = { mode, braces: 0, marker, startOfLine: true };
    stack.push(frame);
  }
  function pop(): void {
    stack.pop();
    frame = stack[stack.length - 1];
  }
  function other(at: number): number {
    const point = text.codePointAt(at) as number;
    const end = at + (point > 0xffff ? 2 : 1);
    emit(malformed?.has(at) ? T.BadUtf8 : T.Invalid, at, end);
    return end;
  }
  /** At `$` or `%`: opens a sequence where a brace follows. Gives the offset after the opener, or 0. */
  function openSequence(at: number): number {
    if (text.charCodeAt(at + 1) !== 123 || at + 1 >= length) return 0;
    const end = text.charCodeAt(at + 2) === 126 ? at + 3 : at + 2;
    emit(text.charCodeAt(at) === 36 ? T.TemplateInterp : T.TemplateControl, at, end);
    push('sequence');
    return end;
  }
  /** At `$` or `%`: how many units of literal text, 0 where a sequence opens. `$${` is an escape of three. */
  function literalSigil(at: number): number {
    const c = text.charCodeAt(at);
    const next = text.charCodeAt(at + 1);
    if (next === 123) return 0;
    if (next === c && text.charCodeAt(at + 2) === 123) return text.charCodeAt(at + 3) === 126 ? 4 : 3;
    return 1;
  }

  function quoted(): void {
    const c = text.charCodeAt(i);
    if (c === 34) {
      emit(T.CQuote, i, i + 1);
      i++;
      pop();
      return;
    }
    if (c === 10 || c === 13) {
      let end = i + 1;
      while (end < length && (text.charCodeAt(end) === 10 || text.charCodeAt(end) === 13)) end++;
      emit(T.QuotedNewline, i, end);
      i = end;
      return;
    }
    if (c === 36 || c === 37) {
      const end = openSequence(i);
      if (end > 0) {
        i = end;
        return;
      }
      if (i + 1 >= length) {
        i = other(i);
        return;
      }
      const size = literalSigil(i);
      emit(T.QuotedLit, i, i + size);
      i += size;
      return;
    }
    let j = i;
    while (j < length) {
      const d = text.charCodeAt(j);
      if (d === 34 || d === 36 || d === 37 || d === 10 || d === 13) break;
      if (d === 92) {
        const e = text.charCodeAt(j + 1);
        if (j + 1 >= length || e === 10 || e === 13) break;
        j += e >= 0xd800 && e < 0xdc00 ? 3 : 2;
        continue;
      }
      if (d === 0xfffd && malformed?.has(j)) break;
      j++;
    }
    if (j > i) {
      emit(T.QuotedLit, i, j);
      i = j;
    } else i = other(i);
  }

  /** One piece of literal text, at most to the end of the line, in heredocs and bare templates. */
  function unquoted(top: Frame): void {
    const start = i;
    let j = i;
    while (j < length) {
      const c = text.charCodeAt(j);
      if (c === 10) {
        j++;
        break;
      }
      if (c === 36 || c === 37) {
        if (j + 1 >= length && top.mode === 'heredoc') {
          emit(T.Invalid, start, length);
          i = length;
          return;
        }
        const size = literalSigil(j);
        if (size === 0) break;
        j += size;
        continue;
      }
      if (c === 0xfffd && malformed?.has(j)) break;
      j++;
    }
    if (j === start) {
      const end = text.charCodeAt(j) === 36 || text.charCodeAt(j) === 37 ? openSequence(j) : 0;
      top.startOfLine = false;
      i = end > 0 ? end : other(j);
      return;
    }
    i = j;
    const endsLine = text.charCodeAt(j - 1) === 10;
    if (top.mode === 'heredoc') {
      if (endsLine && top.startOfLine && text.slice(start, j).trim() === top.marker) {
        const newline = text.charCodeAt(j - 2) === 13 ? j - 2 : j - 1;
        emit(T.CHeredoc, start, newline);
        emit(T.Newline, newline, j);
        pop();
        return;
      }
      top.startOfLine = endsLine;
    }
    emit(T.StringLit, start, j);
  }

  function heredoc(): boolean {
    let j = i + 2;
    if (text.charCodeAt(j) === 45) j++;
    if (!isIdentStart(text, j)) return false;
    const nameStart = j;
    j = identEnd(text, j);
    const marker = text.slice(nameStart, j);
    if (text.charCodeAt(j) === 13) j++;
    if (text.charCodeAt(j) !== 10) return false;
    emit(T.OHeredoc, i, j + 1);
    i = j + 1;
    push('heredoc', marker);
    return true;
  }

  function one(kind: TokenKind): void {
    emit(kind, i, i + 1);
    i++;
  }
  function either(next: number, pair: TokenKind, single: TokenKind): void {
    if (text.charCodeAt(i + 1) === next) {
      emit(pair, i, i + 2);
      i += 2;
    } else one(single);
  }

  function normal(): void {
    const c = text.charCodeAt(i);
    if (c === 32 || c === 9) {
      i++;
      return;
    }
    if (c < 128) {
      const cls = CLASS[c] as number;
      if ((cls & 1) !== 0) {
        const end = identEnd(text, i + 1);
        emit(T.Ident, i, end);
        i = end;
        return;
      }
      if ((cls & 4) !== 0) {
        const end = numberEnd(text, i);
        emit(T.Number, i, end);
        i = end;
        return;
      }
    } else if (isIdentStart(text, i)) {
      const end = identEnd(text, i);
      emit(T.Ident, i, end);
      i = end;
      return;
    }
    switch (c) {
      case 10:
        one(T.Newline);
        return;
      case 13:
        if (text.charCodeAt(i + 1) === 10) {
          emit(T.Newline, i, i + 2);
          i += 2;
        } else one(T.Invalid);
        return;
      case 35:
        lineComment();
        return;
      case 47:
        if (text.charCodeAt(i + 1) === 47) {
          lineComment();
          return;
        }
        if (text.charCodeAt(i + 1) === 42) {
          const end = text.indexOf('*/', i + 2);
          if (end >= 0 && end + 2 <= length) {
            emit(T.Comment, i, end + 2);
            i = end + 2;
            return;
          }
        }
        one(T.Slash);
        return;
      case 123:
        if (frame !== undefined) frame.braces++;
        one(T.OBrace);
        return;
      case 125:
        if (frame !== undefined && frame.braces === 0) {
          one(T.TemplateSeqEnd);
          pop();
          return;
        }
        if (frame !== undefined) frame.braces--;
        one(T.CBrace);
        return;
      case 126:
        if (text.charCodeAt(i + 1) === 125) {
          emit(T.TemplateSeqEnd, i, i + 2);
          i += 2;
          if (frame === undefined) return;
          if (frame.braces === 0) pop();
          else frame.braces--;
          return;
        }
        one(T.BitwiseNot);
        return;
      case 34:
        one(T.OQuote);
        push('quoted');
        return;
      case 60:
        if (text.charCodeAt(i + 1) === 60 && heredoc()) return;
        either(61, T.LessThanEq, T.LessThan);
        return;
      case 61:
        if (text.charCodeAt(i + 1) === 62) {
          emit(T.FatArrow, i, i + 2);
          i += 2;
          return;
        }
        either(61, T.EqualOp, T.Equal);
        return;
      case 62:
        either(61, T.GreaterThanEq, T.GreaterThan);
        return;
      case 33:
        either(61, T.NotEqual, T.Bang);
        return;
      case 38:
        either(38, T.And, T.BitwiseAnd);
        return;
      case 124:
        either(124, T.Or, T.BitwiseOr);
        return;
      case 58:
        either(58, T.DoubleColon, T.Colon);
        return;
      case 46:
        if (text.charCodeAt(i + 1) === 46 && text.charCodeAt(i + 2) === 46) {
          emit(T.Ellipsis, i, i + 3);
          i += 3;
          return;
        }
        one(T.Dot);
        return;
      case 91:
        one(T.OBrack);
        return;
      case 93:
        one(T.CBrack);
        return;
      case 40:
        one(T.OParen);
        return;
      case 41:
        one(T.CParen);
        return;
      case 44:
        one(T.Comma);
        return;
      case 63:
        one(T.Question);
        return;
      case 43:
        one(T.Plus);
        return;
      case 45:
        one(T.Minus);
        return;
      case 42:
        one(T.Star);
        return;
      case 37:
        one(T.Percent);
        return;
      case 94:
        one(T.BitwiseXor);
        return;
      case 96:
        one(T.Backtick);
        return;
      case 39:
        one(T.Apostrophe);
        return;
      case 59:
        one(T.Semicolon);
        return;
      default:
        i = other(i);
    }
  }

  function lineComment(): void {
    const end = text.indexOf('\n', i);
    const stop = end < 0 || end >= length ? length : end + 1;
    emit(T.Comment, i, stop);
    i = stop;
  }

  if (asTemplate) push('bare');
  while (i < length) {
    const top = frame as Frame | undefined;
    if (top === undefined || top.mode === 'sequence') normal();
    else if (top.mode === 'quoted') quoted();
    else unquoted(top);
  }
  emit(T.EOF, length, length);
  return { kinds, starts, ends };
}
