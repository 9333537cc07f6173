import type { Shelf } from './archive.ts';

/** Entry by entry, by the list at the archive's end. The library refuses names that lead out and entries that hold more than they say. */
export async function readZip(path: string, shelf: Shelf): Promise<void> {
  const { openPromise } = await import('yauzl');
  const archive = await openPromise(path, { lazyEntries: true, autoClose: false });
  try {
    for await (const entry of archive.eachEntry()) {
      if (entry.fileName.endsWith('/') || isLink(entry) || !entry.canDecodeFileData()) continue;
      if (!shelf.admits(entry.fileName, entry.uncompressedSize)) continue;
      const chunks: Uint8Array[] = [];
      for await (const chunk of await archive.openReadStreamPromise(entry)) chunks.push(chunk as Uint8Array);
      shelf.put(entry.fileName, Buffer.concat(chunks));
    }
  } finally {
    archive.close();
  }
}

const TYPE_OF_FILE = 0o170000;
const LINK = 0o120000;

/** By the mode that archives made on Unix keep. */
const isLink = ({ externalFileAttributes }: { externalFileAttributes: number }) =>
  ((externalFileAttributes >>> 16) & TYPE_OF_FILE) === LINK;
