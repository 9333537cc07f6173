/** MessagePack's own kinds, read from bytes that come from another program: whatever does not fit is thrown. */
import { numericFromDouble, parseNumeric } from '../number.ts';
import type { Numeric } from '../value.ts';

export interface Reader {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  index: number;
  depth: number;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export function take(input: Reader, count: number): number {
  const start = input.index;
  input.index += count;
  if (input.index > input.bytes.length) throw new Error('MessagePack ends too early');
  return start;
}

export function unexpected(byte: number, wanted: string): never {
  throw new Error(`MessagePack does not fit the type: ${wanted} is needed, found 0x${byte.toString(16)}`);
}

export function readCount(input: Reader, small: number, medium: number, wanted: string): number {
  const byte = input.bytes[take(input, 1)] as number;
  if ((byte & 0xf0) === small) return byte & 0x0f;
  if (byte === medium) return input.view.getUint16(take(input, 2));
  if (byte === medium + 1) return input.view.getUint32(take(input, 4));
  return unexpected(byte, wanted);
}

export function readText(input: Reader): string {
  const byte = input.bytes[take(input, 1)] as number;
  let length: number;
  if ((byte & 0xe0) === 0xa0) length = byte & 0x1f;
  else if (byte === 0xd9 || byte === 0xc4) length = input.bytes[take(input, 1)] as number;
  else if (byte === 0xda || byte === 0xc5) length = input.view.getUint16(take(input, 2));
  else if (byte === 0xdb || byte === 0xc6) length = input.view.getUint32(take(input, 4));
  else return unexpected(byte, 'a string');
  const start = take(input, length);
  if (length < 24) {
    let text = '';
    for (let i = start; i < input.index; i++) {
      const code = input.bytes[i] as number;
      if (code > 0x7f) return decoder.decode(input.bytes.subarray(start, input.index));
      text += String.fromCharCode(code);
    }
    return text;
  }
  return decoder.decode(input.bytes.subarray(start, input.index));
}

export function readNumber(input: Reader): Numeric {
  const byte = input.bytes[input.index] as number;
  if ((byte & 0xe0) === 0xa0 || (byte >= 0xd9 && byte <= 0xdb)) {
    const number = parseNumeric(readText(input));
    if (number === undefined) throw new Error('MessagePack does not fit the type: a number is needed');
    return number;
  }
  input.index++;
  if (byte < 0x80) return byte;
  if (byte >= 0xe0) return byte - 256;
  switch (byte) {
    case 0xca:
      return numericFromDouble(input.view.getFloat32(take(input, 4)));
    case 0xcb:
      return numericFromDouble(input.view.getFloat64(take(input, 8)));
    case 0xcc:
      return input.view.getUint8(take(input, 1));
    case 0xcd:
      return input.view.getUint16(take(input, 2));
    case 0xce:
      return input.view.getUint32(take(input, 4));
    case 0xcf:
      return parseNumeric(input.view.getBigUint64(take(input, 8)).toString()) as Numeric;
    case 0xd0:
      return input.view.getInt8(take(input, 1));
    case 0xd1:
      return input.view.getInt16(take(input, 2));
    case 0xd2:
      return input.view.getInt32(take(input, 4));
    case 0xd3:
      return parseNumeric(input.view.getBigInt64(take(input, 8)).toString()) as Numeric;
    default:
      return unexpected(byte, 'a number');
  }
}
