/** What stands before every route: who may ask, how much may be sent, and the books. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ServerContext } from './context.ts';
import { problemResponse } from './problem.ts';

/** Asked without a token too: nothing of the work is to be seen there. */
const OPEN_PATHS = new Set(['/health', '/openapi.json']);

export function checkToken({ token }: ServerContext): MiddlewareHandler {
  if (token === undefined) return (_, next) => next();
  const expected = digest(`Bearer ${token}`);
  return async (c, next) => {
    const given = digest(c.req.header('authorization') ?? '');
    if (OPEN_PATHS.has(c.req.path) || timingSafeEqual(given, expected)) return next();
    const message = 'send the header "Authorization: Bearer TOKEN" with the token that the server was started with';
    return problemResponse(401, { code: 'unauthorized', message });
  };
}

const digest = (text: string) => createHash('sha256').update(text).digest();

export function limitBody({ limits }: ServerContext): MiddlewareHandler {
  const message = `the body is larger than ${limits.bodyBytes} bytes: send fewer items at once`;
  return bodyLimit({ maxSize: limits.bodyBytes, onError: () => problemResponse(413, { code: 'too-large', message }) });
}

export function keepBooks({ metrics }: ServerContext): MiddlewareHandler {
  return async (c, next) => {
    const started = performance.now();
    await next();
    metrics.observe('terrasmith_request_seconds', (performance.now() - started) / 1000);
    // Only paths that exist: a label for whatever anybody asks for would grow without end.
    const path = c.res.status === 404 ? 'unknown' : c.req.path;
    metrics.count('terrasmith_requests_total', `path="${path}",status="${c.res.status}"`);
  };
}
