/** A repository as a folder. Links are not followed: what they lead to may be anywhere. */
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isForeign, isOfInterest, LIMITS, type Repository, textOf } from './repository.ts';

export function folderRepository(name: string, root: string, only?: (path: string) => boolean): Repository {
  const paths = filesUnder(root).filter((path) => isOfInterest(path) && (only?.(path) ?? true));
  return { name, paths, read: (path) => readRegular(join(root, path)) };
}

function filesUnder(root: string): string[] {
  const found: string[] = [];
  const walk = (folder: string, prefix: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (found.length >= LIMITS.entries) return;
      const path = prefix + entry.name;
      if (entry.isDirectory() && !isForeign(path)) walk(join(folder, entry.name), `${path}/`);
      else if (entry.isFile()) found.push(path);
    }
  };
  walk(root, '');
  return found.sort();
}

function readRegular(path: string): string | undefined {
  try {
    const { size } = lstatSync(path);
    return size > LIMITS.fileBytes ? undefined : textOf(readFileSync(path));
  } catch {
    return undefined;
  }
}
