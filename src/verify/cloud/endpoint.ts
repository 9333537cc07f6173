/** An endpoint that answers as AWS does, such as LocalStack: the user's, so it is neither started nor emptied by us. */
import { type DenyingCloud, startDenyingCloud } from '../../provider/index.ts';
import { EnvironmentFailure } from '../environment-failure.ts';
import { type Clouds, DEFAULT_REGION } from './cloud.ts';
import { signOf } from './signs.ts';

const ANSWER_LIMIT_MS = 10_000;

/** Throws RangeError where the text is no URL. */
export function endpointClouds(text: string): Clouds {
  const endpoint = endpointUrl(text);
  let denying: Promise<DenyingCloud> | undefined;
  return {
    network: false,
    lasting: true,
    open: async (region) => {
      await mustAnswer(endpoint);
      denying ??= startDenyingCloud();
      const { url } = await denying;
      return {
        environment: endpointEnvironment(endpoint, url, region),
        endpoint,
        denying: url,
        blame: async (problems) => (await silence(endpoint)) ?? signOf(problems, 'stand-in'),
        release: async () => {},
      };
    },
    close: async () => (await denying)?.close(),
  };
}

export function endpointUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new RangeError(`an endpoint is a URL such as http://127.0.0.1:4566, not "${text}"`);
  return text.replace(/\/+$/, '');
}

/**
 * Credentials of the user where they are set, else ones that stand-ins take; few retries, so that an endpoint that is gone is
 * noticed; everything that is not the endpoint's is sent to a proxy that refuses.
 */
export function endpointEnvironment(
  endpoint: string,
  denying: string,
  region: string | undefined,
): Record<string, string> {
  const host = new URL(endpoint).hostname;
  const place = region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? DEFAULT_REGION;
  return {
    AWS_ACCESS_KEY_ID: process.env.AWS_ACCESS_KEY_ID ?? 'test',
    AWS_SECRET_ACCESS_KEY: process.env.AWS_SECRET_ACCESS_KEY ?? 'test',
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: place,
    AWS_DEFAULT_REGION: place,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '4',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    CHECKPOINT_DISABLE: '1',
    HTTP_PROXY: denying,
    HTTPS_PROXY: denying,
    NO_PROXY: `127.0.0.1,localhost,${host}`,
    GOGC: '200',
  };
}

async function mustAnswer(endpoint: string): Promise<void> {
  const problem = await silence(endpoint);
  if (problem !== undefined) throw new EnvironmentFailure(problem);
}

/** Any answer will do. */
async function silence(endpoint: string): Promise<string | undefined> {
  try {
    const response = await fetch(endpoint, { signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
    await response.body?.cancel();
    return undefined;
  } catch (error) {
    const cause = (error as Error).cause;
    return `nothing answers at ${endpoint}: ${cause instanceof Error ? cause.message : (error as Error).message}`;
  }
}
