/**
 * What stands behind the provider executables while they run: the user's own account, a stand-in that denies everything, a moto
 * server of ours, or an endpoint that the user names.
 */
import type { Diagnostic } from '../../source/index.ts';
import type { VerifyOptions } from '../request.ts';
import { accountCloud } from './account.ts';
import { deniedClouds } from './denied.ts';
import { endpointClouds } from './endpoint.ts';
import { motoClouds } from './moto-clouds.ts';

/** One run's cloud. */
export interface Cloud {
  /** What executables are given of an environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where AWS is, for executables, override files and scripts; undefined: where it really is. */
  readonly endpoint: string | undefined;
  /** Where refused connections go: what executables get for settings that would lead elsewhere. */
  readonly denying: string | undefined;
  /** Why what was reported is not the configuration's fault; undefined where nothing speaks for that. */
  readonly blame: (problems: readonly Diagnostic[]) => Promise<string | undefined>;
  /** For one command: aborted, with the reason, as soon as it asks for what can never be had here. */
  readonly hopeless?: () => AbortSignal;
  /** The run is over: what it made may be forgotten. */
  readonly release: () => Promise<void>;
}

export interface Clouds {
  /** Whether Terraform itself may need the network. */
  readonly network: boolean;
  /** Whether what is made stays if it is not destroyed. */
  readonly lasting: boolean;
  /** For the length of one run. Throws EnvironmentFailure where there is no such cloud. */
  readonly open: (region: string | undefined) => Promise<Cloud>;
  readonly close: () => Promise<void>;
}

export function cloudsFor({ cloud, endpoint }: VerifyOptions): Clouds {
  if (endpoint !== undefined) return endpointClouds(endpoint);
  switch (cloud) {
    case 'moto':
      return motoClouds();
    case 'absent':
      return deniedClouds();
    default:
      return accountCloud();
  }
}

/** Where nothing is said, where most tools assume one to be. */
export const DEFAULT_REGION = 'us-east-1';
