/** What tools are given: files by path, or a folder below the one that the server was started for. */
import { realpath, stat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import { limits } from '../../source/index.ts';
import { readFolder } from '../../util/read-folder.ts';
import type { Files } from '../../verify/index.ts';

/** The caller's mistake, in a sentence that helps to do better. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

export const configurationShape = {
  files: z
    .record(z.string().min(1), z.string())
    .optional()
    .describe('Contents by path relative to the configuration, such as {"main.tf": "…"}; folders hold modules'),
  path: z
    .string()
    .optional()
    .describe('In place of files: a folder that holds the configuration, inside the working folder'),
  variables: z.record(z.string(), z.string()).optional().describe('Values of root variables, as -var gives them'),
};

export interface ConfigurationInput {
  readonly files?: Files | undefined;
  readonly path?: string | undefined;
}

/** Throws InputError where there is no configuration. */
export async function configurationOf({ files, path }: ConfigurationInput, root: string): Promise<Files> {
  if ((files === undefined) === (path === undefined)) throw new InputError('give either files or path');
  const found = files ?? (await folderFiles(path ?? '.', root));
  if (!Object.keys(found).some((name) => /^[^/]+\.tf(\.json)?$/.test(name))) {
    throw new InputError(`${path ?? 'files'} holds no .tf or .tf.json file at its top`);
  }
  return found;
}

async function folderFiles(path: string, root: string): Promise<Files> {
  const folder = await insideOf(root, path);
  const found = await stat(folder);
  if (!found.isDirectory()) throw new InputError(`${path} is no folder; name the folder that holds the configuration`);
  const bounds = { files: limits.maxFiles, bytes: limits.maxBytes };
  const files = await readFolder(folder, bounds).catch((error: Error) => {
    throw new InputError(`cannot read ${path}: ${error.message}`);
  });
  return Object.fromEntries(files);
}

/** Links are followed before the question is asked. */
async function insideOf(root: string, path: string): Promise<string> {
  const base = await realpath(root);
  const refused = new InputError(`${path} is not inside the working folder, which is all that can be read here`);
  const outside = (place: string) => place === '..' || place.startsWith(`..${sep}`) || resolve(place) === place;
  if (outside(relative(base, resolve(base, path)))) throw refused;
  const real = await realpath(resolve(base, path)).catch(() => {
    throw new InputError(`there is no folder ${path}`);
  });
  if (outside(relative(base, real))) throw refused;
  return real;
}
