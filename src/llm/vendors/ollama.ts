import type { JSONValue } from '@ai-sdk/provider';
import { commonSettings, type Settled, type Vendor, withPath } from './vendor.ts';

/** `ollama/MODEL`: a model that Ollama serves, on this machine unless OLLAMA_HOST says otherwise. */
export const ollama: Vendor = {
  name: 'ollama',
  prepare(id, options, variables) {
    const place = options.baseUrl ?? placeOf(variables.OLLAMA_HOST || '127.0.0.1:11434');
    const address = withPath(place, '/api');
    return {
      place: address,
      async load() {
        const { createOllama } = await import('ollama-ai-provider-v2');
        return createOllama(commonSettings(address, options))(id);
      },
      vendorOptions: (request) => ({ ollama: { options: samplingOf(request) } }),
    };
  },
};

/** The adapter sends these beside `options`, where Ollama does not look. */
function samplingOf({ temperature, maxTokens, seed, topP, stop }: Settled): Record<string, JSONValue> {
  const options = { temperature, num_predict: maxTokens, seed, top_p: topP, stop: stop && [...stop] };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value != null)) as Record<string, JSONValue>;
}

/** Ollama takes `host`, `host:port` and addresses alike. */
function placeOf(host: string): string {
  if (/^https?:/.test(host)) return host;
  return `http://${host.includes(':') ? host : `${host}:11434`}`;
}
