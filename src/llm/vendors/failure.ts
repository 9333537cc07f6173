/** What went wrong at a vendor, as a `ModelError` that says whether asking again may help, and when. */
import { APICallError } from '@ai-sdk/provider';
import { ModelError } from '../model.ts';

const RETRYABLE = new Set([408, 409, 425, 429]);
/** Refusals with status 429 that no waiting ends. */
const EXHAUSTED = /insufficient_quota|billing|credit balance/i;

export function asModelError(error: unknown, name: string): ModelError {
  if (error instanceof ModelError) return error;
  if (APICallError.isInstance(error)) return fromResponse(error, name);
  const message = error instanceof Error ? describe(error) : textOf(error);
  return new ModelError(`${name}: ${message}`, { retryable: true, cause: error });
}

function fromResponse(error: APICallError, name: string): ModelError {
  const { statusCode: status, responseHeaders = {} } = error;
  if (status === undefined) return new ModelError(`${name}: ${describe(error)}`, { retryable: true, cause: error });
  const hopeless = EXHAUSTED.test(error.responseBody ?? '');
  const message = `${name} answered ${status}: ${oneLine(error.message)}${adviceFor(status)}`;
  return new ModelError(message, {
    // A status of success with a body that cannot be read is a hiccup of something in between.
    retryable: !hopeless && (RETRYABLE.has(status) || status >= 500 || status < 300),
    cause: error,
    status,
    retryAfterMs: retryAfter(responseHeaders, Date.now()),
  });
}

function adviceFor(status: number): string {
  if (status === 401 || status === 403) return ' (is the key right, and may it use this model?)';
  return status === 404 ? ' (is the name of the model right?)' : '';
}

/** `retry-after-ms`, or `retry-after` in seconds or as a date. */
export function retryAfter(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const ms = Number.parseFloat(headers['retry-after-ms'] ?? '');
  if (ms >= 0) return ms;
  const text = headers['retry-after'];
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (text.trim() !== '' && seconds >= 0) return seconds * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** The message of an error and of what caused it: "fetch failed" alone says nothing. */
function describe(error: Error): string {
  const cause = error.cause instanceof Error ? error.cause : undefined;
  const deeper = cause === undefined || error.message.includes(cause.message) ? '' : `: ${cause.message}`;
  return oneLine(`${error.message}${deeper}`);
}

function textOf(error: unknown): string {
  const message = typeof error === 'object' && error !== null ? (error as { message?: unknown }).message : error;
  return oneLine(typeof message === 'string' ? message : JSON.stringify(error));
}

const LONGEST = 500;
const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST);
