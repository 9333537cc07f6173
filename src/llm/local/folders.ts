/** Where pulled models and the runtime lie, in the cache. */
import { join } from 'node:path';
import { cacheFolder } from '../../util/cache-folder.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

export const modelsFolder = (variables?: Variables) => join(cacheFolder(variables), 'models');
export const runtimeFolder = (variables?: Variables) =>
  join(cacheFolder(variables), 'runtime', 'node-llama-cpp-3.22.1');
