import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TrainingError } from './training-error.ts';

/** `python/` of the package, from the sources or from the build alike. */
export function trainerFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = join(folder, 'python');
    if (existsSync(join(candidate, 'pyproject.toml'))) return candidate;
    const parent = dirname(folder);
    if (parent === folder) throw new TrainingError('the folder python of the package is missing', 'environment');
    folder = parent;
  }
}
