/** Protocol buffers' wire form, as much of it as the plugin protocol uses: fields are read one by one, unknown ones passed over. */

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const NOTHING = new Uint8Array(0);

export interface Field {
  readonly number: number;
  /** The value of a varint field; 0 for others. */
  readonly integer: number;
  /** The content of a length-delimited field; empty for others. A view of the message, not a copy. */
  readonly bytes: Uint8Array;
}

/** Calls `visit` with each field of a message, in the order written. Throws on bytes that are no message. */
export function readFields(message: Uint8Array, visit: (field: Field) => void): void {
  let at = 0;
  const varint = (): number => {
    let result = 0;
    let scale = 1;
    for (;;) {
      const byte = message[at++];
      if (byte === undefined) throw new Error('a message of the plugin protocol ends too early');
      result += (byte & 0x7f) * scale;
      if (byte < 0x80) return result;
      scale *= 128;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    switch (tag % 8) {
      case 0:
        visit({ number, integer: varint(), bytes: NOTHING });
        break;
      case 2: {
        const length = varint();
        if (at + length > message.length) throw new Error('a message of the plugin protocol ends too early');
        visit({ number, integer: 0, bytes: message.subarray(at, at + length) });
        at += length;
        break;
      }
      case 1:
        at += 8;
        break;
      case 5:
        at += 4;
        break;
      default:
        throw new Error(`a message of the plugin protocol has a field of the unknown wire type ${tag % 8}`);
    }
  }
}

export function textOf(bytes: Uint8Array): string {
  return bytes.length === 0 ? '' : decoder.decode(bytes);
}

/** A message made of fields that were written with the functions below. */
export function message(...fields: readonly Uint8Array[]): Uint8Array {
  return fields.length === 1 ? (fields[0] as Uint8Array) : Buffer.concat(fields);
}

export function bytesField(number: number, bytes: Uint8Array): Uint8Array {
  const head = varintBytes(number * 8 + 2, bytes.length);
  const field = new Uint8Array(head.length + bytes.length);
  field.set(head);
  field.set(bytes, head.length);
  return field;
}

export function textField(number: number, text: string): Uint8Array {
  return bytesField(number, encoder.encode(text));
}

export function integerField(number: number, integer: number): Uint8Array {
  return Uint8Array.from(varintBytes(number * 8, integer));
}

function varintBytes(...integers: readonly number[]): number[] {
  const bytes: number[] = [];
  for (const integer of integers) {
    let rest = integer;
    while (rest > 0x7f) {
      bytes.push((rest % 128) | 0x80);
      rest = Math.floor(rest / 128);
    }
    bytes.push(rest);
  }
  return bytes;
}
