/** The scripts of one run's author, ready to be run in its folder. */
import { join } from 'node:path';
import { cleanupBeside, runScript } from '../../check/script.ts';
import { type Cloud, DEFAULT_REGION } from '../../cloud/cloud.ts';
import { AWS } from '../../cloud/overrides.ts';
import { EnvironmentFailure } from '../../environment-failure.ts';
import type { TimeLimits, VerifyRequest } from '../../request.ts';
import type { LimitedOutcome } from '../../sandbox/run-limited.ts';
import type { StageDetail } from '../../verdict.ts';
import type { CheckFiles } from './life-cycle.ts';
import type { Workspace } from './workspace.ts';

interface Place {
  readonly workspace: Workspace;
  readonly cloud: Cloud | undefined;
  readonly limits: TimeLimits;
}

/** Where nothing listens: a script that wants AWS and has none of its own must not find the user's. */
const NOWHERE = 'http://127.0.0.1:9';

export function authorScripts({ scripts = {}, region }: VerifyRequest, { workspace, cloud, limits }: Place) {
  const cleanup = scripts.cleanup ?? cleanupBeside(scripts.setup);
  const run = (name: 'setup' | 'check' | 'cleanup', script: string, more: Readonly<Record<string, string>> = {}) =>
    runScript(name, script, {
      folder: workspace.folder,
      scratch: join(workspace.root, 'scripts'),
      environment: { ...cloudEnvironment(cloud, region), WORK_DIR: workspace.folder, ...more },
      timeoutMs: name === 'check' ? limits.check : limits.setup,
    });
  let wasSetUp = false;
  return {
    /** Throws EnvironmentFailure: where the ground cannot be laid, nothing can be said of what was to stand on it. */
    setup: async (): Promise<void> => {
      if (scripts.setup === undefined) return;
      wasSetUp = true;
      const problem = complaintOf('setup', await run('setup', scripts.setup));
      if (problem !== undefined) throw new EnvironmentFailure(problem);
    },
    /** Undefined where there is none. */
    check: (providers: NonNullable<StageDetail['providers']>) => {
      const { check } = scripts;
      if (check === undefined) return undefined;
      return async ({ outputs, state }: CheckFiles): Promise<LimitedOutcome> => {
        if (providers[AWS]?.served_by === 'pack')
          throw new EnvironmentFailure(
            'there is no executable of hashicorp/aws, so nothing was made that a script could look at',
          );
        return run('check', check, { TERRASMITH_OUTPUTS: outputs, TERRASMITH_STATE: state });
      };
    },
    /** Never throws: what went wrong is told. */
    cleanup: async (): Promise<StageDetail> => {
      if (cleanup === undefined || (scripts.setup !== undefined && !wasSetUp)) return {};
      try {
        const problem = complaintOf('cleanup', await run('cleanup', cleanup));
        return problem === undefined ? {} : { cleanup_error: problem };
      } catch (error) {
        return { cleanup_error: (error as Error).message };
      }
    },
  };
}

function complaintOf(name: string, outcome: LimitedOutcome): string | undefined {
  if (outcome.kind === 'stopped') return `the ${name} script was stopped: ${outcome.reason}`;
  if (outcome.code === 0) return undefined;
  const said = `${outcome.output}\n${outcome.complaint}`.trim().split('\n').slice(-3).join(' | ');
  return `the ${name} script ended with exit code ${outcome.code}: ${said.slice(0, 600)}`;
}

/** What the executables see; proxies that refuse are left out, for scripts come from the author. */
function cloudEnvironment(cloud: Cloud | undefined, region: string | undefined): Record<string, string> {
  if (cloud === undefined) {
    const place = region ?? DEFAULT_REGION;
    return {
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL: NOWHERE,
      AWS_DEFAULT_REGION: place,
      AWS_REGION: place,
    };
  }
  const { HTTP_PROXY: _http, HTTPS_PROXY: _https, GOGC: _gogc, ...rest } = cloud.environment;
  const place = region ?? rest.AWS_DEFAULT_REGION ?? rest.AWS_REGION ?? DEFAULT_REGION;
  const proxies = cloud.denying === undefined ? { HTTP_PROXY: _http, HTTPS_PROXY: _https } : {};
  const given = Object.entries({ ...rest, ...proxies }).filter(([, value]) => value !== undefined);
  return { ...(Object.fromEntries(given) as Record<string, string>), AWS_DEFAULT_REGION: place, AWS_REGION: place };
}
