/** A moto server for each run under way: they are started as they are needed, emptied after a run, and used again. */
import { type DenyingCloud, startDenyingCloud } from '../../provider/index.ts';
import { EnvironmentFailure } from '../environment-failure.ts';
import type { Clouds } from './cloud.ts';
import { endpointEnvironment } from './endpoint.ts';
import { type MotoServer, startMoto } from './moto.ts';
import { GONE } from './moto-lacks.ts';
import { signOf } from './signs.ts';

/** What moto does not check: any will do. The account is moto's own, whatever the user's variables say. */
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing' };

export function motoClouds(): Clouds {
  const idle: MotoServer[] = [];
  const all = new Set<MotoServer>();
  let denying: Promise<DenyingCloud> | undefined;

  const acquire = async (): Promise<MotoServer> => {
    for (let server = idle.pop(); server !== undefined; server = idle.pop()) if (server.alive()) return server;
    const started = await startMoto();
    all.add(started);
    return started;
  };
  const giveBack = async (server: MotoServer): Promise<void> => {
    try {
      if (!server.alive()) throw new EnvironmentFailure('moto has ended');
      await server.reset();
      idle.push(server);
    } catch {
      // One that cannot be emptied is never used again.
      server.stop();
      all.delete(server);
    }
  };
  return {
    network: false,
    lasting: false,
    open: async (region) => {
      denying ??= startDenyingCloud();
      const { url } = await denying;
      const server = await acquire();
      return {
        environment: { ...endpointEnvironment(server.url, url, region), ...CREDENTIALS },
        endpoint: server.url,
        denying: url,
        blame: async (problems) => (await ending(server)) ?? signOf(problems, 'stand-in'),
        hopeless: server.lacking,
        release: () => giveBack(server),
      };
    },
    close: async () => {
      for (const server of all) server.stop();
      (await denying)?.close();
    },
  };
}

/** A server that has just been killed may not be known to be dead yet: it is asked. */
async function ending(server: MotoServer): Promise<string | undefined> {
  if (server.alive()) {
    try {
      const response = await fetch(`${server.url}/moto-api/`, { signal: AbortSignal.timeout(10_000) });
      await response.body?.cancel();
      return undefined;
    } catch {
      // It does not answer.
    }
  }
  return `${GONE}: ${server.complaint() || 'it was killed'}`;
}
