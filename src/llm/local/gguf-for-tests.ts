/** Small GGUF files and zip archives, written by hand. */
import { align } from './gguf.ts';

export interface TestTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: number;
  readonly data: Buffer;
}
export type TestValue = string | number | { readonly float: number } | readonly string[];

const ALIGNMENT = 32;

/** Whole numbers become u32, texts strings, lists arrays of strings. */
export function ggufOf(metadata: Readonly<Record<string, TestValue>>, tensors: readonly TestTensor[]): Buffer {
  let offset = 0;
  const infos = tensors.map(({ name, shape, type, data }) => {
    const info = [text(name), u32(shape.length), ...shape.map(u64), u32(type), u64(offset)];
    offset = align(offset + data.length, ALIGNMENT);
    return Buffer.concat(info);
  });
  const pairs = Object.entries(metadata).map(([key, value]) => Buffer.concat([text(key), ...typed(value)]));
  const head = [Buffer.from('GGUF'), u32(3), u64(tensors.length), u64(pairs.length), ...pairs, ...infos];
  return Buffer.concat([padded(Buffer.concat(head)), ...tensors.map(({ data }) => padded(data))]);
}

function typed(value: TestValue): Buffer[] {
  if (typeof value === 'string') return [u32(8), text(value)];
  if (typeof value === 'number') return [u32(4), u32(value)];
  if ('float' in value) return [u32(6), float(value.float)];
  return [u32(9), u32(8), u64(value.length), ...value.map(text)];
}

const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(align(bytes.length, ALIGNMENT) - bytes.length)]);

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function float(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}

export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: 0 | 8;
  readonly bytes: Buffer;
}

/** An archive without sums, which nothing here reads. `bytes` are as stored. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, method, bytes } of entries) {
    const title = Buffer.from(name);
    const sizes = [u32(0), u32(bytes.length), u32(bytes.length), u16(title.length), u16(0)];
    const common = [u16(20), u16(0), u16(method), u32(0), ...sizes];
    const file = Buffer.concat([u32(0x04034b50), ...common, title, bytes]);
    const rest = [u16(0), u16(0), u16(0), u32(0), u32(at)];
    directory.push(Buffer.concat([u32(0x02014b50), u16(20), ...common, ...rest, title]));
    files.push(file);
    at += file.length;
  }
  const index = Buffer.concat(directory);
  const counts = [u16(0), u16(0), u16(entries.length), u16(entries.length)];
  const end = Buffer.concat([u32(0x06054b50), ...counts, u32(index.length), u32(at), u16(0)]);
  return Buffer.concat([...files, index, end]);
}
