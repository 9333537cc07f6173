/** What a request is refused with: `{error: {code, message, field?}}`. */

import { z } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

export const problemSchema = z
  .object({ error: z.object({ code: z.string(), message: z.string(), field: z.string().optional() }) })
  .openapi('Problem');

export interface ProblemFacts {
  readonly code: string;
  /** A sentence that says what is wrong and what to do. */
  readonly message: string;
  /** Path inside the body such as `items[3].files`. */
  readonly field?: string | undefined;
  /** Seconds after which to try again. */
  readonly retryAfter?: number;
}

export function problem(status: ContentfulStatusCode, facts: ProblemFacts): HTTPException {
  return new HTTPException(status, { res: problemResponse(status, facts), message: facts.message });
}

export function problemResponse(status: ContentfulStatusCode, { retryAfter, field, ...facts }: ProblemFacts): Response {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter);
  const error = field === undefined || field === '' ? facts : { ...facts, field };
  return new Response(JSON.stringify({ error }), { status, headers });
}
