/** Files of one folder for the function library; nothing outside of it can be read, links included. */
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import type { FileAccess, FileFailure } from '../cty/index.ts';

export function folderAccess(folder: string): FileAccess {
  const root = realpathSync(folder);
  const inside = (path: string): string | FileFailure => {
    const given = resolve(root, path);
    if (given !== root && !given.startsWith(root + sep)) return { problem: 'forbidden' };
    try {
      const real = realpathSync(given);
      return real === root || real.startsWith(root + sep) ? real : { problem: 'forbidden' };
    } catch {
      return { problem: 'missing' };
    }
  };
  return {
    read: (path) => {
      const real = inside(path);
      if (typeof real !== 'string') return real;
      const found = statSync(real);
      if (found.isDirectory()) return { problem: 'folder' };
      return found.isFile() ? readFileSync(real) : { problem: 'unreadable' };
    },
    list: (path) => {
      const real = inside(path);
      if (typeof real !== 'string') return real;
      if (!statSync(real).isDirectory()) return { problem: 'unreadable' };
      return readdirSync(real, { withFileTypes: true })
        .filter((entry) => entry.isFile() || entry.isDirectory())
        .map((entry) => ({ name: entry.name, kind: entry.isDirectory() ? ('folder' as const) : ('file' as const) }));
    },
  };
}
