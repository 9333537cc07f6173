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
import { enclosing } from '../sandbox/shown.ts';
import type { ProviderSource } from './own-core.ts';
import { packSource } from './pack-source.ts';

export function executableSource(options: VerifyOptions): ProviderSource {
  const packs = packSource(options);
  const cloud = options.cloud === 'absent' ? 'absent' : 'assumed';
  const finder = executableFinder(options);
  const started = new Map<string, Promise<ExecutableProvider>>();

  return {
    // A closed mirror says what exists; else what the executables are, and packs for the rest.
    versionsOf: (address) => {
      const own = finder.versionsOf(address);
      return options.providers !== undefined || own === undefined ? packs.versionsOf(address) : own;
    },
    open: async (address, version, folder) => {
      const executable = finder.find(address, version);
      if (executable === undefined) return packs.open(address, version, folder);
      let provider = started.get(executable.path);
      if (provider === undefined) {
        const enclose = options.allowExec ? undefined : enclosing();
        const about = { cloud, address, version: executable.version } as const;
        provider = startExecutable(executable.path, { ...about, ...(enclose && { enclose }) });
        started.set(executable.path, provider);
        provider.catch(() => started.delete(executable.path));
      }
      return provider;
    },
    servedBy: (address, version) => (finder.find(address, version) === undefined ? 'pack' : 'executable'),
    close: async () => {
      for (const provider of started.values()) await provider.then((running) => running.stop()).catch(() => undefined);
      started.clear();
      await packs.close();
    },
  };
}

export interface ExecutableFinder {
  /** Undefined where there is no executable of the provider at all. */
  readonly versionsOf: (address: string) => readonly string[] | undefined;
  readonly find: (address: string, version: string | undefined) => FoundExecutable | undefined;
}

/**
 * Providers that run programs, read files, or ask anybody, whatever a configuration names: packs serve them, which stay in the folder,
 * unless the user allows programs.
 */
const REACHING_OUT = /\/hashicorp\/(external|http|local|archive)$/;

/** The executables that are there, by provider. */
export function executableFinder({ pluginDirectory, allowExec }: VerifyOptions): ExecutableFinder {
  const byAddress = new Map<string, FoundExecutable[]>();
  for (const found of findExecutables({ pluginDirectory }).filter(
    ({ address }) => allowExec || !REACHING_OUT.test(address),
  ))
    byAddress.set(found.address, [...(byAddress.get(found.address) ?? []), found]);
  for (const found of byAddress.values()) found.sort((a, b) => compareVersions(a.version, b.version));
  return {
    versionsOf: (address) => byAddress.get(address)?.map(({ version }) => version),
    find: (address, version) => nearestExecutable(byAddress.get(address) ?? [], version),
  };
}

function nearestExecutable(
  executables: readonly FoundExecutable[],
  version: string | undefined,
): FoundExecutable | undefined {
  const places = executables.map((executable) => ({ ...executable, origin: 'user' as const }));
  return nearestPack(places, version);
}
