/**
 * A bundled pack as the build leaves it beside the program: its lines as they are in one file, where each begins in another.
 * Decompressing a pack takes longer than a verification; from here only the lines that a configuration names are read. The
 * index begins with a stamp of the pack it was made from; where the two differ, the pack counts.
 */
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Pack, PackHeader } from './file.ts';

const STAMP_BYTES = 64;
const NEWLINE = 10;
const TAB = 9;

/** `text` is the decompressed pack. Writes `PATH.text` and `PATH.index`. */
export function writeUnpacked(packPath: string, path: string, text: Buffer): void {
  const headerEnd = text.indexOf(NEWLINE);
  const index = [stampOf(packPath), text.toString('utf8', 0, headerEnd)];
  for (let start = headerEnd + 1; start < text.length; ) {
    const found = text.indexOf(NEWLINE, start);
    const end = found === -1 ? text.length : found;
    const tab = text.indexOf(TAB, start);
    if (tab !== -1 && tab < end) index.push(`${text.toString('latin1', start, tab)}\t${tab + 1}\t${end}`);
    start = end + 1;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.text`, text);
  writeFileSync(`${path}.index`, `${index.join('\n')}\n`);
}

/** Undefined where the pack is not unpacked there, or was another one then. */
export function openUnpacked(packPath: string, path: string): Pack | undefined {
  let index: string;
  let file: number;
  try {
    index = readFileSync(`${path}.index`, 'latin1');
    const stampEnd = index.indexOf('\n');
    if (index.slice(0, stampEnd) !== stampOf(packPath)) return undefined;
    index = index.slice(stampEnd + 1);
    file = openSync(`${path}.text`, 'r');
  } catch {
    return undefined;
  }
  const headerEnd = index.indexOf('\n');
  const namesByKind = new Map<string, string[]>();
  return {
    header: JSON.parse(index.slice(0, headerEnd)) as PackHeader,
    line: (key) => {
      const found = index.indexOf(`\n${key}\t`, headerEnd);
      if (found === -1) return undefined;
      const lineEnd = index.indexOf('\n', found + 1);
      const [start, end] = index
        .slice(found + key.length + 2, lineEnd)
        .split('\t')
        .map(Number) as [number, number];
      const bytes = Buffer.allocUnsafe(end - start);
      readSync(file, bytes, 0, bytes.length, start);
      return JSON.parse(bytes.toString('utf8'));
    },
    names: (kind) => {
      let names = namesByKind.get(kind);
      if (names === undefined) {
        names = [];
        const prefix = `\n${kind}.`;
        for (let at = index.indexOf(prefix, headerEnd); at !== -1; at = index.indexOf(prefix, at + 1)) {
          names.push(index.slice(at + prefix.length, index.indexOf('\t', at)));
        }
        namesByKind.set(kind, names);
      }
      return names;
    },
  };
}

/** The pack's size and last bytes, which differ between any two compressed files that matter here. */
function stampOf(packPath: string): string {
  const file = openSync(packPath, 'r');
  try {
    const { size } = fstatSync(file);
    const tail = Buffer.alloc(Math.min(STAMP_BYTES, size));
    readSync(file, tail, 0, tail.length, size - tail.length);
    return `${size} ${tail.toString('hex')}`;
  } finally {
    closeSync(file);
  }
}
