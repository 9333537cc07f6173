/**
 * A server that imitates the interfaces of all vendors at once, with recorded answers, and misbehaves on request.
 *
 *     const server = await startImitation();
 *     createModel('openai/busy-then-answer', modelEnvironment({ baseUrl: server.url }));
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BEHAVIOURS } from './behaviours.ts';
import { DIALECTS } from './dialects.ts';

export interface SeenRequest {
  readonly path: string;
  readonly model: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
  /** Whether whoever asked went away before the answer was complete. */
  abandoned: boolean;
}

export interface Imitation {
  readonly url: string;
  /** In order of arrival. */
  readonly requests: readonly SeenRequest[];
  /** How many are being answered now, and how many at most at the same time. */
  readonly load: { now: number; most: number };
  close(): Promise<void>;
}

/** Listens on a port of its own unless one is given. */
export async function startImitation(port = 0): Promise<Imitation> {
  const requests: SeenRequest[] = [];
  const load = { now: 0, most: 0 };
  const asked = new Map<string, number>();
  const server = createServer((request, response) => {
    load.most = Math.max(load.most, ++load.now);
    response.once('close', () => load.now--);
    void handle(request, response, requests, asked);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    load,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  requests: SeenRequest[],
  asked: Map<string, number>,
): Promise<void> {
  const path = request.url ?? '';
  const body = JSON.parse((await textOf(request)) || '{}') as Record<string, unknown>;
  const dialect = DIALECTS.find((each) => each.speaks(path.replace(/\?.*/, '')));
  if (dialect === undefined) {
    response.writeHead(404).end(`no vendor has ${path}\n`);
    return;
  }
  const model = dialect.modelOf({ path, body });
  const seen: SeenRequest = { path, model, headers: request.headers, body, abandoned: false };
  requests.push(seen);
  response.once('close', () => {
    seen.abandoned = !response.writableEnded;
  });
  const turn = asked.get(model) ?? 0;
  asked.set(model, turn + 1);
  const names = model.split('-then-');
  const behaviour = BEHAVIOURS[names[Math.min(turn, names.length - 1)] ?? ''] ?? BEHAVIOURS.answer;
  await behaviour?.(response, dialect, dialect.streams({ path, body }));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
