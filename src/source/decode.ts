/** Makes a source of bytes. Bytes that are not UTF-8 become U+FFFD, and the parsers report them where they matter. */
import type { Source } from './source.ts';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

export function decodeSource(name: string, bytes: Uint8Array): Source {
  try {
    return { name, text: strict.decode(bytes) };
  } catch {
    const text = lenient.decode(bytes);
    return { name, text, malformed: malformedOffsets(text, bytes) };
  }
}

/** Which U+FFFD of the text are not in the bytes: walks both side by side. */
function malformedOffsets(text: string, bytes: Uint8Array): ReadonlySet<number> {
  const malformed = new Set<number>();
  let byte = 0;
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i) as number;
    if (point === 0xfffd && !(bytes[byte] === 0xef && bytes[byte + 1] === 0xbf && bytes[byte + 2] === 0xbd)) {
      malformed.add(i);
      byte += brokenLength(bytes, byte);
      continue;
    }
    byte += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (point > 0xffff) i++;
  }
  return malformed;
}

/** How many bytes the decoder replaced by one U+FFFD: the longest prefix of a well-formed sequence, at least one. */
function brokenLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number;
  const size =
    lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 1;
  let i = 1;
  for (; i < size; i++) {
    const next = bytes[at + i];
    if (next === undefined) break;
    const low = i === 1 ? (lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80) : 0x80;
    const high = i === 1 ? (lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf) : 0xbf;
    if (next < low || next > high) break;
  }
  return i;
}
