/** Providers from packs: bundled ones, those of the user's folder, or a closed mirror of named versions. */
import { bundledProviders, loadPackProvider } from '../../provider/index.ts';
import { decodeTfvars } from '../../terraform/index.ts';
import type { VerifyOptions } from '../request.ts';
import type { ProviderSource } from './own-core.ts';

export function packSource({ providers, cloud = 'assumed' }: VerifyOptions): ProviderSource {
  const versions = new Map<string, string[]>();
  for (const { address, version } of providers ?? bundledProviders()) {
    const earlier = versions.get(address);
    if (earlier === undefined) versions.set(address, [version]);
    else earlier.push(version);
  }
  return {
    versionsOf: (address) => versions.get(address) ?? [],
    open: async (address, version, { folder }) =>
      loadPackProvider(address, version, {
        cloud: cloud === 'absent' ? 'absent' : 'assumed',
        files: folder,
        decodeTfvars,
      }),
    servedBy: () => 'pack',
    close: async () => {},
  };
}
