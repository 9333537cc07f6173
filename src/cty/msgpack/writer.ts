/** MessagePack's own kinds, written into bytes that grow: integers, doubles, texts, and the heads of arrays and maps. */
import { formatNumeric } from '../decimal.ts';
import { compareNumeric, numericFromDouble, numericToNumber } from '../number.ts';
import type { Numeric } from '../value.ts';

export interface Writer {
  bytes: Uint8Array;
  view: DataView;
  length: number;
}

export const encoder = new TextEncoder();

export function newWriter(size: number): Writer {
  const bytes = new Uint8Array(size);
  return { bytes, view: new DataView(bytes.buffer), length: 0 };
}

export function reserve(out: Writer, count: number): void {
  if (out.length + count <= out.bytes.length) return;
  const bytes = new Uint8Array(Math.max(out.bytes.length * 2, out.length + count));
  bytes.set(out.bytes.subarray(0, out.length));
  out.bytes = bytes;
  out.view = new DataView(bytes.buffer);
}

export function writeByte(out: Writer, byte: number): void {
  reserve(out, 1);
  out.bytes[out.length++] = byte;
}

export function writeUint16(out: Writer, marker: number, number: number): void {
  reserve(out, 3);
  out.bytes[out.length] = marker;
  out.view.setUint16(out.length + 1, number);
  out.length += 3;
}

export function writeUint32(out: Writer, marker: number, number: number): void {
  reserve(out, 5);
  out.bytes[out.length] = marker;
  out.view.setUint32(out.length + 1, number);
  out.length += 5;
}

export function writeString(out: Writer, text: string): void {
  const length = text.length;
  if (length < 32) {
    // Short ASCII strings, by far the most: copied unit by unit, given up at the first other character.
    reserve(out, length + 1);
    const start = out.length;
    let i = 0;
    for (; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) break;
      out.bytes[start + 1 + i] = code;
    }
    if (i === length) {
      out.bytes[start] = 0xa0 | length;
      out.length = start + 1 + length;
      return;
    }
  }
  const size = Buffer.byteLength(text);
  if (size < 32) writeByte(out, 0xa0 | size);
  else if (size < 256) {
    writeByte(out, 0xd9);
    writeByte(out, size);
  } else if (size < 65536) writeUint16(out, 0xda, size);
  else writeUint32(out, 0xdb, size);
  reserve(out, size);
  encoder.encodeInto(text, out.bytes.subarray(out.length));
  out.length += size;
}

export function writeBinary(out: Writer, bytes: Uint8Array): void {
  if (bytes.length < 256) {
    writeByte(out, 0xc4);
    writeByte(out, bytes.length);
  } else if (bytes.length < 65536) writeUint16(out, 0xc5, bytes.length);
  else writeUint32(out, 0xc6, bytes.length);
  reserve(out, bytes.length);
  out.bytes.set(bytes, out.length);
  out.length += bytes.length;
}

export function writeHeader(out: Writer, count: number, small: number, medium: number): void {
  if (count < 16) writeByte(out, small | count);
  else if (count < 65536) writeUint16(out, medium, count);
  else writeUint32(out, medium + 1, count);
}

export function writeArray(out: Writer, count: number): void {
  writeHeader(out, count, 0x90, 0xdc);
}

export function writeMap(out: Writer, count: number): void {
  writeHeader(out, count, 0x80, 0xde);
}

export function writeInteger(out: Writer, number: number): void {
  if (number >= 0) {
    if (number < 128) writeByte(out, number);
    else if (number < 256) {
      writeByte(out, 0xcc);
      writeByte(out, number);
    } else if (number < 65536) writeUint16(out, 0xcd, number);
    else if (number < 2 ** 32) writeUint32(out, 0xce, number);
    else writeInt64(out, number);
  } else if (number >= -32) writeByte(out, number & 0xff);
  else if (number >= -128) {
    writeByte(out, 0xd0);
    writeByte(out, number & 0xff);
  } else if (number >= -32768) writeUint16(out, 0xd1, number & 0xffff);
  else if (number >= -(2 ** 31)) writeUint32(out, 0xd2, number >>> 0);
  else writeInt64(out, number);
}

export function writeInt64(out: Writer, number: number): void {
  reserve(out, 9);
  out.bytes[out.length] = number >= 0 ? 0xcf : 0xd3;
  out.view.setBigInt64(out.length + 1, BigInt(number));
  out.length += 9;
}

export function writeNumber(out: Writer, number: Numeric): void {
  if (typeof number === 'number' && Number.isInteger(number) && !Object.is(number, -0)) {
    writeInteger(out, number);
    return;
  }
  const double = numericToNumber(number);
  if (typeof number === 'number' || compareNumeric(numericFromDouble(double), number) === 0) {
    reserve(out, 9);
    out.bytes[out.length] = 0xcb;
    out.view.setFloat64(out.length + 1, double);
    out.length += 9;
    return;
  }
  writeString(out, formatNumeric(number));
}
