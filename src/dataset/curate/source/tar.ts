import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ArchiveError, type Shelf } from './archive.ts';
import { LIMITS } from './repository.ts';

/** From the first byte to the last, with or without gzip; what it unpacks to is counted on the way. */
export async function readTar(path: string, shelf: Shelf): Promise<void> {
  const { Parser } = await import('tar');
  let problem: Error | undefined;
  let unpacked = 0;
  const count = (bytes: number) => {
    unpacked += bytes;
    if (unpacked <= LIMITS.unpackedBytes) return true;
    problem ??= new ArchiveError(`it unpacks to more than ${LIMITS.unpackedBytes / 1024 ** 3} GiB`);
    return false;
  };
  const parser = new Parser({
    strict: false,
    onReadEntry(entry) {
      try {
        const wanted = problem === undefined && count(entry.size) && entry.type === 'File';
        if (!wanted || !shelf.admits(entry.path, entry.size)) return void entry.resume();
        const chunks: Uint8Array[] = [];
        entry.on('data', (chunk) => chunks.push(chunk));
        entry.on('end', () => {
          try {
            shelf.put(entry.path, Buffer.concat(chunks));
          } catch (error) {
            problem ??= error as Error;
          }
        });
      } catch (error) {
        problem ??= error as Error;
        entry.resume();
      }
    },
  });
  const ended = new Promise<void>((resolve, reject) => {
    parser.once('end', resolve);
    parser.once('error', reject);
  });
  ended.catch(() => {});
  for await (const chunk of bytesOf(path)) {
    parser.write(chunk);
    if (problem !== undefined) throw problem;
  }
  parser.end();
  await ended;
  if (problem !== undefined) throw problem;
}

/** Unpacked, where it begins as gzip does. */
async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path);
  const isPacked = /\.(tar\.gz|tgz)$/i.test(path);
  yield* (isPacked ? pipeline(file, createGunzip(), () => {}) : file) as AsyncIterable<Buffer>;
}
