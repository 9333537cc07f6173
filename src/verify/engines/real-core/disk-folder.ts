/** The run's folder on the disk, as providers of ours may read it: what was written and what scripts made, and nothing outside it. */
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { OpenFolder } from '../own-core.ts';
import type { Workspace } from './workspace.ts';

const MAXIMUM_FILE = 64 << 20;

export function diskFolder({ folder, inside }: Workspace): OpenFolder {
  /** Terraform may name the folder as it sees it. */
  const real = (path: string): string | undefined => {
    const named =
      path === inside.folder || path.startsWith(`${inside.folder}/`) ? path.slice(inside.folder.length + 1) : path;
    try {
      const found = realpathSync(resolve(folder, named));
      return found === folder || found.startsWith(folder + sep) ? found : undefined;
    } catch {
      return undefined;
    }
  };
  return {
    folder: {
      read: (path) => {
        const found = real(path);
        if (found === undefined) return undefined;
        const facts = statSync(found);
        return facts.isFile() && facts.size <= MAXIMUM_FILE ? readFileSync(found) : undefined;
      },
      list: (path) => {
        const found = real(path);
        if (found === undefined || !statSync(found).isDirectory()) return undefined;
        return readdirSync(found, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => relative(found, join(entry.parentPath, entry.name)))
          .filter((name) => !name.startsWith('.terraform/'))
          .sort();
      },
    },
  };
}
