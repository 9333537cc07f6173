/**
 * Cuts a text into HCL tokens. Never fails: what cannot be a token becomes an `Invalid` one, which
 * `checkInvalidTokens` turns into diagnostics. Comments and newlines are tokens, spaces are not.
 */
import type { Source } from '../../source/index.ts';
import { T, type Tokens } from '../tokens.ts';
import { scanCode } from './code.ts';
import { scanQuoted } from './quoted.ts';
import { emit, open, type Scan } from './scan.ts';
import { scanUnquoted } from './unquoted.ts';

/** Whole text as a body or an expression. */
export function scanTokens(source: Source): Tokens {
  return tokensOf(startScan(source, 0, source.text.length));
}

/** Whole text as a template without quotes, as in JSON strings and template files. */
export function scanTemplate(source: Source, start = 0, end = source.text.length): Tokens {
  const scan = startScan(source, start, end);
  open(scan, 'bare');
  return tokensOf(scan);
}

/** A stretch of the text as an expression or a traversal. */
export function scanRange(source: Source, start: number, end: number): Tokens {
  return tokensOf(startScan(source, start, end));
}

const BYTE_ORDER_MARK = 0xfeff;

function startScan({ text, malformed }: Source, start: number, end: number): Scan {
  const at = start === 0 && text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : start;
  return { text, malformed, length: end, at, kinds: [], starts: [], ends: [], frames: [], frame: undefined };
}

function tokensOf(scan: Scan): Tokens {
  const { length } = scan;
  while (scan.at < length) {
    const { frame } = scan;
    if (frame === undefined || frame.mode === 'sequence') scanCode(scan);
    else if (frame.mode === 'quoted') scanQuoted(scan);
    else scanUnquoted(scan, frame);
  }
  scan.at = length;
  emit(scan, T.EOF, length);
  return { kinds: scan.kinds, starts: scan.starts, ends: scan.ends };
}
