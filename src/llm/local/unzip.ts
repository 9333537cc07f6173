/** One file out of a zip archive (a Python wheel is one), decompressed to the disk as it is read. */
import { closeSync, createReadStream, createWriteStream, fstatSync, openSync, readSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly compressed: number;
  readonly headerAt: number;
}

/** Writes the first entry whose name fits to `target`. Throws an Error that names the archive where there is none. */
export async function extractEntry(archive: string, fits: (name: string) => boolean, target: string): Promise<void> {
  const file = openSync(archive, 'r');
  let entry: Entry | undefined;
  let start = 0;
  try {
    entry = listEntries(file, archive).find(({ name }) => fits(name));
    if (entry === undefined) throw new Error(`${archive} does not hold what was looked for`);
    const header = readAt(file, entry.headerAt, 30);
    if (header.readUInt32LE(0) !== LOCAL) throw new Error(`${archive} is damaged at ${entry.name}`);
    start = entry.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    closeSync(file);
  }
  const input = createReadStream(archive, { start, end: start + entry.compressed - 1 });
  if (entry.method === 0) await pipeline(input, createWriteStream(target));
  else await pipeline(input, createInflateRaw(), createWriteStream(target));
}

function listEntries(file: number, archive: string): Entry[] {
  const { size } = fstatSync(file);
  const tailLength = Math.min(size, END_BYTES + LONGEST_COMMENT);
  const tail = readAt(file, size - tailLength, tailLength);
  let end = tail.length - END_BYTES;
  while (end >= 0 && tail.readUInt32LE(end) !== END) end--;
  if (end < 0) throw new Error(`${archive} is not a zip archive`);
  const directory = readAt(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries: Entry[] = [];
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === ENTRY; ) {
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      compressed: directory.readUInt32LE(at + 20),
      headerAt: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

function readAt(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  readSync(file, bytes, 0, length, position);
  return bytes;
}
