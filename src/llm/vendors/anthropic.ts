import { commonSettings, keyFrom, type Vendor, withPath } from './vendor.ts';

/** `anthropic/MODEL`: Anthropic's messages. */
export const anthropic: Vendor = {
  name: 'anthropic',
  prepare(id, options, variables) {
    const apiKey = keyFrom(['ANTHROPIC_API_KEY'], `anthropic/${id}`, options, variables);
    const place = withPath(options.baseUrl ?? (variables.ANTHROPIC_BASE_URL || 'https://api.anthropic.com'), '/v1');
    return {
      place,
      async load() {
        const { createAnthropic } = await import('@ai-sdk/anthropic');
        return createAnthropic({ ...commonSettings(place, options), apiKey })(id);
      },
    };
  },
};
