/** What a pack knows of right values, and a provider over a pack that lies anywhere. */

import { resolve } from 'node:path';
import {
  openPack,
  type Pack,
  type Provider,
  packProviderOf,
  type ResourceFacts,
  type ResourceMode,
} from '../../src/provider/index.ts';

export function packAt(file: string): { readonly pack: Pack; readonly provider: Provider } {
  const path = resolve(file);
  return { pack: openPack(path), provider: packProviderOf(path, { cloud: 'absent' }) };
}

/** Members of the value sets that the facts list, by dotted path. */
export function knownValues(
  pack: Pack,
  mode: ResourceMode,
  type: string,
): ReadonlyMap<string, readonly (string | number | boolean)[]> {
  const facts = pack.line(`facts-${mode === 'data' ? 'data' : 'resource'}.${type}`) as ResourceFacts | undefined;
  const values = new Map<string, readonly (string | number | boolean)[]>();
  for (const check of facts?.checks ?? []) if (check.is === 'oneOf') values.set(check.path, check.values);
  return values;
}
