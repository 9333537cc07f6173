/** No cloud: every call is answered on the loopback interface as AWS answers credentials that it does not know. */
import { type DenyingCloud, offlineEnvironment, startDenyingCloud } from '../../provider/index.ts';
import type { Clouds } from './cloud.ts';

export function deniedClouds(): Clouds {
  let denying: Promise<DenyingCloud> | undefined;
  return {
    network: false,
    lasting: false,
    open: async (region) => {
      denying ??= startDenyingCloud();
      const { url } = await denying;
      return {
        environment: { ...offlineEnvironment(url), ...(region !== undefined && { AWS_REGION: region }) },
        endpoint: undefined,
        denying: url,
        blame: async () => undefined,
        release: async () => {},
      };
    },
    close: async () => (await denying)?.close(),
  };
}
