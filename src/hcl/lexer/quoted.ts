/** The content of quoted strings, where backslash escapes count and no line may end. */
import { T } from '../tokens.ts';
import { close, emit, emitOther, literalSigil, openSequence, type Scan } from './scan.ts';

/** One token. */
export function scanQuoted(scan: Scan): void {
  const { text, at } = scan;
  switch (text.charCodeAt(at)) {
    case 34:
      emit(scan, T.CQuote, at + 1);
      close(scan);
      return;
    case 10:
    case 13:
      emit(scan, T.QuotedNewline, lineBreaksEnd(scan));
      return;
    case 36:
    case 37:
      if (openSequence(scan)) return;
      if (at + 1 >= scan.length) emitOther(scan);
      else emit(scan, T.QuotedLit, at + literalSigil(text, at));
      return;
  }
  const end = literalEnd(scan);
  if (end > at) emit(scan, T.QuotedLit, end);
  else emitOther(scan);
}

function lineBreaksEnd({ text, at, length }: Scan): number {
  let end = at + 1;
  while (end < length && (text.charCodeAt(end) === 10 || text.charCodeAt(end) === 13)) end++;
  return end;
}

/** Offset after the text that has no quote, sigil or line break in it; escapes are not looked into. */
function literalEnd({ text, at, length, malformed }: Scan): number {
  let end = at;
  while (end < length) {
    const c = text.charCodeAt(end);
    if (c === 34 || c === 36 || c === 37 || c === 10 || c === 13) break;
    if (c === 92) {
      const escaped = text.charCodeAt(end + 1);
      if (end + 1 >= length || escaped === 10 || escaped === 13) break;
      end += escaped >= 0xd800 && escaped < 0xdc00 ? 3 : 2;
      continue;
    }
    if (c === 0xfffd && malformed?.has(end)) break;
    end++;
  }
  return end;
}
