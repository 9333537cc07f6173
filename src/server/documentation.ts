/** What the OpenAPI document says of every route alike. */
import type { z } from '@hono/zod-openapi';
import { problemSchema } from './problem.ts';

export const jsonBody = <S extends z.ZodType>(schema: S) => ({
  body: { required: true, content: { 'application/json': { schema } } },
});

export const jsonResponse = <S extends z.ZodType>(description: string, schema: S) => ({
  description,
  content: { 'application/json': { schema } },
});

const retryLater = { 'Retry-After': { description: 'Seconds.', schema: { type: 'integer' as const } } };

/** How a request that asks for work may be refused. */
export const PROBLEMS = {
  400: jsonResponse('The body is not as expected; the message names the field', problemSchema),
  401: jsonResponse('The bearer token is missing or wrong', problemSchema),
  413: jsonResponse('Too large a body, or too many items', problemSchema),
  429: { ...jsonResponse('Too much is waiting; try again later', problemSchema), headers: retryLater },
  503: { ...jsonResponse('The server is about to stop', problemSchema), headers: retryLater },
} as const;
