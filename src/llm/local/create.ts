/** A local model by name, with the cache of answers around it. */
import { statSync } from 'node:fs';
import { withCache } from '../cache.ts';
import type { ModelEnvironment } from '../environment.ts';
import type { Model } from '../model.ts';
import { optionsFor } from '../settings.ts';
import { localModel } from './local-model.ts';
import { parseLocalName } from './name.ts';
import { RUNTIME_VERSION } from './runtime.ts';

/** Throws `ModelError` where a file is missing; whether the runtime is there shows at the first request. */
export function createLocalModel(name: string, { settings, cache, variables }: ModelEnvironment): Model {
  const files = parseLocalName(name, variables);
  const { temperature = 0, maxTokens, topP, seed, threads, contextSize } = optionsFor(settings, name);
  const options = { temperature, maxTokens, topP, seed };
  const parallel = settings.vendors?.local?.concurrency;
  const model = localModel(files, { ...options, threads, contextSize, parallel, variables });
  if (cache === undefined) return model;
  const identity = [files.base, ...files.adapters].map((path) => [statSync(path).size, statSync(path).mtimeMs]);
  const applies = (asked: number | null | undefined) => settings.cache === 'on' || (asked ?? temperature ?? 0) === 0;
  return withCache(model, {
    cache,
    settings: { options, identity, runtime: RUNTIME_VERSION },
    applies: (request) => applies(request.temperature),
  });
}
