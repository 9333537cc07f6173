/** Executables that a mirror keeps in zip files, as the registry hands them out: unpacked into the cache when they are first started. */
import { createHash } from 'node:crypto';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cacheFolder } from '../../util/cache-folder.ts';
import { ExecutableFailure } from './failure.ts';
import { isProviderFile } from './identity.ts';

/** An executable is told from a bomb by its size: aws 5.100.0, a large one, takes 0.7 GiB. */
const MOST_BYTES = 4 * 2 ** 30;

/**
 * The path of an executable that can be started: `path` itself, or what the zip file there holds. Throws ExecutableFailure where that
 * holds no provider.
 */
export async function unpackedExecutable(path: string): Promise<string> {
  if (!path.endsWith('.zip')) return path;
  const folder = join(cacheFolder(), 'providers', nameOf(path));
  const known = existsSync(folder) ? readdirSync(folder).find(isProviderFile) : undefined;
  if (known !== undefined) return join(folder, known);
  mkdirSync(join(cacheFolder(), 'providers'), { recursive: true });
  const work = mkdtempSync(`${folder}.`);
  try {
    const name = await unpack(path, work);
    // Whoever else unpacked it meanwhile has the same.
    if (!existsSync(folder)) renameSync(work, folder);
    return join(folder, name);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Another name for a file that was replaced. */
function nameOf(path: string): string {
  const { size, mtimeMs } = statSync(path);
  return createHash('sha256').update(`${path}\n${size}\n${mtimeMs}`).digest('hex').slice(0, 32);
}

async function unpack(path: string, into: string): Promise<string> {
  const { openPromise } = await import('yauzl');
  const archive = await openPromise(path, { lazyEntries: true, autoClose: false }).catch((error: Error) => {
    throw new ExecutableFailure(`${path} cannot be unpacked: ${error.message}`, { retryable: false });
  });
  try {
    for await (const entry of archive.eachEntry()) {
      if (!isProviderFile(entry.fileName) || entry.uncompressedSize > MOST_BYTES) continue;
      const target = createWriteStream(join(into, entry.fileName), { mode: 0o755 });
      await pipeline(await archive.openReadStreamPromise(entry), target);
      return entry.fileName;
    }
  } finally {
    archive.close();
  }
  throw new ExecutableFailure(`${path} holds no provider executable`, { retryable: false });
}
