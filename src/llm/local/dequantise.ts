/**
 * Weights of a few bits back to halves. In llama.cpp's formats a block holds 32 weights and what they are scaled by:
 * Q4_0 a half d and 16 bytes of nibbles, weight (q - 8) d; Q4_1 halves d and m, weight q d + m; Q8_0 a half d and 32 signed
 * bytes, weight q d. The low nibbles are the first 16 weights.
 */
import { TENSOR_TYPES } from './gguf.ts';
import { fromHalf, toHalf } from './half.ts';

const BLOCK = 32;

interface Format {
  readonly blockBytes: number;
  readonly unpack: (bytes: Buffer, at: number, out: Uint16Array, to: number) => void;
}

const FORMATS: Readonly<Record<number, Format>> = {
  [TENSOR_TYPES.Q4_0]: {
    blockBytes: 18,
    unpack: (bytes, at, out, to) => {
      const scale = fromHalf(bytes.readUInt16LE(at));
      unpackNibbles(bytes, at + 2, out, to, (q) => (q - 8) * scale);
    },
  },
  [TENSOR_TYPES.Q4_1]: {
    blockBytes: 20,
    unpack: (bytes, at, out, to) => {
      const [scale, least] = [fromHalf(bytes.readUInt16LE(at)), fromHalf(bytes.readUInt16LE(at + 2))];
      unpackNibbles(bytes, at + 4, out, to, (q) => Math.fround(q * scale) + least);
    },
  },
  [TENSOR_TYPES.Q8_0]: {
    blockBytes: 34,
    unpack: (bytes, at, out, to) => {
      const scale = fromHalf(bytes.readUInt16LE(at));
      for (let index = 0; index < BLOCK; index++) out[to + index] = toHalf(bytes.readInt8(at + 2 + index) * scale);
    },
  },
};

const table = new Uint16Array(16);

function unpackNibbles(bytes: Buffer, at: number, out: Uint16Array, to: number, weight: (q: number) => number): void {
  for (let q = 0; q < 16; q++) table[q] = toHalf(weight(q));
  for (let index = 0; index < BLOCK / 2; index++) {
    const pair = bytes[at + index] as number;
    out[to + index] = table[pair & 15] as number;
    out[to + index + BLOCK / 2] = table[pair >> 4] as number;
  }
}

/** Whether tensors of the type can be turned into halves here. */
export const canDequantise = (type: number) => FORMATS[type] !== undefined;

/** Bytes that hold `count` weights of the type. */
export function storedBytes(type: number, count: number): number {
  if (type === TENSOR_TYPES.F32) return count * 4;
  if (type === TENSOR_TYPES.F16) return count * 2;
  const format = FORMATS[type];
  if (format === undefined)
    throw new Error(`tensors of type ${type} cannot be read: F32, F16, Q4_0, Q4_1 and Q8_0 can`);
  return (count / BLOCK) * format.blockBytes;
}

/** All weights of a tensor as halves. */
export function dequantise(type: number, bytes: Buffer, count: number): Uint16Array {
  const format = FORMATS[type];
  if (format === undefined) throw new Error(`tensors of type ${type} cannot be turned into F16`);
  const out = new Uint16Array(count);
  for (let at = 0, to = 0; to < count; at += format.blockBytes, to += BLOCK) format.unpack(bytes, at, out, to);
  return out;
}
