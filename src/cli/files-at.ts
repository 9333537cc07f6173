/** The files of a configuration that the user named: a folder, one file, or `-` for standard input. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { limits } from '../source/index.ts';
import type { Files } from '../verify/index.ts';
import { CliError } from './errors.ts';
import { readText } from './read-text.ts';

export async function filesAt(path: string): Promise<Files> {
  const files = await readAt(path);
  const configuration = Object.entries(files).filter(([name]) => /^[^/]+\.tf(\.json)?$/.test(name));
  if (configuration.every(([, content]) => isBlank(content))) {
    throw new CliError(`${path === '-' ? 'standard input' : path} is empty: there is nothing to verify`);
  }
  return files;
}

function isBlank(content: string | Uint8Array): boolean {
  return (typeof content === 'string' ? content : Buffer.from(content).toString('latin1')).trim() === '';
}

async function readAt(path: string): Promise<Files> {
  if (path === '-') return { 'main.tf': await readText('-', 'configuration') };
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new CliError(`there is no file or folder ${path}; name one, or - for standard input`);
  if (!found.isDirectory()) return { [configurationName(path)]: await readFile(path) };
  const { readFolder } = await import('../util/read-folder.ts');
  const folderLimits = { files: limits.maxFiles, bytes: limits.maxBytes };
  const files = await readFolder(path, folderLimits).catch((error: Error) => {
    throw new CliError(`cannot read ${path}: ${error.message}`);
  });
  if (![...files.keys()].some((name) => /^[^/]+\.tf(\.json)?$/.test(name))) {
    throw new CliError(`${path} holds no .tf or .tf.json file; name a folder that holds a configuration`);
  }
  return Object.fromEntries(files);
}

/** A file by another name is read as native syntax. */
function configurationName(path: string): string {
  const name = basename(path);
  return /\.tf(\.json)?$/.test(name) ? name : 'main.tf';
}
