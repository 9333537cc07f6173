import { ModelError } from '../model.ts';
import type { ModelOptions } from '../settings.ts';
import type { Variables, Vendor } from './vendor.ts';

/** `bedrock/MODEL`: Amazon Bedrock's converse interface, with a bearer token or with AWS credentials from the environment. */
export const bedrock: Vendor = {
  name: 'bedrock',
  prepare(id, options, variables) {
    const region = options.region ?? variables.AWS_REGION ?? variables.AWS_DEFAULT_REGION;
    if (region === undefined) throw missing(id, 'a region: set the environment variable AWS_REGION');
    const credentials = credentialsFrom(id, options, variables);
    const place = options.baseUrl?.replace(/\/+$/, '') ?? `https://bedrock-runtime.${region}.amazonaws.com`;
    const { headers, body } = options;
    return {
      place,
      async load() {
        const { createAmazonBedrock } = await import('@ai-sdk/amazon-bedrock');
        const settings = { region, baseURL: place, ...credentials, ...(headers === undefined ? {} : { headers }) };
        return createAmazonBedrock(settings)(id);
      },
      // A request is signed, so fields cannot be added to its body afterwards.
      vendorOptions: () => (body === undefined ? {} : { bedrock: { additionalModelRequestFields: body as never } }),
    };
  },
};

function credentialsFrom(id: string, { apiKeyEnv }: ModelOptions, variables: Variables) {
  const apiKey = variables[apiKeyEnv ?? 'AWS_BEARER_TOKEN_BEDROCK'];
  if (apiKey) return { apiKey };
  if (apiKeyEnv !== undefined) throw missing(id, `a key: set the environment variable ${apiKeyEnv}`);
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN } = variables;
  if (!accessKeyId || !secretAccessKey) {
    throw missing(
      id,
      'credentials: set the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_BEARER_TOKEN_BEDROCK',
    );
  }
  // An empty key keeps the adapter from looking for a token of its own.
  return {
    accessKeyId,
    secretAccessKey,
    apiKey: '',
    ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
  };
}

const missing = (id: string, what: string) => new ModelError(`bedrock/${id} needs ${what}`, { retryable: false });
