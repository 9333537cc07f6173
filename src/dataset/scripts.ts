/** The scripts that an instance names by their path, found on the disk; a script that is given as text stays as it is. */
import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isScriptPath } from '../verify/index.ts';
import type { Instance, Row } from './instance.ts';

const FIELDS = ['validation_script', 'setup_script', 'cleanup_script'] as const;

/** `folder`: absolute, where the data set is. terraform-llm writes paths from the root of its repository, some folders above. */
export function withScripts(row: Row, folder: string): Row {
  if ('problems' in row) return row;
  const found: Partial<Record<(typeof FIELDS)[number], string>> = {};
  for (const field of FIELDS) {
    const script = row.instance[field];
    if (script === undefined || !isScriptPath(script)) continue;
    const path = scriptPath(script.trim(), folder);
    if (path !== undefined) found[field] = path;
  }
  return { instance: { ...row.instance, ...found } satisfies Instance };
}

function scriptPath(name: string, folder: string): string | undefined {
  for (let above = folder; ; above = dirname(above)) {
    const path = resolve(above, name);
    if (isFile(path)) return path;
    if (above === dirname(above)) break;
  }
  const here = resolve(name);
  return isFile(here) ? here : undefined;
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
