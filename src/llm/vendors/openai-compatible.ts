import { ModelError } from '../model.ts';
import { commonSettings, keyFrom, type Vendor, withPath } from './vendor.ts';

const NAME = 'openai-compatible';
const KEY = 'OPENAI_COMPATIBLE_API_KEY';

/** `openai-compatible/MODEL@URL`: any server that speaks OpenAI's chat completions, such as vLLM, llama.cpp or LM Studio. */
export const openaiCompatible: Vendor = {
  name: NAME,
  prepare(id, options, variables) {
    const [, model, url] = /^(.+?)@(https?:\/\/.+)$/.exec(id) ?? [id, id, options.baseUrl];
    if (model === undefined || url === undefined) {
      throw new ModelError(`${NAME}/${id} does not say where: write ${NAME}/${id}@http://HOST:PORT/v1`, {
        retryable: false,
      });
    }
    const place = withPath(url, '/v1');
    const needed = options.apiKeyEnv !== undefined;
    const apiKey = needed ? keyFrom([], `${NAME}/${id}`, options, variables) : variables[KEY];
    return {
      place,
      grammars: true,
      async load() {
        const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
        const settings = { ...commonSettings(place, options), name: NAME, includeUsage: true };
        const structured = { supportsStructuredOutputs: true, ...(apiKey ? { apiKey } : {}) };
        return createOpenAICompatible({ ...settings, ...structured })(model);
      },
      // llama.cpp's server reads `grammar`; fields that other servers want go into `body` of the options.
      vendorOptions: ({ grammar }) => (grammar === undefined ? {} : { [NAME]: { grammar } }),
    };
  },
};
