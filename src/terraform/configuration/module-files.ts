/** Which files of a folder make up a module, and in which order Terraform reads them. */
export type FileTree = ReadonlyMap<string, string | Uint8Array>;

export interface ModuleFiles {
  /** Paths from the tree's root, in the order in which they are read. */
  readonly primary: readonly string[];
  readonly override: readonly string[];
}

/** Folders by path (`''` for the root) with the names of their files, sorted by bytes. */
export type Folders = ReadonlyMap<string, readonly string[]>;

export function foldersOf(files: FileTree): Folders {
  const folders = new Map<string, string[]>();
  for (const path of files.keys()) {
    const slash = path.lastIndexOf('/');
    const folder = slash < 0 ? '' : path.slice(0, slash);
    const names = folders.get(folder);
    if (names === undefined) folders.set(folder, [path.slice(slash + 1)]);
    else names.push(path.slice(slash + 1));
  }
  for (const folder of [...folders.keys()]) addParents(folder, folders);
  for (const names of folders.values()) names.sort(byText);
  return folders;
}

/** A folder that holds only folders exists too. */
function addParents(folder: string, folders: Map<string, string[]>): void {
  for (let slash = folder.lastIndexOf('/'); slash >= 0; slash = folder.lastIndexOf('/', slash - 1)) {
    const parent = folder.slice(0, slash);
    if (!folders.has(parent)) folders.set(parent, []);
    if (slash === 0) break;
  }
  if (!folders.has('')) folders.set('', []);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Undefined where there is no such folder. */
export function moduleFiles(folders: Folders, folder: string): ModuleFiles | undefined {
  const names = folders.get(folder);
  if (names === undefined) return undefined;
  const primary: string[] = [];
  const override: string[] = [];
  for (const name of names) {
    const extension = name.endsWith('.tf') ? '.tf' : name.endsWith('.tf.json') ? '.tf.json' : undefined;
    if (extension === undefined || isIgnored(name)) continue;
    const stem = name.slice(0, -extension.length);
    const path = folder === '' ? name : `${folder}/${name}`;
    (stem === 'override' || stem.endsWith('_override') ? override : primary).push(path);
  }
  return { primary, override };
}

/** Hidden files and the leavings of editors. */
function isIgnored(name: string): boolean {
  return name.startsWith('.') || name.endsWith('~') || (name.startsWith('#') && name.endsWith('#'));
}
