import { commonSettings, keyFrom, type Vendor, withPath } from './vendor.ts';

/** Models that only the newer interface serves. */
const RESPONSES_ONLY = /-pro\b|codex|deep-research|computer-use/;

/** `openai/MODEL`: chat completions, which know seeds and stop texts; responses where the model has nothing else. */
export const openai: Vendor = {
  name: 'openai',
  prepare(id, options, variables) {
    const apiKey = keyFrom(['OPENAI_API_KEY'], `openai/${id}`, options, variables);
    const place = withPath(options.baseUrl ?? (variables.OPENAI_BASE_URL || 'https://api.openai.com'), '/v1');
    const api = options.api ?? (RESPONSES_ONLY.test(id) ? 'responses' : 'chat');
    return {
      place: `${place} ${api}`,
      async load() {
        const { createOpenAI } = await import('@ai-sdk/openai');
        return createOpenAI({ ...commonSettings(place, options), apiKey })[api](id);
      },
      // Nothing is to be kept at the vendor's.
      vendorOptions: () => (api === 'responses' ? { openai: { store: false } } : {}),
    };
  },
};
