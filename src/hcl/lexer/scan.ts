/** A text that is being cut into tokens: how far it is cut, the tokens so far, and what the scanner is inside of. */
import type { Source } from '../../source/index.ts';
import { T, type TokenKind } from '../tokens.ts';

export interface Scan {
  readonly text: string;
  /** Offset at which to stop. */
  readonly length: number;
  readonly malformed: Source['malformed'];
  readonly kinds: TokenKind[];
  readonly starts: number[];
  readonly ends: number[];
  /** Offset of what is not cut yet. */
  at: number;
  readonly frames: Frame[];
  /** The innermost of the frames; none at the top. */
  frame: Frame | undefined;
}

/** `braces` counts the plain braces open since. */
export interface Frame {
  readonly mode: 'quoted' | 'heredoc' | 'bare' | 'sequence';
  braces: number;
  /** The word that ends a heredoc. */
  readonly marker: string;
  startOfLine: boolean;
}

/** A token from where the scan is to `end`. */
export function emit(scan: Scan, kind: TokenKind, end: number): void {
  scan.kinds.push(kind);
  scan.starts.push(scan.at);
  scan.ends.push(end);
  scan.at = end;
}

/** One character that is in no token. */
export function emitOther(scan: Scan): void {
  const { text, at } = scan;
  const point = text.codePointAt(at) as number;
  emit(scan, scan.malformed?.has(at) ? T.BadUtf8 : T.Invalid, at + (point > 0xffff ? 2 : 1));
}

export function open(scan: Scan, mode: Frame['mode'], marker = ''): void {
  scan.frame = { mode, braces: 0, marker, startOfLine: true };
  scan.frames.push(scan.frame);
}

export function close(scan: Scan): void {
  scan.frames.pop();
  scan.frame = scan.frames[scan.frames.length - 1];
}

/** At `$` or `%`: opens a sequence where a brace follows, else does nothing. */
export function openSequence(scan: Scan): boolean {
  const { text, at } = scan;
  if (text.charCodeAt(at + 1) !== 123 || at + 1 >= scan.length) return false;
  const kind = text.charCodeAt(at) === 36 ? T.TemplateInterp : T.TemplateControl;
  emit(scan, kind, text.charCodeAt(at + 2) === 126 ? at + 3 : at + 2);
  open(scan, 'sequence');
  return true;
}

/** At `$` or `%`: how many units of literal text, 0 where a sequence opens. `$${` is an escape of three. */
export function literalSigil(text: string, at: number): number {
  const c = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  if (next === 123) return 0;
  if (next === c && text.charCodeAt(at + 2) === 123) return text.charCodeAt(at + 3) === 126 ? 4 : 3;
  return 1;
}
