/**
 * A repository as an archive, read without writing anything to the disk. Names that lead out of it and links are left out, and what
 * it may unpack to is bounded: an archive is as hostile as any text.
 */
import { basename, posix } from 'node:path';
import { isOfInterest, LIMITS, type Repository, textOf } from './repository.ts';
import { readTar } from './tar.ts';
import { readZip } from './zip.ts';

const ARCHIVE = /\.(zip|tar\.gz|tgz|tar)$/i;

export const isArchive = (path: string): boolean => ARCHIVE.test(path);

/** An archive that cannot be read as a whole. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}

/** Takes the bytes of an entry; throws where there are too many. */
export interface Shelf {
  /** Whether the entry's bytes are wanted; counts it. */
  admits(path: string, bytes: number): boolean;
  put(path: string, bytes: Uint8Array): void;
}

/** Throws ArchiveError. */
export async function archiveRepository(path: string): Promise<Repository> {
  const files = new Map<string, string>();
  const read = path.toLowerCase().endsWith('.zip') ? readZip : readTar;
  try {
    await read(path, shelfFor(files));
  } catch (error) {
    throw error instanceof ArchiveError ? error : new ArchiveError((error as Error).message);
  }
  const top = commonFolder([...files.keys()]);
  const inside = new Map([...files].map(([name, text]) => [name.slice(top.length), text]));
  return {
    name: basename(path).replace(ARCHIVE, ''),
    paths: [...inside.keys()].sort(),
    read: (name) => inside.get(name),
  };
}

function shelfFor(files: Map<string, string>): Shelf {
  let entries = 0;
  let kept = 0;
  return {
    admits(path, bytes) {
      if (++entries > LIMITS.entries) throw new ArchiveError(`it has more than ${LIMITS.entries} entries`);
      return safeName(path) !== undefined && isOfInterest(path) && bytes <= LIMITS.fileBytes;
    },
    put(path, bytes) {
      kept += bytes.length;
      if (kept > LIMITS.keptBytes) throw new ArchiveError(`it holds more than ${LIMITS.keptBytes >> 20} MiB of text`);
      const text = textOf(bytes);
      const name = safeName(path);
      if (text !== undefined && name !== undefined) files.set(name, text);
    },
  };
}

/** The path inside of the archive; undefined for one that leads elsewhere. */
export function safeName(path: string): string | undefined {
  if (path.includes('\\') || path.includes('\0') || path.startsWith('/') || /^[a-z]:/i.test(path)) return undefined;
  const name = posix.normalize(path);
  return name === '..' || name.startsWith('../') || name === '.' ? undefined : name;
}

/** Archives of hosts of code hold all under one folder that is named after the version. */
function commonFolder(paths: readonly string[]): string {
  const first = /^[^/]+\//.exec(paths[0] ?? '')?.[0];
  return first !== undefined && paths.every((path) => path.startsWith(first)) ? first : '';
}
