import { createReadStream } from 'node:fs';

export interface Line {
  /** 1-based. */
  readonly number: number;
  /** Byte offset of the line's first byte in the file. */
  readonly offset: number;
  readonly bytes: Uint8Array;
  /** Whether a newline ended it; false only for a last line that was cut off or left open. */
  readonly complete: boolean;
}

/** The lines of a file, one at a time, so that files of any size can be read; the newline is not part of a line. */
export async function* readLines(path: string): AsyncGenerator<Line> {
  let rest: Buffer[] = [];
  let number = 0;
  let offset = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      const piece = chunk.subarray(start, end);
      const bytes = rest.length === 0 ? piece : Buffer.concat([...rest, piece]);
      rest = [];
      yield { number: ++number, offset, bytes, complete: true };
      offset += bytes.length + 1;
      start = end + 1;
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
  }
  if (rest.length > 0) yield { number: number + 1, offset, bytes: Buffer.concat(rest), complete: false };
}
