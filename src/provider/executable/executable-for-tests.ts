/** Where a test finds a real provider executable: the folder that TERRASMITH_PLUGIN_DIR names, where Terraform looks, or a mirror under /opt. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type FoundExecutable, findExecutables } from './find.ts';

/** Undefined, and a loud line, where this machine has none: the test skips. */
export function executableForTests(name: string): FoundExecutable | undefined {
  const named = process.env.TERRASMITH_PLUGIN_DIR;
  const roots = named === undefined ? [undefined, ...mirrorsUnder('/opt')] : [named];
  for (const pluginDirectory of roots) {
    const found = findExecutables({ pluginDirectory }).find(({ address }) => address.endsWith(`/${name}`));
    if (found !== undefined) return found;
  }
  console.warn(
    `SKIPPED: no executable of the provider ${name} here; set TERRASMITH_PLUGIN_DIR to a mirror that has one`,
  );
  return undefined;
}

function mirrorsUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => existsSync(join(path, 'registry.terraform.io')));
}
