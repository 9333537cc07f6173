/** The two ways to reach the tools: standard input and output, and HTTP at /mcp. */
import type { createServer } from 'node:http';
import { serve } from '@hono/node-server';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { Hono } from 'hono';
import type { McpContext } from './context.ts';
import { createMcpServer } from './server.ts';

/** Settles when the client has closed its end. */
export async function serveMcpOnStdio(context: McpContext): Promise<void> {
  const transport = new StdioServerTransport();
  const closed = new Promise<void>((resolve) => {
    transport.onclose = resolve;
    process.stdin.once('end', resolve).once('close', resolve);
  });
  const server = createMcpServer(context);
  await server.connect(transport);
  await closed;
  await server.close();
}

export interface McpHttpOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** What requests must carry as a bearer token. */
  readonly token?: string | undefined;
}

/**
 * Every request stands by itself: there are no sessions to keep. A page in a browser that was led here by a name of its own is
 * turned away by the name.
 */
export function createMcpApp(context: McpContext, { host, token }: Omit<McpHttpOptions, 'port'>): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    if (isLocal(host) && !isLocal(hostOf(c.req.header('host') ?? ''))) return c.json({ error: 'unknown host' }, 403);
    const origin = c.req.header('origin');
    if (origin !== undefined && !isLocal(hostOf(origin.replace(/^\w+:\/\//, ''))))
      return c.json({ error: 'unknown origin' }, 403);
    if (token !== undefined && c.req.header('authorization') !== `Bearer ${token}`) {
      return c.json({ error: 'send the header "Authorization: Bearer TOKEN"' }, 401);
    }
    return next();
  });
  app.all('/mcp', async (c) => {
    const transport = new WebStandardStreamableHTTPServerTransport({
      enableJsonResponse: true,
      maxRequestBodySize: MOST_BYTES,
    });
    const server = createMcpServer(context);
    await server.connect(transport);
    return transport.handleRequest(c.req.raw);
  });
  return app;
}

const MOST_BYTES = 32 * 1024 * 1024;

const isLocal = (host: string) => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(host);
const hostOf = (authority: string) => authority.replace(/:\d+$/, '');

/** Rejects where the port cannot be taken. */
export function serveMcpOnHttp(
  context: McpContext,
  options: McpHttpOptions,
): Promise<{ url: string; stop(): Promise<void> }> {
  const { fetch } = createMcpApp(context, options);
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port: options.port, hostname: options.host }, ({ port }) => {
      const name = options.host.includes(':') ? `[${options.host}]` : options.host;
      const stop = () =>
        new Promise<void>((done) => {
          server.close(() => done());
          server.closeAllConnections();
        });
      resolve({ url: `http://${name}:${port}/mcp`, stop });
    }) as ReturnType<typeof createServer>;
    server.once('error', reject);
  });
}
