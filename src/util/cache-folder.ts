import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where things lie that can be had again: `TERRASMITH_CACHE`, else `terrasmith` in the user's cache folder. */
export function cacheFolder(variables: Readonly<Record<string, string | undefined>> = process.env): string {
  if (variables.TERRASMITH_CACHE) return variables.TERRASMITH_CACHE;
  return join(variables.XDG_CACHE_HOME || join(homedir(), '.cache'), 'terrasmith');
}
