/** Files that applying makes: inside the working folder and nowhere else, symbolic links considered. */
import { lstatSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { World } from './world.ts';

/** The path inside the folder, whichever way Terraform names the folder. */
export function pathInside({ folderInside }: World, name: string): string {
  if (folderInside === undefined || !name.startsWith(`${folderInside}/`)) return name;
  return name.slice(folderInside.length + 1);
}

/** Why it was not written; undefined where it was. */
export function writeInside(world: World, name: string, bytes: Uint8Array): string | undefined {
  const { folder } = world;
  if (folder === undefined) return 'there is no working folder';
  const path = resolve(folder, pathInside(world, name));
  if (!inside(folder, path)) return 'it lies outside the working folder';
  let parent = dirname(path);
  try {
    // The nearest folder that exists must really lie inside, whatever links lead there.
    for (;;) {
      try {
        if (!inside(folder, join(realpathSync(parent), 'x'))) return 'it lies outside the working folder';
        break;
      } catch {
        parent = dirname(parent);
      }
    }
    mkdirSync(dirname(path), { recursive: true });
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return 'it is a symbolic link';
    writeFileSync(path, bytes, { mode: 0o600 });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function inside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !way.startsWith(sep);
}
