/**
 * The real engine: the real core and real executables. They are kept running behind a proxy of ours, or started by Terraform itself
 * where `plain` is asked for; a provider without an executable is served from its pack, and the verdict says so.
 */
import { mkdirSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  createWorld,
  type DenyingCloud,
  type ExecutableProxy,
  type FoundExecutable,
  offlineConfiguration,
  offlineEnvironment,
  proxyExecutable,
  reattachProviders,
  type Served,
  serveProvider,
  startDenyingCloud,
} from '../../provider/index.ts';
import type { Engine } from '../engine.ts';
import type { VerifyOptions } from '../request.ts';
import type { ServedBy } from '../verdict.ts';
import { executableFinder } from './executable-source.ts';
import { packSource } from './pack-source.ts';
import { type Attachment, type AttachRequest, typesNamed } from './real-core/attachment.ts';
import { realCoreEngine } from './real-core/engine.ts';
import { EnvironmentFailure } from './real-core/failure.ts';

/** What an executable may see of our environment: the user's credentials and settings for the clouds, and proxies. */
const ALLOWED = /^(AWS_|ARM_|AZURE_|GOOGLE_|GCLOUD_|CLOUDSDK_|KUBE_|KUBECONFIG$|HTTPS?_PROXY$|NO_PROXY$|SSL_CERT_)/;
/** Providers that run programs whatever they are asked: served from packs, which never do. */
const RUNNING_PROGRAMS = new Set(['registry.terraform.io/hashicorp/external']);

export function realEngine(options: VerifyOptions): Engine {
  const packs = packSource(options);
  const finder = executableFinder(options);
  const offline = options.cloud === 'absent';
  const kept = new Map<string, ExecutableProxy>();
  let cloud: Promise<DenyingCloud> | undefined;

  const executableOf = (address: string, version: string | undefined): FoundExecutable | undefined =>
    RUNNING_PROGRAMS.has(address) && !options.allowExec ? undefined : finder.find(address, version);
  const environmentOf = async (): Promise<Record<string, string>> => {
    if (offline) {
      cloud ??= startDenyingCloud();
      return offlineEnvironment((await cloud).url);
    }
    const allowed = Object.entries(process.env).filter(([name, value]) => ALLOWED.test(name) && value !== undefined);
    return Object.fromEntries(allowed) as Record<string, string>;
  };
  const proxyOf = async (executable: FoundExecutable, folder: string): Promise<ExecutableProxy> => {
    const known = kept.get(executable.path);
    if (known !== undefined) return known;
    const url = offline ? (await (cloud as Promise<DenyingCloud>)).url : '';
    const proxy = await proxyExecutable(executable.path, {
      address: executable.address,
      environment: await environmentOf(),
      // Applying reads files by relative paths; such an executable serves one run only.
      ...(options.apply && { folder }),
      ...(offline && {
        configuration: (config) => offlineConfiguration(executable.address, config, 'absent', url),
      }),
    });
    if (!options.apply) kept.set(executable.path, proxy);
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
    network: !offline,
    attach: (request) => attach(request),
    close: async () => {
      for (const proxy of kept.values()) await proxy.stop();
      (await cloud)?.close();
    },
  });

  async function attach({ workspace, versions, modules, folder, id }: AttachRequest): Promise<Attachment> {
    const types = typesNamed(modules);
    const everyType = new Set([...types.managed, ...types.data, ...types.ephemeral]);
    const environment = await environmentOf();
    const world = createWorld(id, { folder: workspace.folder });
    const served: (Served & { close: () => void })[] = [];
    const own: ExecutableProxy[] = [];
    const used: ExecutableProxy[] = [];
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
        const executable = executableOf(address, version);
        if (executable === undefined) {
          const provider = await packs.open(address, version, folder);
          if (provider === undefined) continue;
          await serve((socket) => serveProvider(provider, { socket, types, world }));
          providers[address] = { version: provider.version, served_by: 'pack' };
          continue;
        }
        providers[address] = { version: executable.version, served_by: 'executable' };
        if (options.plain) {
          install(join(workspace.root, 'mirror'), executable, version ?? executable.version);
          continue;
        }
        const proxy = await proxyOf(executable, workspace.folder);
        if (options.apply) own.push(proxy);
        used.push(proxy);
        await serve((socket) => proxy.serve(socket, everyType));
      }
    } catch (error) {
      await close();
      throw new EnvironmentFailure((error as Error).message);
    }
    return {
      environment: { ...(options.plain && environment), TF_REATTACH_PROVIDERS: reattachProviders(served) },
      initArguments: [],
      providers,
      problem: () => used.map((proxy) => proxy.failure()).find((failure) => failure !== undefined),
      close,
    };
  }
}

/** Lays the executable into the run's mirror, under the version that was chosen. */
function install(mirror: string, { address, path }: FoundExecutable, version: string): void {
  const platform = basename(dirname(path));
  const folder = join(mirror, address, version, platform);
  mkdirSync(folder, { recursive: true });
  symlinkSync(path, join(folder, `terraform-provider-${basename(address)}_v${version}`));
}
