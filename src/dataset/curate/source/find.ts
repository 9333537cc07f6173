/**
 * The repositories in a folder: archives, folders with a `.git`, and otherwise the folders at its first level. Names are paths
 * relative to it; what lies beside them belongs to a repository of its own.
 */
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { ArchiveError, archiveRepository, isArchive } from './archive.ts';
import { folderRepository } from './folder.ts';
import { isForeign, type Repository, type SourceProblem } from './repository.ts';

export interface FoundRepository {
  readonly name: string;
  /** Reads what it must; throws ArchiveError. */
  open(): Promise<Repository>;
}

/** Levels below the folder at which a `.git` is looked for: host/owner/name. */
const DEEPEST = 4;

/** Sorted by name. `path` is a folder or one archive. */
export function findRepositories(path: string): FoundRepository[] {
  const root = resolve(path);
  if (!lstatSync(root).isDirectory()) return [archiveAt(root, basename(root))];
  if (isRepository(root)) return [folderAt(root, basename(root))];
  return sorted(childrenOf(root, '', basename(root)));
}

function childrenOf(folder: string, prefix: string, ownName: string): FoundRepository[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'));
  const loose = entries.some((entry) => entry.isFile() && /\.tf(\.json)?$/.test(entry.name));
  return [
    ...(loose ? [folderAt(folder, ownName, (file) => !file.includes('/'))] : []),
    ...entries.flatMap((entry): FoundRepository[] => {
      const name = prefix + entry.name;
      const place = join(folder, entry.name);
      if (entry.isFile()) return isArchive(entry.name) ? [archiveAt(place, name)] : [];
      if (!entry.isDirectory()) return [];
      return holdsRepositories(place, DEEPEST) && !isRepository(place)
        ? childrenOf(place, `${name}/`, name)
        : [folderAt(place, name)];
    }),
  ];
}

const isRepository = (folder: string) => existsSync(join(folder, '.git'));

/** Whether folders below it are repositories, or archives lie there and no Terraform beside them: code that is packed is no repository. */
function holdsRepositories(folder: string, levels: number): boolean {
  const below = [...thingsBelow(folder, levels)];
  return below.includes('repository') || (below.includes('archive') && !below.includes('terraform'));
}

function* thingsBelow(folder: string, levels: number): Generator<'repository' | 'archive' | 'terraform'> {
  if (levels === 0) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isFile()) {
      if (isArchive(entry.name)) yield 'archive';
      else if (/\.tf(\.json)?$/.test(entry.name)) yield 'terraform';
      continue;
    }
    if (!entry.isDirectory() || isForeign(entry.name)) continue;
    const place = join(folder, entry.name);
    if (isRepository(place)) yield 'repository';
    else yield* thingsBelow(place, levels - 1);
  }
}

const folderAt = (place: string, name: string, only?: (path: string) => boolean): FoundRepository => ({
  name,
  open: async () => folderRepository(name, place, only),
});

const archiveAt = (place: string, name: string): FoundRepository => ({
  name,
  open: async () => ({ ...(await archiveRepository(place)), name }),
});

const sorted = (found: FoundRepository[]) => found.sort((a, b) => (a.name < b.name ? -1 : 1));

/** One after the other; those that cannot be read go to `onProblem`. */
export async function* openRepositories(
  found: readonly FoundRepository[],
  onProblem: (problem: SourceProblem) => void,
): AsyncGenerator<Repository> {
  for (const { name, open } of found) {
    try {
      yield await open();
    } catch (error) {
      if (!(error instanceof ArchiveError) && (error as NodeJS.ErrnoException).code === undefined) throw error;
      onProblem({ source: name, reason: (error as Error).message });
    }
  }
}
