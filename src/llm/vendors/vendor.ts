/**
 * A vendor is a company or server that serves models. Its file says where its interface is, which key opens it, and how
 * the AI SDK's adapter for it is made; everything else is the same for all of them.
 */
import type { LanguageModelV3, SharedV3ProviderOptions } from '@ai-sdk/provider';
import { type CompletionRequest, ModelError } from '../model.ts';
import type { ModelOptions } from '../settings.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

/** A model whose key and place are known; nothing of the adapter is loaded yet. */
export interface PreparedModel {
  /** What answers depend on besides the request and the options: the address of the interface. */
  readonly place: string;
  load(): Promise<LanguageModelV3>;
  /** Settings that only this vendor knows, given the request with the options of the model filled in. */
  vendorOptions?(request: Settled): SharedV3ProviderOptions;
  /** Whether the vendor can be made to follow a grammar. */
  readonly grammars?: boolean;
}

export type Settled = Omit<CompletionRequest, 'task' | 'onText'>;

export interface Vendor {
  readonly name: string;
  /** Throws `ModelError` where a key or an address is missing: it says which environment variable to set. */
  prepare(id: string, options: ModelOptions, variables: Variables): PreparedModel;
}

/** The first of the variables that is set, or the one that the options name instead. */
export function keyFrom(
  names: readonly string[],
  model: string,
  { apiKeyEnv }: ModelOptions,
  variables: Variables,
): string {
  const candidates = apiKeyEnv === undefined ? names : [apiKeyEnv];
  for (const name of candidates) {
    const key = variables[name]?.trim();
    if (key !== undefined && key !== '') return key;
  }
  const either = candidates.length > 1 ? ` (or ${candidates.slice(1).join(', ')})` : '';
  throw new ModelError(
    `${model} needs a key: set the environment variable ${candidates[0]}${either}; api_key_env in --model-options names another`,
    { retryable: false },
  );
}

/** The address without a slash at its end; one that has no path gets the usual one. */
export function withPath(url: string, path: string): string {
  const trimmed = url.replace(/\/+$/, '');
  return /^https?:\/\/[^/]+$/.test(trimmed) ? `${trimmed}${path}` : trimmed;
}

/** `fetch` that adds fields to the body of each request. */
export function fetchWithBody(fields: Readonly<Record<string, unknown>>): typeof fetch {
  return (input, init) => {
    if (typeof init?.body !== 'string') return fetch(input, init);
    return fetch(input, { ...init, body: JSON.stringify(merged(JSON.parse(init.body), fields)) });
  };
}

/** The second value, with what only the first has in objects that both have. */
function merged(first: unknown, second: unknown): unknown {
  if (!isObject(first) || !isObject(second)) return second;
  const both = Object.entries(second).map(([name, value]) => [name, merged(first[name], value)]);
  return { ...first, ...Object.fromEntries(both) };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What every adapter takes. */
export function commonSettings(place: string, { headers, body }: ModelOptions) {
  return {
    baseURL: place,
    ...(headers === undefined ? {} : { headers }),
    ...(body === undefined ? {} : { fetch: fetchWithBody(body) }),
  };
}
