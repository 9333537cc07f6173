/**
 * The real engine: the real core and real executables. They are kept running behind a proxy of ours, or started by Terraform itself
 * where `plain` is asked for; a provider without an executable is served from its pack, and the verdict says so.
 */
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  addressesOf,
  createWorld,
  type ExecutableProxy,
  type FoundExecutable,
  offlineConfiguration,
  platform,
  proxyExecutable,
  reattachProviders,
  type Served,
  serveProvider,
  unexecutable,
  unpackedExecutable,
} from '../../provider/index.ts';
import { type Cloud, cloudsFor } from '../cloud/cloud.ts';
import { AWS, endpointOverrides } from '../cloud/overrides.ts';
import type { Engine } from '../engine.ts';
import { EnvironmentFailure } from '../environment-failure.ts';
import type { VerifyOptions } from '../request.ts';
import { enclosing } from '../sandbox/shown.ts';
import type { ServedBy } from '../verdict.ts';
import { executableFinder } from './executable-source.ts';
import { packSource } from './pack-source.ts';
import type { Attachment, AttachRequest } from './real-core/attachment.ts';
import { realCoreEngine } from './real-core/engine.ts';
import { FOLDER_INSIDE } from './real-core/workspace.ts';

export function realEngine(options: VerifyOptions): Engine {
  const packs = packSource(options);
  const finder = executableFinder(options);
  const clouds = cloudsFor(options);
  /** By path and by what the executable was told at its start. */
  const kept = new Map<string, ExecutableProxy>();

  const proxyOf = async (executable: FoundExecutable, folder: string, cloud: Cloud): Promise<ExecutableProxy> => {
    const key = JSON.stringify([executable.path, cloud.environment]);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const { denying } = cloud;
    const run = options.apply ? { folder, at: FOLDER_INSIDE } : undefined;
    const enclose = options.allowExec ? undefined : enclosing(run);
    const proxy = await proxyExecutable(executable.path, {
      address: executable.address,
      environment: cloud.environment,
      // Applying reads files by relative paths; such an executable serves one run only.
      ...(options.apply && { folder }),
      ...(enclose && { enclose }),
      ...(!options.allowExec && {
        configuration: (config) =>
          options.cloud === 'absent' && denying !== undefined
            ? offlineConfiguration(executable.address, config, 'absent', denying)
            : unexecutable(executable.address, config),
      }),
    });
    if (!options.apply) kept.set(key, proxy);
    return proxy;
  };

  return realCoreEngine({
    name: 'real',
    source: {
      ...packs,
      versionsOf: (address) =>
        (options.providers === undefined ? finder.versionsOf(address) : undefined) ?? packs.versionsOf(address),
    },
    options,
    clouds,
    // Executables that Terraform starts itself are shut in with it.
    network: options.plain || clouds.network,
    attach: (request) => attach(request),
    overrides: (modules, versions, { endpoint }) => {
      const executable = versions.has(AWS) ? finder.find(AWS, versions.get(AWS)) : undefined;
      if (endpoint === undefined || executable === undefined || clouds.network) return new Map();
      return endpointOverrides(modules, executable.version, endpoint);
    },
    close: async () => {
      for (const proxy of kept.values()) await proxy.stop();
      await clouds.close();
    },
  });

  async function attach({ workspace, versions, types, folder, id, cloud }: AttachRequest): Promise<Attachment> {
    if (cloud === undefined) throw new EnvironmentFailure('no cloud was opened for the executables');
    const everyType = new Set([...types.managed, ...types.data, ...types.ephemeral]);
    const world = createWorld(id, { folder: workspace.folder, folderInside: workspace.inside.folder });
    const served: (Served & { close: () => void })[] = [];
    const own: ExecutableProxy[] = [];
    const used: { readonly path: string; readonly proxy?: ExecutableProxy }[] = [];
    const providers: Record<string, { version: string; served_by: ServedBy }> = {};
    const close = async (): Promise<void> => {
      for (const { close: end } of served) end();
      for (const proxy of own) await proxy.stop();
    };
    const serve = async (listening: (socket: string) => Promise<Served & { close: () => void }>): Promise<void> => {
      const name = `${served.length}.sock`;
      served.push({ ...(await listening(join(workspace.root, name))), socket: `${workspace.inside.root}/${name}` });
    };
    try {
      for (const [address, version] of versions) {
        const executable = finder.find(address, version);
        if (executable === undefined) {
          const provider = await packs.open(address, version, folder);
          if (provider === undefined) continue;
          await serve((socket) => serveProvider(provider, { socket, types, world }));
          providers[address] = { version: provider.version, served_by: 'pack' };
          continue;
        }
        providers[address] = { version: executable.version, served_by: 'executable' };
        if (options.plain) {
          const path = await unpackedExecutable(executable.path);
          install(join(workspace.root, 'mirror'), { ...executable, path }, version ?? executable.version);
          used.push({ path });
          continue;
        }
        const proxy = await proxyOf(executable, workspace.folder, cloud);
        if (options.apply) own.push(proxy);
        used.push({ path: executable.path, proxy });
        await serve((socket) => proxy.serve(socket, everyType));
      }
    } catch (error) {
      await close();
      throw new EnvironmentFailure((error as Error).message);
    }
    return {
      environment: { ...(options.plain && cloud.environment), TF_REATTACH_PROVIDERS: reattachProviders(served) },
      initArguments: [],
      providers,
      problem: () => {
        const gone = used.find(({ path }) => !existsSync(path));
        if (gone !== undefined) return `the provider ${gone.path} is not there any more`;
        return used.map(({ proxy }) => proxy?.failure()).find((failure) => failure !== undefined);
      },
      close,
    };
  }
}

/** Lays the executable into the run's mirror, under the version that was chosen. */
function install(mirror: string, { address, path }: FoundExecutable, version: string): void {
  for (const name of addressesOf(address)) {
    const folder = join(mirror, name, version, platform());
    mkdirSync(folder, { recursive: true });
    symlinkSync(path, join(folder, `terraform-provider-${basename(address)}_v${version}`));
  }
}
