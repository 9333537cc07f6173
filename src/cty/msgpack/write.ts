/**
 * Values in the MessagePack form of the plugin protocol. Written directly, without an intermediate tree: it is on the path of every
 * request to a provider. Unknown is extension 0, a refined unknown extension 12; where the type is `any`, the value is
 * `[type as JSON bytes, value]`; numbers that no integer or double holds are decimal strings. Marks are not written.
 */
import type { Type } from '../type.ts';
import { typeToJson } from '../type-json.ts';
import { elementsOf, entriesOf, type Numeric, type UnknownValue, type Value } from '../value.ts';
import {
  encoder,
  newWriter,
  reserve,
  type Writer,
  writeArray,
  writeBinary,
  writeByte,
  writeInteger,
  writeMap,
  writeNumber,
  writeString,
} from './writer.ts';

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
