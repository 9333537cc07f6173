/** A configuration's folder in memory: what file functions and data sources that read files may see, and nothing else. */
import type { FileAccess, FolderEntry } from '../../cty/index.ts';
import type { FolderFiles } from '../../provider/index.ts';

export interface MemoryFolder {
  readonly access: FileAccess;
  readonly folder: FolderFiles;
}

/** Absolute paths are taken as inside where they begin with the working directory, which is `/`. */
export function memoryFolder(files: ReadonlyMap<string, string | Uint8Array>): MemoryFolder {
  const encoder = new TextEncoder();
  const bytesAt = (path: string): Uint8Array | undefined => {
    const content = files.get(path);
    return typeof content === 'string' ? encoder.encode(content) : content;
  };
  let sorted: readonly string[] | undefined;
  const namesUnder = (prefix: string): readonly string[] => {
    sorted ??= [...files.keys()].sort();
    return withPrefix(sorted, prefix);
  };
  return {
    access: {
      read(path) {
        const name = normalise(path);
        if (name === undefined) return { problem: 'forbidden' };
        const content = bytesAt(name);
        if (content !== undefined) return content;
        return { problem: name === '' || namesUnder(`${name}/`).length > 0 ? 'folder' : 'missing' };
      },
      list(path) {
        const name = normalise(path);
        if (name === undefined) return { problem: 'forbidden' };
        const prefix = name === '' ? '' : `${name}/`;
        const entries = new Map<string, FolderEntry>();
        for (const file of namesUnder(prefix)) {
          const rest = file.slice(prefix.length);
          const slash = rest.indexOf('/');
          const entry = slash < 0 ? rest : rest.slice(0, slash);
          entries.set(entry, { name: entry, kind: slash < 0 ? 'file' : 'folder' });
        }
        if (entries.size === 0 && name !== '') return { problem: 'missing' };
        return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
      },
    },
    folder: {
      read(path) {
        const name = normalise(path);
        return name === undefined ? undefined : bytesAt(name);
      },
      list(path) {
        const name = normalise(path);
        if (name === undefined) return undefined;
        const prefix = name === '' ? '' : `${name}/`;
        const names = namesUnder(prefix).map((file) => file.slice(prefix.length));
        return names.length === 0 && name !== '' ? undefined : names;
      },
    },
  };
}

/** Those of the sorted names that begin with a text. */
function withPrefix(sorted: readonly string[], prefix: string): readonly string[] {
  if (prefix === '') return sorted;
  let low = 0;
  for (let high = sorted.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as string) < prefix) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < sorted.length && sorted[end]?.startsWith(prefix)) end++;
  return sorted.slice(low, end);
}

/** The path from the folder's root without `.` and `..`; undefined where it leads outside. */
function normalise(path: string): string | undefined {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
