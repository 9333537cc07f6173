/** base64gzip, textdecodebase64, textencodebase64 */

import { constants, deflateRawSync } from 'node:zlib';
import { append } from '../../util/append.ts';
import { crc32 } from '../../util/crc32.ts';
import type { FunctionSpec } from '../function.ts';
import { STRING } from '../type.ts';
import { stringValue } from '../value.ts';
import { declare, fail, string, text } from './define.ts';
import { decodeBase64 } from './encoding.ts';

export const textEncodingFunctions: readonly FunctionSpec[] = [
  declare('base64gzip', {
    parameters: [string('str')],
    returns: STRING,
    call: ([str]) => stringValue(gzip(Buffer.from(text(str))).toString('base64')),
  }),
  declare('textencodebase64', {
    parameters: [string('string'), string('encoding')],
    returns: STRING,
    call: ([source, encoding]) => {
      const encode = encoderOf(text(encoding));
      if (encode === undefined) return unsupported(text(encoding));
      const bytes = encode(text(source));
      return bytes === undefined
        ? fail(`the given string contains characters that cannot be represented in ${text(encoding)}`, 0)
        : stringValue(bytes.toString('base64'));
    },
  }),
  declare('textdecodebase64', {
    parameters: [string('source'), string('encoding')],
    returns: STRING,
    call: ([source, encoding]) => {
      const decode = decoderOf(text(encoding));
      if (decode === undefined) return unsupported(text(encoding));
      const bytes = decodeBase64(text(source));
      if (bytes === undefined) return fail('the given string is not valid base64', 0);
      return stringValue(decode(bytes).normalize('NFC'));
    },
  }),
];

function unsupported(name: string): ReturnType<typeof fail> {
  return fail(`${JSON.stringify(name)} is not a supported IANA encoding name or alias`, 1);
}

/** A gzip stream as Terraform writes it: no time, unknown system, flushed before its end. */
function gzip(bytes: Buffer): Buffer {
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
  const body =
    bytes.length === 0
      ? Buffer.from([0, 0, 0, 0xff, 0xff])
      : deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
  const trailer = Buffer.alloc(13);
  trailer.set([1, 0, 0, 0xff, 0xff]);
  trailer.writeUInt32LE(crc32(bytes), 5);
  trailer.writeUInt32LE(bytes.length >>> 0, 9);
  return Buffer.concat([header, body, trailer]);
}

const LATIN1 = new Set([
  'iso-8859-1',
  'iso8859-1',
  'iso_8859-1',
  'iso_8859-1:1987',
  'latin1',
  'l1',
  'ibm819',
  'cp819',
  'iso-ir-100',
  'csisolatin1',
]);
const ASCII = new Set(['us-ascii', 'ascii', 'ansi_x3.4-1968', 'iso646-us', 'csascii']);

/** The name by which the platform knows the encoding; undefined where it does not. */
function platformName(name: string): string | undefined {
  try {
    return new TextDecoder(name === 'cp936' ? 'gbk' : name).encoding;
  } catch {
    return undefined;
  }
}

function decoderOf(name: string): ((bytes: Buffer) => string) | undefined {
  const lower = name.trim().toLowerCase();
  if (ASCII.has(lower) || LATIN1.has(lower)) return (bytes) => bytes.toString('latin1');
  if (lower === 'utf-16be') return (bytes) => new TextDecoder('utf-16be', { ignoreBOM: true }).decode(bytes);
  if (lower === 'utf-16') {
    return (bytes) => {
      const little = bytes[0] === 0xff && bytes[1] === 0xfe;
      return new TextDecoder(little ? 'utf-16le' : 'utf-16be').decode(bytes);
    };
  }
  const known = platformName(lower);
  if (known === undefined) return undefined;
  const decoder = new TextDecoder(known, { ignoreBOM: true });
  return (bytes) => decoder.decode(bytes);
}

type Encode = (source: string) => Buffer | undefined;

function encoderOf(name: string): Encode | undefined {
  const lower = name.trim().toLowerCase();
  if (ASCII.has(lower)) return (source) => (/[^\x00-\x7f]/.test(source) ? undefined : Buffer.from(source));
  if (LATIN1.has(lower)) return (source) => (/[^\0-\xff]/.test(source) ? undefined : Buffer.from(source, 'latin1'));
  if (lower === 'utf-16') return (source) => Buffer.from(`\ufeff${source}`, 'utf16le').swap16();
  if (lower === 'utf-16be') return (source) => Buffer.from(source, 'utf16le').swap16();
  const known = platformName(lower);
  if (known === undefined) return undefined;
  if (known === 'utf-8') return (source) => Buffer.from(source);
  if (known === 'utf-16le') return (source) => Buffer.from(source, 'utf16le');
  return (source) => {
    const table = reverseTable(known);
    const parts: number[] = [];
    for (const character of source) {
      const code = character.codePointAt(0) as number;
      const bytes = code < 0x80 ? [code] : table.get(character);
      if (bytes === undefined) return undefined;
      append(parts, bytes);
    }
    return Buffer.from(parts);
  };
}

const tables = new Map<string, ReadonlyMap<string, readonly number[]>>();

/** Which bytes decode to a character, found by decoding all sequences of one and two bytes. */
function reverseTable(encoding: string): ReadonlyMap<string, readonly number[]> {
  const cached = tables.get(encoding);
  if (cached !== undefined) return cached;
  const decoder = new TextDecoder(encoding);
  const table = new Map<string, readonly number[]>();
  const note = (bytes: readonly number[]): boolean => {
    const character = decoder.decode(Uint8Array.from(bytes));
    if ([...character].length !== 1 || character === '\ufffd') return false;
    if (!table.has(character)) table.set(character, bytes);
    return true;
  };
  for (let lead = 0x80; lead < 256; lead++) {
    if (note([lead])) continue;
    for (let trail = 0x40; trail < 256; trail++) note([lead, trail]);
  }
  tables.set(encoding, table);
  return table;
}
