/** Reads a folder of a configuration into memory, within limits, without leaving it through symbolic links. */
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

export interface FolderLimits {
  readonly files: number;
  /** Bytes of all files together. */
  readonly bytes: number;
}

export const FOLDER_LIMITS: FolderLimits = { files: 20_000, bytes: 256 * 1024 * 1024 };

/** Folders that hold nothing that a configuration refers to. */
const SKIPPED = new Set(['.git', 'node_modules', 'providers']);

/** Contents by path relative to `root`, with `/` as separator. Throws where the folder is larger than the limits. */
export async function readFolder(root: string, limits: FolderLimits = FOLDER_LIMITS): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const realRoot = await realpath(root);
  const visited = new Set<string>();
  let bytes = 0;

  const visit = async (folder: string, prefix: string): Promise<void> => {
    const real = await realpath(folder);
    if (!isInside(realRoot, real) || visited.has(real)) return;
    visited.add(real);
    const entries = await readdir(folder, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      const name = prefix + entry.name;
      const target = await stat(path).catch(() => undefined);
      if (target?.isDirectory()) {
        if (!SKIPPED.has(entry.name)) await visit(path, `${name}/`);
      } else if (target?.isFile() && isInside(realRoot, await realpath(path))) {
        bytes += target.size;
        if (bytes > limits.bytes || files.size >= limits.files) {
          throw new Error(`${root} holds more than ${limits.files} files or ${limits.bytes / 1024 / 1024} MiB`);
        }
        files.set(name, await readFile(path));
      }
    }
  };
  await visit(root, '');
  return files;
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`));
}
