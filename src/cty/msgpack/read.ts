/** Values of a schema type from the MessagePack form of the plugin protocol; the form is told in write.ts. */
import { limits } from '../../source/index.ts';
import { numericToNumber } from '../number.ts';
import { refine } from '../refinement.ts';
import { setValue } from '../set.ts';
import { BOOL, DYNAMIC, type ObjectType, type Type } from '../type.ts';
import { typeFromJson } from '../type-json.ts';
import {
  boolValue,
  known,
  nullOf,
  numberValue,
  type Refinement,
  sortedMap,
  stringValue,
  tupleValue,
  unknownOf,
  type Value,
} from '../value.ts';
import { type Reader, readCount, readNumber, readText, take, unexpected } from './reader.ts';

/** Reads MessagePack bytes as a value of the type; throws where they do not fit, for they come from programs. */
export function fromMsgpack(bytes: Uint8Array, type: Type): Value {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return read({ bytes, view, index: 0, depth: 0 }, type);
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
