import { stat } from 'node:fs/promises';
import type { Files } from '../../verify/index.ts';
import { CliError } from '../errors.ts';
import { filesAt } from '../files-at.ts';

/** The files of a folder that holds a configuration. */
export async function configurationAt(folder: string): Promise<Files> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) throw new CliError(`there is no folder ${folder}; name one that holds a configuration`);
  return filesAt(folder);
}
