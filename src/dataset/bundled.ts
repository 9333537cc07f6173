import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The sets of bundled instances: `bundled` is all of them, `bundled/NAME` one. */
export function bundledSets(): string[] {
  const root = bundledFolder();
  if (root === undefined) return [];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'baselines')
    .map((entry) => entry.name)
    .sort();
}

/** The folders to load for a name such as `bundled` or `bundled/aws`; undefined if no bundled set has this name. */
export function bundledSetFolders(name: string): string[] | undefined {
  const root = bundledFolder();
  const [prefix, set] = name.split('/', 2);
  if (root === undefined || prefix !== 'bundled') return undefined;
  const sets = bundledSets();
  if (set === undefined) return sets.map((each) => join(root, each));
  return sets.includes(set) ? [join(root, set)] : undefined;
}

/** `benchmarks/` of the package, from the sources or from the build alike. */
export function bundledFolder(): string | undefined {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = join(folder, 'benchmarks');
    if (existsSync(join(folder, 'package.json')) && existsSync(candidate)) return candidate;
    const parent = dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}
