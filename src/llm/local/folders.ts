/** Where pulled models and the runtime lie: `TERRASMITH_CACHE`, else `terrasmith` in the user's cache folder. */
import { homedir } from 'node:os';
import { join } from 'node:path';

export type Variables = Readonly<Record<string, string | undefined>>;

export function cacheFolder(variables: Variables = process.env): string {
  if (variables.TERRASMITH_CACHE) return variables.TERRASMITH_CACHE;
  return join(variables.XDG_CACHE_HOME || join(homedir(), '.cache'), 'terrasmith');
}

export const modelsFolder = (variables?: Variables) => join(cacheFolder(variables), 'models');
export const runtimeFolder = (variables?: Variables) =>
  join(cacheFolder(variables), 'runtime', 'node-llama-cpp-3.22.1');
