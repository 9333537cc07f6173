/** Providers from executables, kept running between configurations; packs serve the providers that have none. */
import {
  compareVersions,
  type ExecutableProvider,
  type FoundExecutable,
  findExecutables,
  nearestPack,
  startExecutable,
} from '../../provider/index.ts';
import type { VerifyOptions } from '../request.ts';
import type { ProviderSource } from './own-core.ts';
import { packSource } from './pack-source.ts';

export function executableSource(options: VerifyOptions): ProviderSource {
  const packs = packSource(options);
  const cloud = options.cloud ?? 'assumed';
  const byAddress = new Map<string, FoundExecutable[]>();
  for (const found of findExecutables({ pluginDirectory: options.pluginDirectory }))
    byAddress.set(found.address, [...(byAddress.get(found.address) ?? []), found]);
  for (const found of byAddress.values()) found.sort((a, b) => compareVersions(a.version, b.version));
  const started = new Map<string, Promise<ExecutableProvider>>();

  return {
    // A closed mirror says what exists; else what the executables are, and packs for the rest.
    versionsOf: (address) => {
      const own = byAddress.get(address);
      if (options.providers !== undefined || own === undefined) return packs.versionsOf(address);
      return own.map(({ version }) => version);
    },
    open: async (address, version, folder) => {
      const executable = nearestExecutable(byAddress.get(address) ?? [], version);
      if (executable === undefined) return packs.open(address, version, folder);
      let provider = started.get(executable.path);
      if (provider === undefined) {
        provider = startExecutable(executable.path, { cloud, address, version: executable.version });
        started.set(executable.path, provider);
        provider.catch(() => started.delete(executable.path));
      }
      return provider;
    },
    servedBy: (address, version) =>
      nearestExecutable(byAddress.get(address) ?? [], version) === undefined ? 'pack' : 'executable',
    close: async () => {
      for (const provider of started.values()) await provider.then((running) => running.stop()).catch(() => undefined);
      started.clear();
      await packs.close();
    },
  };
}

function nearestExecutable(
  executables: readonly FoundExecutable[],
  version: string | undefined,
): FoundExecutable | undefined {
  const places = executables.map((executable) => ({ ...executable, origin: 'user' as const }));
  return nearestPack(places, version);
}
