/** Streams the regular files of a `.tgz`, one at a time: bindings packages are large and nothing needs unpacking. */
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

const BLOCK = 512;

/** Text of each file whose name `wanted` accepts, in the archive's order. */
export async function* filesOfTarball(
  path: string,
  wanted: (name: string) => boolean,
): AsyncGenerator<{ readonly name: string; readonly text: string }> {
  let pending: Buffer = Buffer.alloc(0);
  let longName: string | undefined;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }).pipe(
    createGunzip({ chunkSize: 4 << 20 }),
  )) {
    pending = Buffer.concat([pending, chunk as Buffer]);
    while (pending.length >= BLOCK) {
      const size = Number.parseInt(textField(pending, 124, 12).trim() || '0', 8);
      const total = BLOCK + Math.ceil(size / BLOCK) * BLOCK;
      if (pending.length < total) break;
      const type = textField(pending, 156, 1);
      const content = pending.subarray(BLOCK, BLOCK + size);
      const prefix = textField(pending, 345, 155);
      const name = longName ?? (prefix === '' ? textField(pending, 0, 100) : `${prefix}/${textField(pending, 0, 100)}`);
      longName = undefined;
      if (type === 'x') longName = /\d+ path=([^\n]*)\n/.exec(content.toString('utf8'))?.[1];
      else if (type === 'L') longName = content.toString('utf8').replace(/\0.*$/s, '');
      else if ((type === '0' || type === '') && wanted(name)) yield { name, text: content.toString('utf8') };
      pending = pending.subarray(total);
    }
  }
}

function textField(block: Buffer, start: number, length: number): string {
  const end = block.indexOf(0, start);
  return block.toString('utf8', start, end === -1 || end > start + length ? start + length : end);
}
