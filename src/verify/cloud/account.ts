/** The user's own cloud: executables get the variables by which the clouds' tools are told of credentials, and nothing else. */
import type { Cloud, Clouds } from './cloud.ts';
import { signOf } from './signs.ts';

const ALLOWED = /^(AWS_|ARM_|AZURE_|GOOGLE_|GCLOUD_|CLOUDSDK_|KUBE_|KUBECONFIG$|HTTPS?_PROXY$|NO_PROXY$|SSL_CERT_)/;

export function accountCloud(): Clouds {
  return {
    network: true,
    lasting: true,
    open: async (region): Promise<Cloud> => ({
      environment: { ...userEnvironment(), ...(region !== undefined && missingRegion(region)) },
      endpoint: process.env.AWS_ENDPOINT_URL,
      denying: undefined,
      blame: async (problems) => signOf(problems, 'account'),
      release: async () => {},
    }),
    close: async () => {},
  };
}

/** The AWS provider fails when it is configured a second time with `AWS_CA_BUNDLE`; Go's own variable says the same. */
export function userEnvironment(): Record<string, string> {
  const allowed = Object.entries(process.env).filter(([name, value]) => ALLOWED.test(name) && value !== undefined);
  const { AWS_CA_BUNDLE: bundle, ...rest } = Object.fromEntries(allowed) as Record<string, string>;
  return { ...(bundle !== undefined && { SSL_CERT_FILE: bundle }), ...rest };
}

function missingRegion(region: string): Record<string, string> {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  return AWS_REGION === undefined && AWS_DEFAULT_REGION === undefined ? { AWS_REGION: region } : {};
}
