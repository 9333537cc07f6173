/**
 * Unary gRPC over a unix socket, as much of it as Terraform speaks to a provider: each connection has state of its own, because
 * Terraform opens one for each provider configuration and configures the provider over it.
 */
import { createServer, type ServerHttp2Stream } from 'node:http2';

/** Answers one call; `method` is the path, such as `/tfplugin6.Provider/PlanResourceChange`. Undefined: there is no such method. */
export type Answer = (method: string, request: Uint8Array) => Promise<Uint8Array | undefined>;

export interface Listening {
  readonly close: () => void;
}

const UNIMPLEMENTED = '12';
const INTERNAL = '13';
/** Of one request; Terraform itself sends no more than its states hold. */
const MAXIMUM_REQUEST = 64 << 20;

/** Listens at `socket`; `connected` is asked for the handler of each connection, and told when it ends. */
export function listen(
  socket: string,
  connected: () => { readonly answer: Answer; readonly ended?: () => void },
): Promise<Listening> {
  const server = createServer({ settings: { initialWindowSize: 4 << 20, maxConcurrentStreams: 4096 } });
  const sessions = new Set<{ destroy: () => void }>();
  server.on('session', (session) => {
    const { answer, ended } = connected();
    sessions.add(session);
    session.once('close', () => {
      sessions.delete(session);
      ended?.();
    });
    session.on('error', () => session.destroy());
    session.setLocalWindowSize(16 << 20);
    session.on('stream', (stream: ServerHttp2Stream, headers) => {
      receive(stream, headers[':path'] ?? '', answer);
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, () => {
      server.unref();
      resolve({
        close: () => {
          for (const session of sessions) session.destroy();
          server.close();
        },
      });
    });
  });
}

function receive(stream: ServerHttp2Stream, method: string, answer: Answer): void {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('error', () => stream.destroy());
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAXIMUM_REQUEST) stream.destroy();
    else chunks.push(chunk);
  });
  stream.on('end', () => {
    const framed = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
    // A frame: whether it is compressed, its length, the message.
    answer(method, framed.subarray(5)).then(
      (response) =>
        response === undefined ? refuse(stream, UNIMPLEMENTED, 'no such method') : reply(stream, response),
      (error: unknown) => refuse(stream, INTERNAL, error instanceof Error ? error.message : String(error)),
    );
  });
}

const HEADERS = { ':status': 200, 'content-type': 'application/grpc' } as const;

function reply(stream: ServerHttp2Stream, response: Uint8Array): void {
  if (stream.destroyed) return;
  stream.respond(HEADERS, { waitForTrailers: true });
  stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  const frame = Buffer.allocUnsafe(5 + response.length);
  frame[0] = 0;
  frame.writeUInt32BE(response.length, 1);
  frame.set(response, 5);
  stream.end(frame);
}

function refuse(stream: ServerHttp2Stream, status: string, text: string): void {
  if (stream.destroyed) return;
  stream.respond({ ...HEADERS, 'grpc-status': status, 'grpc-message': encodeURIComponent(text) }, { endStream: true });
}
