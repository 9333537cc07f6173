/** The executable with which the engines with a real core work: `terraform` or `tofu`. */

import { EnvironmentFailure } from '../../environment-failure.ts';
import { onPath } from '../../sandbox/on-path.ts';
import { runLimited } from '../../sandbox/run-limited.ts';

export interface CoreExecutable {
  readonly path: string;
  readonly product: 'terraform' | 'tofu';
  readonly version: string;
}

/** The one that was asked for, else `terraform` on the search path, else `tofu`. Throws EnvironmentFailure where there is none. */
export async function findCore(wanted: string | undefined): Promise<CoreExecutable> {
  const path = wanted === undefined ? (onPath('terraform') ?? onPath('tofu')) : onPath(wanted);
  if (path === undefined) {
    throw new EnvironmentFailure(
      wanted === undefined
        ? 'neither terraform nor tofu is on the search path; install one of them or name it with --terraform PATH'
        : `there is no executable ${wanted}; --terraform takes the path of terraform or tofu`,
    );
  }
  const outcome = await runLimited([path, 'version', '-json'], {
    folder: '/',
    environment: {
      PATH: '/usr/bin:/bin',
      HOME: '/nonexistent',
      CHECKPOINT_DISABLE: '1',
      TF_CLI_CONFIG_FILE: '/dev/null',
    },
    timeoutMs: 20_000,
    network: false,
  });
  const version = outcome.kind === 'ended' ? /"terraform_version":\s*"([^"]+)"/.exec(outcome.output)?.[1] : undefined;
  if (version === undefined) throw new EnvironmentFailure(`${path} does not answer "version -json" as terraform does`);
  const product = /tofu/i.test(path) || /opentofu/i.test(outcome.output) ? 'tofu' : 'terraform';
  return { path, product, version };
}
