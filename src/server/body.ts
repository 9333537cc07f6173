/** The body of a request as JSON of a known shape. The content type is not looked at: there is only one that it can be. */

import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { problem } from './problem.ts';

/** Throws a problem of status 400 that names the field. `whenEmpty` stands for a body that is not there. */
export async function bodyOf<S extends z.ZodType>(c: Context, schema: S, whenEmpty?: unknown): Promise<z.output<S>> {
  const text = await c.req.text();
  const checked = schema.safeParse(text === '' && whenEmpty !== undefined ? whenEmpty : jsonOf(text));
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  const field = fieldOf(issue?.path ?? []);
  const at = field === '' ? 'the body' : field;
  throw problem(400, { code: 'bad-request', message: `${at}: ${issue?.message ?? 'not as expected'}`, field });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = text === '' ? 'it is empty' : (error as Error).message.slice(0, 200);
    throw problem(400, { code: 'not-json', message: `the body is not JSON: ${why}` });
  }
}

/** `items[3].files` */
function fieldOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`),
    '',
  );
}
