/** The simulated engine: the real core, with providers served from packs by this process. No network, no credentials, no executable. */
import { join } from 'node:path';
import { createWorld, reattachProviders, type Served, serveProvider } from '../../provider/index.ts';
import type { Engine } from '../engine.ts';
import type { VerifyOptions } from '../request.ts';
import type { ServedBy } from '../verdict.ts';
import { packSource } from './pack-source.ts';
import type { Attachment, AttachRequest } from './real-core/attachment.ts';
import { realCoreEngine } from './real-core/engine.ts';

export function simulatedEngine(options: VerifyOptions): Engine {
  const source = packSource(options);
  return realCoreEngine({
    name: 'simulated',
    source,
    options,
    clouds: undefined,
    network: false,
    attach: (request) => attachPacks(request, source),
    close: source.close,
  });
}

/** Serves each provider on a socket of its own in the run's folder. */
async function attachPacks(
  { workspace, versions, types, folder, id }: AttachRequest,
  source: ReturnType<typeof packSource>,
): Promise<Attachment> {
  const world = createWorld(id, { folder: workspace.folder, folderInside: workspace.inside.folder });
  const served: (Served & { close: () => void })[] = [];
  const chosen: Record<string, { version: string; served_by: ServedBy }> = {};
  const close = async (): Promise<void> => {
    for (const { close: end } of served) end();
  };
  try {
    for (const [address, version] of versions) {
      const provider = await source.open(address, version, folder);
      if (provider === undefined) continue;
      const name = `${served.length}.sock`;
      const listening = await serveProvider(provider, { socket: join(workspace.root, name), types, world });
      served.push({ ...listening, socket: `${workspace.inside.root}/${name}` });
      chosen[address] = { version: provider.version, served_by: 'pack' };
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    environment: { TF_REATTACH_PROVIDERS: reattachProviders(served) },
    initArguments: [],
    providers: chosen,
    close,
  };
}
