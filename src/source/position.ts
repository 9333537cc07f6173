/** Lines and columns as HCL counts them: columns are grapheme clusters, from 1; bytes are UTF-8, from 0. */

import { sideTable } from '../util/side-table.ts';
import type { Source } from './source.ts';

export interface Position {
  readonly line: number;
  readonly column: number;
  readonly byte: number;
}

const lineStarts = sideTable<Source, readonly number[]>();

/** UTF-16 offsets at which lines begin; computed once a source. */
export function lineStartsOf(source: Source): readonly number[] {
  const cached = lineStarts.get(source);
  if (cached !== undefined) return cached;
  const starts = [0];
  for (let at = source.text.indexOf('\n'); at >= 0; at = source.text.indexOf('\n', at + 1)) starts.push(at + 1);
  lineStarts.set(source, starts);
  return starts;
}

/** The line, from 1, that holds the offset. */
export function lineAt(source: Source, offset: number): number {
  const starts = lineStartsOf(source);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

const NON_ASCII = /[^\x00-\x7f]/;
let segmenter: Intl.Segmenter | undefined;

/** How many grapheme clusters the text has. */
export function graphemeCount(text: string): number {
  if (!NON_ASCII.test(text)) return text.length - (text.split('\r\n').length - 1);
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  let count = 0;
  for (const _ of segmenter.segment(text)) count++;
  return count;
}

/** Line and column, where the byte is not asked for. */
export function lineAndColumnAt(source: Source, offset: number): Omit<Position, 'byte'> {
  const line = lineAt(source, offset);
  const before = source.text.slice(lineStartsOf(source)[line - 1], offset);
  const column = graphemeCount(line === 1 && before.charCodeAt(0) === 0xfeff ? before.slice(1) : before) + 1;
  return { line, column };
}

export function positionAt(source: Source, offset: number): Position {
  return { ...lineAndColumnAt(source, offset), byte: utf8Length(source.text, offset) };
}

function utf8Length(text: string, end: number): number {
  return NON_ASCII.test(text) ? Buffer.byteLength(text.slice(0, end), 'utf8') : end;
}
