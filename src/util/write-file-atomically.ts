import { renameSync, writeFileSync } from 'node:fs';

/** Writes beside the target and renames, so that a reader never sees half a file. */
export function writeFileAtomically(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}
