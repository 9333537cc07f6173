/**
 * Amazon's event stream: each message has a prelude (its length, the length of its headers, a checksum), headers, a
 * payload and a checksum of all; numbers are big-endian.
 */
import { crc32 } from '../../../src/util/crc32.ts';

const STRING = 7;

/** One message for each line of `{"event", "payload"}`. */
export function eventStream(lines: string): Uint8Array[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { event, payload } = JSON.parse(line) as { event: string; payload: unknown };
      return message({ ':event-type': event, ':content-type': 'application/json', ':message-type': 'event' }, payload);
    });
}

function message(headers: Readonly<Record<string, string>>, payload: unknown): Uint8Array {
  const head = Buffer.concat(Object.entries(headers).map(([name, value]) => header(name, value)));
  const body = Buffer.from(JSON.stringify(payload));
  const lengths = Buffer.concat([uint32(16 + head.length + body.length), uint32(head.length)]);
  const start = Buffer.concat([lengths, uint32(crc32(lengths)), head, body]);
  return Buffer.concat([start, uint32(crc32(start))]);
}

function header(name: string, value: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(Buffer.byteLength(value));
  return Buffer.concat([
    Buffer.from([Buffer.byteLength(name)]),
    Buffer.from(name),
    Buffer.from([STRING]),
    length,
    Buffer.from(value),
  ]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}
