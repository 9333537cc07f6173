import { type FoundExecutable, findExecutables } from './find.ts';

/** A real provider executable for a test. Undefined, and a loud line, where this machine has none: the test skips. */
export function executableForTests(name: string): FoundExecutable | undefined {
  const found = findExecutables().find(({ address }) => address.endsWith(`/${name}`));
  if (found === undefined)
    console.warn(
      `SKIPPED: no executable of the provider ${name} here; set TERRASMITH_PLUGIN_DIR to a mirror that has one`,
    );
  return found;
}
