/** The content of heredocs and of templates without quotes, cut at the ends of lines. */
import { T } from '../tokens.ts';
import { close, emit, emitOther, type Frame, literalSigil, open, openSequence, type Scan } from './scan.ts';
import { identEnd, isIdentStart } from './words.ts';

/** At `<<`: opens a heredoc where a marker and a line break follow, else does nothing. */
export function openHeredoc(scan: Scan): boolean {
  const { text, at } = scan;
  const start = text.charCodeAt(at + 2) === 45 ? at + 3 : at + 2;
  if (!isIdentStart(text, start)) return false;
  const end = identEnd(text, start);
  const newline = text.charCodeAt(end) === 13 ? end + 1 : end;
  if (text.charCodeAt(newline) !== 10) return false;
  emit(scan, T.OHeredoc, newline + 1);
  open(scan, 'heredoc', text.slice(start, end));
  return true;
}

/** One piece of literal text, at most to the end of the line, or what stands in its way. */
export function scanUnquoted(scan: Scan, frame: Frame): void {
  const { text, at } = scan;
  const end = literalEnd(scan, frame.mode === 'heredoc');
  if (end === at) {
    frame.startOfLine = false;
    const c = text.charCodeAt(at);
    if ((c !== 36 && c !== 37) || !openSequence(scan)) emitOther(scan);
  } else if (frame.mode === 'heredoc') scanHeredoc(scan, frame, end);
  else emit(scan, T.StringLit, end);
}

/** Offset after the literal text of the line, its line break included. */
function literalEnd({ text, at, length, malformed }: Scan, isHeredoc: boolean): number {
  let end = at;
  while (end < length) {
    const c = text.charCodeAt(end);
    if (c === 10) return end + 1;
    if (c === 36 || c === 37) {
      if (isHeredoc && end + 1 >= length) return length;
      const size = literalSigil(text, end);
      if (size === 0) break;
      end += size;
      continue;
    }
    if (c === 0xfffd && malformed?.has(end)) break;
    end++;
  }
  return end;
}

/** A line of a heredoc or a piece of one, up to `end`; the line of its marker ends it. */
function scanHeredoc(scan: Scan, frame: Frame, end: number): void {
  const { text, at, length } = scan;
  const last = text.charCodeAt(end - 1);
  const endsLine = last === 10;
  if (end === length && (last === 36 || last === 37)) {
    emit(scan, T.Invalid, end);
    return;
  }
  if (endsLine && frame.startOfLine && text.slice(at, end).trim() === frame.marker) {
    emit(scan, T.CHeredoc, text.charCodeAt(end - 2) === 13 ? end - 2 : end - 1);
    emit(scan, T.Newline, end);
    close(scan);
    return;
  }
  frame.startOfLine = endsLine;
  emit(scan, T.StringLit, end);
}
