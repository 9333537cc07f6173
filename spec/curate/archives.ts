/** Archives byte by byte, so that tests can make those that no tool would. */
import { gzipSync } from 'node:zlib';
import { crc32 } from '../../src/util/crc32.ts';

export interface Entry {
  readonly name: string;
  readonly text: string;
  /** The entry is a link to the text. */
  readonly link?: true;
  /** The size that the header claims; default: the text's. */
  readonly claims?: number;
}

/** Entries that are stored, not deflated. */
export function zipOf(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const { name, text, link, claims } of entries) {
    const body = Buffer.from(text);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(body), 10);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(claims ?? body.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    parts.push(Buffer.from([0x50, 0x4b, 3, 4]), common, Buffer.from(name), body);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((link ? 0o120777 : 0o100644) << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    list.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 3]), common, tail, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + body.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}

export function tarGzOf(entries: readonly Entry[]): Buffer {
  return gzipSync(Buffer.concat([...entries.flatMap(tarEntry), Buffer.alloc(1024)]));
}

function tarEntry({ name, text, link, claims }: Entry): Buffer[] {
  const body = link ? Buffer.alloc(0) : Buffer.from(text);
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${(claims ?? body.length).toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write(link ? '2' : '0', 156);
  if (link) header.write(text, 157);
  header.write('ustar\0', 257);
  header.write('00', 263);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return [header, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
}
