/**
 * Values in the MessagePack form of the plugin protocol. Written and read directly, without an intermediate tree: it is on the
 * path of every request to a provider. Unknown is extension 0, a refined unknown extension 12; where the type is `any`, the value
 * is `[type as JSON bytes, value]`; numbers that no integer or double holds are decimal strings. Marks are not written.
 */
import { limits } from '../source/index.ts';
import { compareNumeric, formatNumeric, numericFromDouble, numericToNumber, parseNumeric } from './number.ts';
import { refine } from './refinement.ts';
import { setValue } from './set.ts';
import { BOOL, DYNAMIC, type ObjectType, type Type } from './type.ts';
import { typeFromJson, typeToJson } from './type-json.ts';
import {
  boolValue,
  elementsOf,
  entriesOf,
  known,
  type Numeric,
  nullOf,
  numberValue,
  type Refinement,
  sortedMap,
  stringValue,
  tupleValue,
  type UnknownValue,
  unknownOf,
  type Value,
} from './value.ts';

interface Writer {
  bytes: Uint8Array;
  view: DataView;
  length: number;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function newWriter(size: number): Writer {
  const bytes = new Uint8Array(size);
  return { bytes, view: new DataView(bytes.buffer), length: 0 };
}

function reserve(out: Writer, count: number): void {
  if (out.length + count <= out.bytes.length) return;
  const bytes = new Uint8Array(Math.max(out.bytes.length * 2, out.length + count));
  bytes.set(out.bytes.subarray(0, out.length));
  out.bytes = bytes;
  out.view = new DataView(bytes.buffer);
}

function writeByte(out: Writer, byte: number): void {
  reserve(out, 1);
  out.bytes[out.length++] = byte;
}

function writeUint16(out: Writer, marker: number, number: number): void {
  reserve(out, 3);
  out.bytes[out.length] = marker;
  out.view.setUint16(out.length + 1, number);
  out.length += 3;
}

function writeUint32(out: Writer, marker: number, number: number): void {
  reserve(out, 5);
  out.bytes[out.length] = marker;
  out.view.setUint32(out.length + 1, number);
  out.length += 5;
}

function writeString(out: Writer, text: string): void {
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

function writeBinary(out: Writer, bytes: Uint8Array): void {
  if (bytes.length < 256) {
    writeByte(out, 0xc4);
    writeByte(out, bytes.length);
  } else if (bytes.length < 65536) writeUint16(out, 0xc5, bytes.length);
  else writeUint32(out, 0xc6, bytes.length);
  reserve(out, bytes.length);
  out.bytes.set(bytes, out.length);
  out.length += bytes.length;
}

function writeHeader(out: Writer, count: number, small: number, medium: number): void {
  if (count < 16) writeByte(out, small | count);
  else if (count < 65536) writeUint16(out, medium, count);
  else writeUint32(out, medium + 1, count);
}

function writeArray(out: Writer, count: number): void {
  writeHeader(out, count, 0x90, 0xdc);
}

function writeMap(out: Writer, count: number): void {
  writeHeader(out, count, 0x80, 0xde);
}

function writeInteger(out: Writer, number: number): void {
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

function writeInt64(out: Writer, number: number): void {
  reserve(out, 9);
  out.bytes[out.length] = number >= 0 ? 0xcf : 0xd3;
  out.view.setBigInt64(out.length + 1, BigInt(number));
  out.length += 9;
}

function writeNumber(out: Writer, number: Numeric): void {
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

/** The MessagePack bytes of a value against its schema type. The value's type must conform to it. */
export function toMsgpack(value: Value, type: Type): Uint8Array {
  const out = newWriter(256);
  write(out, value, type);
  return out.bytes.subarray(0, out.length);
}

function write(out: Writer, value: Value, type: Type): void {
  if (type.kind === 'dynamic' && value.type.kind !== 'dynamic') {
    writeArray(out, 2);
    writeBinary(out, encoder.encode(JSON.stringify(typeToJson(value.type))));
    write(out, value, value.type);
    return;
  }
  if (value.state === 'unknown') {
    writeUnknown(out, value);
    return;
  }
  if (value.state === 'null') {
    writeByte(out, 0xc0);
    return;
  }
  switch (type.kind) {
    case 'string':
      writeString(out, value.data as string);
      return;
    case 'bool':
      writeByte(out, value.data ? 0xc3 : 0xc2);
      return;
    case 'number':
      writeNumber(out, value.data as Numeric);
      return;
    case 'list':
    case 'set': {
      const elements = elementsOf(value);
      writeArray(out, elements.length);
      for (const element of elements) write(out, element, type.element);
      return;
    }
    case 'tuple': {
      const elements = elementsOf(value);
      writeArray(out, elements.length);
      for (let i = 0; i < elements.length; i++) write(out, elements[i] as Value, type.elements[i] as Type);
      return;
    }
    case 'map': {
      const entries = entriesOf(value);
      writeMap(out, entries.size);
      for (const [name, element] of entries) {
        writeString(out, name);
        write(out, element, type.element);
      }
      return;
    }
    case 'object': {
      const entries = entriesOf(value);
      writeMap(out, type.attributes.size);
      for (const [name, attribute] of type.attributes) {
        writeString(out, name);
        const element = entries.get(name);
        if (element === undefined) writeByte(out, 0xc0);
        else write(out, element, attribute);
      }
      return;
    }
    default:
      throw new Error(`a ${type.kind} has no MessagePack form`);
  }
}

function writeUnknown(out: Writer, value: UnknownValue): void {
  const refinement = value.refinement;
  if (refinement === undefined || value.type.kind === 'dynamic') {
    reserve(out, 3);
    out.bytes.set([0xd4, 0, 0], out.length);
    out.length += 3;
    return;
  }
  const inner = newWriter(64);
  const fields: (() => void)[] = [];
  if (refinement.notNull === true) {
    fields.push(() => {
      writeInteger(inner, 1);
      writeByte(inner, 0xc2);
    });
  }
  if (refinement.prefix !== undefined) {
    const prefix = refinement.prefix.slice(0, 256);
    fields.push(() => {
      writeInteger(inner, 2);
      writeString(inner, prefix);
    });
  }
  for (const [key, bound] of [
    [3, refinement.min],
    [4, refinement.max],
  ] as const) {
    if (bound === undefined) continue;
    fields.push(() => {
      writeInteger(inner, key);
      writeArray(inner, 2);
      writeNumber(inner, bound.value);
      writeByte(inner, bound.inclusive ? 0xc3 : 0xc2);
    });
  }
  for (const [key, length] of [
    [5, refinement.minLength],
    [6, refinement.maxLength],
  ] as const) {
    if (length === undefined || length === Infinity) continue;
    fields.push(() => {
      writeInteger(inner, key);
      writeInteger(inner, length);
    });
  }
  writeMap(inner, fields.length);
  for (const field of fields) field();
  writeByte(out, 0xc7);
  writeByte(out, inner.length);
  writeByte(out, 12);
  reserve(out, inner.length);
  out.bytes.set(inner.bytes.subarray(0, inner.length), out.length);
  out.length += inner.length;
}

interface Reader {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  index: number;
  depth: number;
}

/** Reads MessagePack bytes as a value of the type; throws where they do not fit, for they come from programs. */
export function fromMsgpack(bytes: Uint8Array, type: Type): Value {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return read({ bytes, view, index: 0, depth: 0 }, type);
}

function take(input: Reader, count: number): number {
  const start = input.index;
  input.index += count;
  if (input.index > input.bytes.length) throw new Error('MessagePack ends too early');
  return start;
}

function unexpected(byte: number, wanted: string): never {
  throw new Error(`MessagePack does not fit the type: ${wanted} is needed, found 0x${byte.toString(16)}`);
}

function readCount(input: Reader, small: number, medium: number, wanted: string): number {
  const byte = input.bytes[take(input, 1)] as number;
  if ((byte & 0xf0) === small) return byte & 0x0f;
  if (byte === medium) return input.view.getUint16(take(input, 2));
  if (byte === medium + 1) return input.view.getUint32(take(input, 4));
  return unexpected(byte, wanted);
}

function readText(input: Reader): string {
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

function readNumber(input: Reader): Numeric {
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

function read(input: Reader, type: Type): Value {
  const first = input.bytes[input.index];
  if (first === undefined) throw new Error('MessagePack ends too early');
  if (first === 0xc0) {
    input.index++;
    return nullOf(type);
  }
  if ((first >= 0xc7 && first <= 0xc9) || (first >= 0xd4 && first <= 0xd8)) return readUnknown(input, type);
  switch (type.kind) {
    case 'string':
      return stringValue(readText(input));
    case 'number':
      return numberValue(readNumber(input));
    case 'bool':
      input.index++;
      if (first !== 0xc2 && first !== 0xc3) return unexpected(first, 'a bool');
      return boolValue(first === 0xc3);
    default:
      break;
  }
  if (++input.depth > limits.maxDepth) throw new Error('MessagePack nests too deeply (limit maxDepth)');
  const value = readNested(input, type);
  input.depth--;
  return value;
}

function readNested(input: Reader, type: Type): Value {
  switch (type.kind) {
    case 'dynamic': {
      if (readCount(input, 0x90, 0xdc, 'a pair of type and value') !== 2)
        throw new Error('a dynamic value has two parts');
      return read(input, typeFromJson(JSON.parse(readText(input))));
    }
    case 'list':
    case 'set': {
      const count = readCount(input, 0x90, 0xdc, 'an array');
      const elements: Value[] = [];
      for (let i = 0; i < count; i++) elements.push(read(input, type.element));
      return type.kind === 'list' ? known(type, elements) : setValue(type.element, elements);
    }
    case 'tuple': {
      const count = readCount(input, 0x90, 0xdc, 'an array');
      if (count !== type.elements.length) throw new Error(`a tuple of ${type.elements.length} elements is needed`);
      return tupleValue(type.elements.map((element) => read(input, element)));
    }
    case 'map': {
      const count = readCount(input, 0x80, 0xde, 'a map');
      const entries: [string, Value][] = [];
      for (let i = 0; i < count; i++) entries.push([readText(input), read(input, type.element)]);
      return known(type, sortedMap(entries));
    }
    case 'object':
      return readObject(input, type);
    default:
      throw new Error(`a ${type.kind} has no MessagePack form`);
  }
}

function readObject(input: Reader, type: ObjectType): Value {
  const count = readCount(input, 0x80, 0xde, 'a map');
  const data = new Map<string, Value>();
  let ordered = true;
  let previous = '';
  let exact = true;
  for (let i = 0; i < count; i++) {
    const name = readText(input);
    const attribute = type.attributes.get(name);
    if (attribute === undefined) throw new Error(`unexpected attribute ${JSON.stringify(name)}`);
    if (i > 0 && name < previous) ordered = false;
    previous = name;
    const value = read(input, attribute);
    if (value.type !== attribute) exact = false;
    data.set(name, value);
  }
  if (data.size !== type.attributes.size) throw new Error('an attribute is missing');
  const entries = ordered ? data : sortedMap(data);
  if (exact) return known(type, entries);
  return known({ kind: 'object', attributes: typesOf(entries, type), optional: new Set() }, entries);
}

/** Types of the attributes, where those that are `any` in the schema are known now. */
function typesOf(entries: ReadonlyMap<string, Value>, type: ObjectType): ReadonlyMap<string, Type> {
  return new Map([...entries].map(([name, value]) => [name, value.type ?? type.attributes.get(name) ?? DYNAMIC]));
}

function readUnknown(input: Reader, type: Type): Value {
  const byte = input.bytes[take(input, 1)] as number;
  let length: number;
  if (byte === 0xc7) length = input.bytes[take(input, 1)] as number;
  else if (byte === 0xc8) length = input.view.getUint16(take(input, 2));
  else if (byte === 0xc9) length = input.view.getUint32(take(input, 4));
  else length = 1 << (byte - 0xd4);
  const extension = input.bytes[take(input, 1)] as number;
  const end = input.index + length;
  if (end > input.bytes.length) throw new Error('MessagePack ends too early');
  let result: Value = unknownOf(type);
  if (extension === 12) result = refine(result, readRefinement(input));
  input.index = end;
  return result;
}

function readRefinement(input: Reader): Refinement {
  const refinement: { -readonly [K in keyof Refinement]: Refinement[K] } = {};
  const count = readCount(input, 0x80, 0xde, 'a map');
  for (let i = 0; i < count; i++) {
    const key = readNumber(input);
    if (key === 1) {
      if (read(input, BOOL).data === false) refinement.notNull = true;
    } else if (key === 2) refinement.prefix = readText(input);
    else if (key === 3 || key === 4) {
      readCount(input, 0x90, 0xdc, 'a bound');
      const bound = { value: readNumber(input), inclusive: read(input, BOOL).data === true };
      if (key === 3) refinement.min = bound;
      else refinement.max = bound;
    } else if (key === 5) refinement.minLength = numericToNumber(readNumber(input));
    else if (key === 6) refinement.maxLength = numericToNumber(readNumber(input));
    // Later versions may know more; what follows an unknown key cannot be read.
    else break;
  }
  return refinement;
}
