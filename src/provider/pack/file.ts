/**
 * A pack on disk: one brotli file of lines. The first is a header as JSON, each other is `kind.name<TAB>json`; kinds are
 * `provider` (no name), `resource`, `data`, `ephemeral`, `function` and, with learned facts, `facts-provider`,
 * `facts-resource`, `facts-data`. Opening scans for line ends and keys; a line's JSON is parsed when it is asked for.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

export interface PackHeader {
  readonly format: 'terrasmith-pack/1';
  /** Such as `registry.terraform.io/hashicorp/aws`. */
  readonly address: string;
  readonly version: string;
  /** Where the facts come from, for `schema list` and NOTICE. */
  readonly source?: string;
}

export interface Pack {
  readonly header: PackHeader;
  /** The parsed JSON of a line; undefined where the pack has none of that key. Parsed anew at each call. */
  readonly line: (key: string) => unknown;
  /** Names of a kind in the file's order, which is sorted. */
  readonly names: (kind: string) => readonly string[];
}

const NEWLINE = 10;
const TAB = 9;

/** The lines of a pack. Throws an Error that names the file where it is not one. */
export function packText(path: string): Buffer {
  try {
    return brotliDecompressSync(readFileSync(path));
  } catch (cause) {
    throw new Error(`cannot read the schema pack ${path}: it is missing or damaged`, { cause });
  }
}

/** Reads a pack. Throws an Error that names the file where it is not one. */
export function openPack(path: string): Pack {
  const text = packText(path);
  const lines = new Map<string, readonly [start: number, end: number]>();
  const headerEnd = text.indexOf(NEWLINE);
  const header = parseHeader(text.toString('utf8', 0, headerEnd === -1 ? text.length : headerEnd), path);
  for (let start = headerEnd + 1; start > 0 && start < text.length; ) {
    const found = text.indexOf(NEWLINE, start);
    const end = found === -1 ? text.length : found;
    const tab = text.indexOf(TAB, start);
    if (tab !== -1 && tab < end) lines.set(text.toString('latin1', start, tab), [tab + 1, end]);
    start = end + 1;
  }
  const namesByKind = new Map<string, string[]>();
  return {
    header,
    line: (key) => {
      const place = lines.get(key);
      return place === undefined ? undefined : JSON.parse(text.toString('utf8', place[0], place[1]));
    },
    names: (kind) => {
      let names = namesByKind.get(kind);
      if (names === undefined) {
        const prefix = `${kind}.`;
        names = [];
        for (const key of lines.keys()) if (key.startsWith(prefix)) names.push(key.slice(prefix.length));
        namesByKind.set(kind, names);
      }
      return names;
    },
  };
}

function parseHeader(text: string, path: string): PackHeader {
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${path} is not a schema pack: its first line is not a header`, { cause });
  }
  if ((header as Partial<PackHeader> | null)?.format !== 'terrasmith-pack/1') {
    throw new Error(`${path} is not a schema pack of a format that this version reads (terrasmith-pack/1)`);
  }
  return header as PackHeader;
}

/** Writes a pack; lines keep the order given. */
export function writePack(path: string, header: Omit<PackHeader, 'format'>, lines: ReadonlyMap<string, unknown>): void {
  const texts = [JSON.stringify({ format: 'terrasmith-pack/1', ...header })];
  for (const [key, value] of lines) texts.push(`${key}\t${JSON.stringify(value)}`);
  const text = Buffer.from(`${texts.join('\n')}\n`);
  writeFileSync(
    path,
    brotliCompressSync(text, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_LGWIN]: 24,
        [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
      },
    }),
  );
}
