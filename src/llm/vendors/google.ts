import { commonSettings, keyFrom, type Vendor, withPath } from './vendor.ts';

const KEYS = ['GOOGLE_GENERATIVE_AI_API_KEY', 'GEMINI_API_KEY', 'GOOGLE_API_KEY'];

/** `google/MODEL`: Gemini. */
export const google: Vendor = {
  name: 'google',
  prepare(id, options, variables) {
    const apiKey = keyFrom(KEYS, `google/${id}`, options, variables);
    const place = withPath(options.baseUrl ?? 'https://generativelanguage.googleapis.com', '/v1beta');
    return {
      place,
      async load() {
        const { createGoogleGenerativeAI } = await import('@ai-sdk/google');
        return createGoogleGenerativeAI({ ...commonSettings(place, options), apiKey })(id);
      },
    };
  },
};
