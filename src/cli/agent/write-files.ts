/** Puts an agent's files into a folder: shows what changes, asks before anything is written over, and stays inside the folder. */
import { lstat, mkdir, readFile, realpath, unlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { createInterface } from 'node:readline/promises';
import pc from 'picocolors';
import { unifiedDiff } from '../../util/unified-diff/index.ts';
import { CliError, EXIT } from '../errors.ts';

export interface WriteOptions {
  /** Do not ask. */
  readonly yes: boolean;
  /** Files of the folder that are to go if they are not among the new ones. */
  readonly owned?: readonly string[];
}

interface Change {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

type Texts = Readonly<Record<string, string>>;

/** False where the user declined. Throws CliError where nobody can be asked or a file cannot be written. */
export async function writeFiles(folder: string, files: Texts, { yes, owned = [] }: WriteOptions): Promise<boolean> {
  const changes = await changesIn(folder, files, owned);
  const overwritten = changes.filter(({ before }) => before !== undefined);
  for (const { path, before, after } of overwritten) process.stderr.write(coloured(fileDiff(path, before, after)));
  if (overwritten.length > 0 && !yes && !(await confirmed(folder, overwritten.length))) return false;
  try {
    for (const change of changes) await apply(folder, change);
  } catch (error) {
    throw new CliError(`cannot write to ${folder}: ${(error as Error).message}`, EXIT.environment);
  }
  const written = changes.length === 0 ? 'nothing to write' : `wrote ${changes.map(({ path }) => path).join(', ')}`;
  process.stderr.write(`${written} in ${folder}\n`);
  return true;
}

/** The differences as text, for those who write nothing. */
export function differences(before: Texts, after: Texts): string {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return paths.map((path) => fileDiff(path, before[path], after[path])).join('');
}

function fileDiff(path: string, before: string | undefined, after: string | undefined): string {
  const labels = [
    before === undefined ? '/dev/null' : `a/${path}`,
    after === undefined ? '/dev/null' : `b/${path}`,
  ] as const;
  return unifiedDiff(labels, before ?? '', after ?? '');
}

async function changesIn(folder: string, files: Texts, owned: readonly string[]): Promise<Change[]> {
  const changes: Change[] = [];
  for (const path of [...new Set([...Object.keys(files), ...owned])].sort()) {
    await refuseOutside(folder, path);
    const before = await readFile(join(folder, path), 'utf8').catch(() => undefined);
    const after = files[path];
    if (before !== after) changes.push({ path, before, after });
  }
  return changes;
}

/** A name that a model chose must not lead out of the folder, not by a link either, nor name a hidden file. */
async function refuseOutside(folder: string, path: string): Promise<void> {
  const inside = relative(resolve(folder), resolve(folder, path));
  const hidden = inside === '' || inside.split(sep).some((part) => part.startsWith('.'));
  if (hidden || (await leadsOutside(folder, inside))) {
    throw new CliError(`the answer names a file that is not written: ${path}`);
  }
}

async function leadsOutside(folder: string, path: string): Promise<boolean> {
  const root = await realpath(folder).catch(() => undefined);
  if (root === undefined) return false;
  for (let place = path; place !== '.'; place = dirname(place)) {
    const found = await lstat(join(folder, place)).catch(() => undefined);
    if (found === undefined) continue;
    const real = await realpath(join(folder, place)).catch(() => undefined);
    return real === undefined || !real.startsWith(root + sep);
  }
  return false;
}

async function apply(folder: string, { path, after }: Change): Promise<void> {
  const target = join(folder, path);
  if (after === undefined) return unlink(target);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, after);
}

async function confirmed(folder: string, count: number): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new CliError(
      `${count} ${count === 1 ? 'file' : 'files'} in ${folder} would change; --yes changes them without asking`,
    );
  }
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await prompt.question(`Change ${count === 1 ? 'this file' : `these ${count} files`}? [y/N] `);
  prompt.close();
  return /^y(es)?$/i.test(answer.trim());
}

/** A difference for a terminal. */
export function coloured(diff: string): string {
  const colour = (line: string) =>
    line.startsWith('+')
      ? pc.green(line)
      : line.startsWith('-')
        ? pc.red(line)
        : line.startsWith('@@')
          ? pc.cyan(line)
          : line;
  return diff.split('\n').map(colour).join('\n');
}
