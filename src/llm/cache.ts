/**
 * Answers on the disk, one file each, named by the hash of all that the answer depends on. A file appears whole or not
 * at all (written beside, then renamed), so any number of processes may share a folder and be killed at any moment; what
 * cannot be read counts as absent.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Completion, type CompletionRequest, type Model, ModelError } from './model.ts';

export interface ResponseCache {
  read(key: string): Promise<Completion | undefined>;
  /** Throws `ModelError` where the folder cannot be written. */
  write(key: string, completion: Completion): Promise<void>;
}

const FORMAT = 'response/1';

export function createResponseCache(directory: string): ResponseCache {
  const placeOf = (key: string) => join(directory, key.slice(0, 2), `${key}.json`);
  return {
    async read(key) {
      try {
        return parseEntry(await readFile(placeOf(key), 'utf8'), key);
      } catch {
        return undefined;
      }
    },
    async write(key, completion) {
      const place = placeOf(key);
      const temporary = `${place}.${randomUUID()}.tmp`;
      try {
        await mkdir(dirname(place), { recursive: true });
        await writeFile(temporary, `${JSON.stringify({ format: FORMAT, key, completion })}\n`);
        await rename(temporary, place);
      } catch (cause) {
        await rm(temporary, { force: true }).catch(() => {});
        const why = `the cache in ${directory} cannot be written: ${(cause as Error).message}`;
        throw new ModelError(`${why}; --cache-dir names another folder, --cache off does without`, {
          retryable: false,
          cause,
        });
      }
    },
  };
}

function parseEntry(text: string, key: string): Completion | undefined {
  const entry = JSON.parse(text) as { format?: unknown; key?: unknown; completion?: Completion };
  return entry.format === FORMAT && entry.key === key ? entry.completion : undefined;
}

export function defaultCacheDirectory(variables: Readonly<Record<string, string | undefined>>): string {
  const base = variables.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(base, 'terrasmith', 'responses');
}

/** The same for equal requests to the same model with the same settings, different for each sample of a task. */
export function requestKey(model: string, settings: unknown, request: CompletionRequest): string {
  const { onText: _, task, ...content } = request;
  const identity = [FORMAT, model, settings, content, task?.sample ?? 0];
  return createHash('sha256').update(canonicalJson(identity)).digest('hex');
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

export interface CacheOptions {
  readonly cache: ResponseCache;
  /** All that answers depend on besides the request: options, the place of the server. */
  readonly settings: unknown;
  /** Whether to keep the answer to the request. */
  readonly applies: (request: CompletionRequest) => boolean;
}

/** The model, which is asked for each answer once. Equal requests at the same time wait for one answer. */
export function withCache(model: Model, { cache, settings, applies }: CacheOptions): Model {
  const coming = new Map<string, Promise<Completion>>();
  const find = async (key: string, request: CompletionRequest, signal?: AbortSignal): Promise<Completion> => {
    const kept = await cache.read(key);
    if (kept !== undefined) return { ...kept, cached: true };
    const completion = await model.complete(request, signal);
    await cache.write(key, completion);
    return completion;
  };
  return {
    ...model,
    async complete(request, signal) {
      if (!applies(request)) return model.complete(request, signal);
      const key = requestKey(model.name, settings, request);
      for (let other = coming.get(key); other !== undefined; other = coming.get(key)) {
        // Where the other request fails, perhaps because it is stopped, this one is made after all.
        const shared = await other.catch(() => undefined);
        if (shared !== undefined) return replayed(shared, request);
      }
      const answer = find(key, request, signal);
      coming.set(key, answer);
      try {
        const completion = await answer;
        return completion.cached ? replayed(completion, request) : completion;
      } finally {
        coming.delete(key);
      }
    },
  };
}

function replayed(completion: Completion, { onText }: CompletionRequest): Completion {
  onText?.(completion.text);
  return { ...completion, cached: true };
}
