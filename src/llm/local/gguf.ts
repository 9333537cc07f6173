/**
 * The head of a GGUF file: metadata and where each tensor lies. Numbers are little-endian; strings and arrays carry their
 * length as 64 bits. Written after the format's public description.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

export type GgufValue = number | bigint | boolean | string | readonly GgufValue[];

/** Tensor types that are read here, by their number in the file. */
export const TENSOR_TYPES = { F32: 0, F16: 1, Q4_0: 2, Q4_1: 3, Q8_0: 8 } as const;

export interface GgufTensor {
  readonly name: string;
  /** Innermost first, as in the file. */
  readonly shape: readonly number[];
  readonly type: number;
  /** From the start of the data section. */
  readonly offset: number;
}

export interface Gguf {
  readonly version: number;
  readonly metadata: ReadonlyMap<string, GgufValue>;
  readonly tensors: readonly GgufTensor[];
  /** Where the data section begins in the file. */
  readonly dataStart: number;
  readonly alignment: number;
  /** The bytes of the metadata as they are in the file, and where the value of a key lies in them. */
  readonly rawMetadata: Buffer;
  readonly places: ReadonlyMap<string, number>;
}

const MAGIC = 'GGUF';
const FIRST_READ = 1 << 22;
const LONGEST_HEAD = 1 << 28;

class NeedsMore extends Error {}

/** Reads the head of a file. Throws an Error that names the file where it is not GGUF, or is cut off. */
export function readGguf(path: string): Gguf {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    for (let length = Math.min(FIRST_READ, size); ; length = Math.min(length * 4, size)) {
      const bytes = Buffer.alloc(length);
      readSync(file, bytes, 0, length, 0);
      try {
        return parseGguf(bytes);
      } catch (error) {
        if (!(error instanceof NeedsMore)) throw new Error(`${path}: ${(error as Error).message}`);
        if (length === size || length > LONGEST_HEAD) throw new Error(`${path} is cut off: its head does not end`);
      }
    }
  } finally {
    closeSync(file);
  }
}

/** The head, from the first bytes of a file. */
export function parseGguf(bytes: Buffer): Gguf {
  const reader = createReader(bytes);
  if (reader.bytes(4).toString('latin1') !== MAGIC) throw new Error('not a GGUF file');
  const version = reader.u32();
  if (version < 2 || version > 3) throw new Error(`GGUF version ${version} is not known: 2 and 3 are`);
  const [tensorCount, pairCount] = [reader.u64(), reader.u64()];
  const metadataStart = reader.position();
  const metadata = new Map<string, GgufValue>();
  const places = new Map<string, number>();
  for (let index = 0; index < pairCount; index++) {
    const key = reader.text();
    const type = reader.u32();
    places.set(key, reader.position() - metadataStart);
    metadata.set(key, readValue(reader, type));
  }
  const rawMetadata = bytes.subarray(metadataStart, reader.position());
  const tensors = Array.from({ length: tensorCount }, () => readTensor(reader));
  const alignment = Number(metadata.get('general.alignment') ?? 32);
  return {
    version,
    metadata,
    tensors,
    dataStart: align(reader.position(), alignment),
    alignment,
    rawMetadata,
    places,
  };
}

export const align = (offset: number, alignment: number) => Math.ceil(offset / alignment) * alignment;

type Reader = ReturnType<typeof createReader>;

function createReader(bytes: Buffer) {
  let at = 0;
  const take = (length: number) => {
    if (at + length > bytes.length) throw new NeedsMore();
    at += length;
    return at - length;
  };
  const u64 = () => Number(bytes.readBigUInt64LE(take(8)));
  return {
    position: () => at,
    bytes: (length: number) => bytes.subarray(take(length), at),
    u32: () => bytes.readUInt32LE(take(4)),
    u64,
    text: () => bytes.toString('utf8', take(u64()), at),
    numbers: [
      () => bytes.readUInt8(take(1)),
      () => bytes.readInt8(take(1)),
      () => bytes.readUInt16LE(take(2)),
      () => bytes.readInt16LE(take(2)),
      () => bytes.readUInt32LE(take(4)),
      () => bytes.readInt32LE(take(4)),
      () => bytes.readFloatLE(take(4)),
      () => bytes.readUInt8(take(1)) !== 0,
      undefined,
      undefined,
      () => bytes.readBigUInt64LE(take(8)),
      () => bytes.readBigInt64LE(take(8)),
      () => bytes.readDoubleLE(take(8)),
    ] as const,
  };
}

function readValue(reader: Reader, type: number): GgufValue {
  if (type === 8) return reader.text();
  if (type === 9) {
    const element = reader.u32();
    return Array.from({ length: reader.u64() }, () => readValue(reader, element));
  }
  const read = reader.numbers[type];
  if (read === undefined) throw new Error(`the head holds a value of the unknown type ${type}`);
  return read();
}

function readTensor(reader: Reader): GgufTensor {
  const name = reader.text();
  const shape = Array.from({ length: reader.u32() }, () => reader.u64());
  return { name, shape, type: reader.u32(), offset: reader.u64() };
}

export const elementCount = ({ shape }: GgufTensor) => shape.reduce((product, side) => product * side, 1);
