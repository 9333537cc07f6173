/** A configuration's files as the functions of the language may read them. */
import type { FileAccess, FolderEntry } from '../../../src/cty/index.ts';
import type { FolderFiles } from '../../../src/provider/index.ts';

function clean(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

export function memoryFiles(files: ReadonlyMap<string, string>): FileAccess {
  return {
    read: (path) => {
      const text = files.get(clean(path));
      return text === undefined ? { problem: 'missing' } : new TextEncoder().encode(text);
    },
    list: (path) => {
      const folder = clean(path);
      const entries = new Map<string, FolderEntry>();
      for (const name of files.keys()) {
        if (folder !== '' && !name.startsWith(`${folder}/`)) continue;
        const [first, ...more] = name.slice(folder === '' ? 0 : folder.length + 1).split('/') as [string, ...string[]];
        entries.set(first, { name: first, kind: more.length > 0 ? 'folder' : 'file' });
      }
      return [...entries.values()];
    },
  };
}

/** The same for the built-in provider's data source. */
export function folderFiles(files: ReadonlyMap<string, string>): FolderFiles {
  return {
    read: (path) => {
      const text = files.get(clean(path));
      return text === undefined ? undefined : new TextEncoder().encode(text);
    },
    list: () => [...files.keys()].sort(),
  };
}
