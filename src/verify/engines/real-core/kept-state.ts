/** A state that was kept of another run, and what it needs that the configuration may not name any more. */
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
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

const TRIES = 100;
const WAIT_MS = 20;

/**
 * The state's text. Terraform empties the file before it writes it anew, so what is read in between is no JSON: it is read again for two
 * seconds at most, and then what stood there before, which Terraform keeps beside it.
 */
export function wholeState(path: string): string {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let tried = 0; tried < TRIES; tried++) {
    const text = readFileSync(path, 'utf8');
    if (isJson(text)) return text;
    Atomics.wait(pause, 0, 0, WAIT_MS);
  }
  const backup = `${path}.backup`;
  return readFileSync(existsSync(backup) ? backup : path, 'utf8');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
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
