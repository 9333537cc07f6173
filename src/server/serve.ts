/** The server behind a port, with its workers and data sets, and its end. */
import type { createServer } from 'node:http';
import { serve, type WebSocketServerLike } from '@hono/node-server';
import { WebSocketServer } from 'ws';
import { type Instance, loadDataset } from '../dataset/index.ts';
import type { VerifyOptions } from '../verify/index.ts';
import { createApp } from './app.ts';
import { SERVER_LIMITS, type ServerContext, type ServerLimits } from './context.ts';
import { createMetrics } from './metrics.ts';
import { startWorkers } from './workers.ts';

export interface ServeOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  readonly workers: number;
  readonly verify: VerifyOptions;
  /** Names or paths of data sets in which `instance_id` is looked up. */
  readonly datasets: readonly string[];
  readonly token?: string | undefined;
  readonly limits?: Partial<ServerLimits>;
  readonly timeLimitMs: number;
  readonly memoryLimitMiB: number;
  readonly version: string;
}

export interface Served {
  readonly url: string;
  readonly instances: number;
  /** Takes no new work, ends what was begun, then frees the port. */
  readonly stop: () => Promise<void>;
}

/** Rejects where a data set cannot be had or the port cannot be taken. */
export async function startServer(options: ServeOptions): Promise<Served> {
  const instances = await loadInstances(options.datasets);
  const workers = await startWorkers({
    verify: options.verify,
    size: options.workers,
    timeLimitMs: options.timeLimitMs,
    memoryLimitMiB: options.memoryLimitMiB,
  });
  let draining = false;
  const context: ServerContext = {
    workers,
    limits: { ...SERVER_LIMITS, ...options.limits },
    metrics: createMetrics(),
    version: options.version,
    instances,
    token: options.token,
    draining: () => draining,
  };
  const app = createApp(context);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: context.limits.bodyBytes });
  const { server, url } = await listen(app.fetch, sockets, options).catch(async (error: unknown) => {
    await workers.close();
    throw error;
  });
  return {
    url,
    instances: instances.size,
    stop: async () => {
      draining = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await workers.close();
      for (const socket of sockets.clients) socket.close(GOING_AWAY);
      // What is still open by now has had its answer.
      setTimeout(() => server.closeAllConnections(), LAST_WORDS_MS).unref();
      await closed;
    },
  };
}

/** WebSocket's code for a server that goes down. */
const GOING_AWAY = 1001;
/** For answers that are on their way to their clients. */
const LAST_WORDS_MS = 1_000;

async function loadInstances(datasets: readonly string[]): Promise<ReadonlyMap<string, Instance>> {
  const instances = new Map<string, Instance>();
  for (const name of datasets)
    for (const instance of await loadDataset(name)) instances.set(instance.instance_id, instance);
  return instances;
}

type Server = ReturnType<typeof createServer>;

function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  sockets: WebSocketServer,
  { port, host }: ServeOptions,
): Promise<{ server: Server; url: string }> {
  return new Promise((resolve, reject) => {
    const server = serve(
      { fetch, port, hostname: host, websocket: { server: sockets as WebSocketServerLike } },
      (info) => {
        const name = host.includes(':') ? `[${host}]` : host;
        resolve({ server, url: `http://${name}:${info.port}` });
      },
    ) as Server;
    server.once('error', reject);
  });
}
