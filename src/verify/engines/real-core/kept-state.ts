/** A state that was kept of another run, and what it needs that the configuration may not name any more. */
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ResourceMode } from '../../../provider/index.ts';
import { EnvironmentFailure } from '../../environment-failure.ts';
import type { Workspace } from './workspace.ts';

export interface StateNames {
  readonly providers: ReadonlySet<string>;
  readonly types: readonly { readonly mode: ResourceMode; readonly type: string }[];
}

interface StateFile {
  readonly resources?: readonly {
    readonly mode?: ResourceMode;
    readonly type?: string;
    /** `provider["registry.terraform.io/hashicorp/aws"].alias`, within a module perhaps. */
    readonly provider?: string;
  }[];
}

/** Lays the state into the run's folder. Throws EnvironmentFailure where it cannot be read. */
export function beginWith(state: string, { folder }: Workspace): StateNames {
  try {
    const { resources = [] } = JSON.parse(readFileSync(state, 'utf8')) as StateFile;
    copyFileSync(state, join(folder, 'terraform.tfstate'));
    return {
      providers: new Set(resources.flatMap(({ provider }) => /provider\["([^"]+)"\]/.exec(provider ?? '')?.[1] ?? [])),
      types: resources.flatMap(({ mode, type }) => (mode === undefined || type === undefined ? [] : [{ mode, type }])),
    };
  } catch (error) {
    throw new EnvironmentFailure(`the state ${state} cannot be read: ${(error as Error).message}`);
  }
}
