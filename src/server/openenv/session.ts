/** One WebSocket's conversation in OpenEnv's protocol: `{type, data}` in, `{type, data}` out, one answer for each message. */

import type { z } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import type { ServerContext } from '../context.ts';
import { actionSchema, createEpisode, resetSchema } from './episode.ts';

type ErrorCode = 'INVALID_JSON' | 'UNKNOWN_TYPE' | 'VALIDATION_ERROR' | 'EXECUTION_ERROR';

export interface Session {
  /** The answer to a message, as text; undefined where the client ends the session. Never rejects. */
  readonly receive: (text: string) => Promise<string | undefined>;
}

export function createSession(context: ServerContext): Session {
  const episode = createEpisode(context);
  let before: Promise<unknown> = Promise.resolve();
  const answer = async (text: string): Promise<string | undefined> => {
    const message = messageIn(text);
    if (message === undefined) return errorText('INVALID_JSON', 'expected a JSON object {"type", "data"}');
    switch (message.type) {
      case 'reset':
        return checked(resetSchema, message.data ?? {}, (request) => said('observation', episode.reset(request)));
      case 'step':
        return checked(actionSchema, message.data, async (action) => said('observation', await episode.step(action)));
      case 'state':
        return said('state', episode.state());
      case 'close':
        return undefined;
      default:
        return errorText(
          'UNKNOWN_TYPE',
          `expected type reset, step, state or close, not ${JSON.stringify(message.type)}`,
        );
    }
  };
  return {
    // One after the other, for the answers carry nothing that says which message they belong to.
    receive: (text) => {
      const next = before
        .then(() => answer(text))
        .catch((error: unknown) => errorText('EXECUTION_ERROR', messageOf(error)));
      before = next;
      return next;
    },
  };
}

async function checked<S extends z.ZodType>(
  schema: S,
  data: unknown,
  use: (value: z.output<S>) => string | Promise<string>,
): Promise<string> {
  const result = schema.safeParse(data);
  if (result.success) return use(result.data);
  const [issue] = result.error.issues;
  return errorText('VALIDATION_ERROR', `${issue?.path.join('.') || 'data'}: ${issue?.message}`);
}

function messageIn(text: string): { type?: unknown; data?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const said = (type: 'observation' | 'state', data: unknown) => JSON.stringify({ type, data });
const errorText = (code: ErrorCode, message: string) => JSON.stringify({ type: 'error', data: { message, code } });
const messageOf = (error: unknown) =>
  error instanceof HTTPException || error instanceof Error ? error.message : String(error);
