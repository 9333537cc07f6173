/** What is to be verified, and how. */

import type { Limits } from '../source/index.ts';
import type { LintOptions } from './lint/index.ts';
import type { SecurityOptions } from './security/index.ts';
import type { EngineName } from './verdict.ts';

/** File contents by path relative to the configuration's folder; sub-folders hold modules. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface VerifyRequest {
  readonly id: string;
  readonly files: Files;
  /** Rego text, judged over the plan. */
  readonly policy?: string | undefined;
  /** Expected number of planned instances by resource type; grades the plan stage. */
  readonly expectedResources?: Readonly<Record<string, number>> | undefined;
  /** Whether the task asks for managed resources; default: true. */
  readonly resourcesWanted?: boolean | undefined;
  /** Scripts of the data set's author, which are trusted: each a path or the text itself. Only engines with a real core run them. */
  readonly scripts?: Scripts | undefined;
  /** False: not applied, whatever the options say. */
  readonly apply?: boolean | undefined;
  /** Where the cloud's resources are made if nothing in the configuration says so. */
  readonly region?: string | undefined;
}

export interface Scripts {
  /** Runs in the folder before init. */
  readonly setup?: string | undefined;
  /** Judges what was applied. */
  readonly check?: string | undefined;
  /** Runs after everything else; default: the `cleanup` beside the setup script. */
  readonly cleanup?: string | undefined;
}

export interface AvailableProvider {
  /** Such as `registry.terraform.io/hashicorp/aws`. */
  readonly address: string;
  readonly version: string;
}

export type CloudName = 'absent' | 'assumed' | 'moto';
export const CLOUDS: readonly CloudName[] = ['absent', 'assumed', 'moto'];

export interface VerifyOptions {
  /** Default: `static`. */
  readonly engine?: EngineName | undefined;
  /** The only providers that exist (a closed mirror). Default: every bundled pack in its newest version. */
  readonly providers?: readonly AvailableProvider[] | undefined;
  /**
   * `absent`: reading a data source that needs the cloud fails at plan, as it does without credentials; `assumed`
   * (default): its result is unknown; the real engine takes it for the user's own cloud. `moto`: the real engine starts moto servers.
   */
  readonly cloud?: CloudName | undefined;
  /** The real engine: what answers as AWS does, such as LocalStack at `http://127.0.0.1:4566`. */
  readonly endpoint?: string | undefined;
  /** Adds the plan, in the form of `terraform show -json`, to the verdict. */
  readonly planJson?: boolean | undefined;
  /** Where provider executables are, for the engines that use them. Default: where Terraform looks. */
  readonly pluginDirectory?: string | undefined;
  /** Bounds other than the defaults; they hold for the whole process. */
  readonly limits?: Partial<Limits> | undefined;
  /** With a real core: apply the plan, plan again, destroy. */
  readonly apply?: boolean | undefined;
  /** With `apply`: the file that keeps the state; then nothing is destroyed. */
  readonly keepState?: string | undefined;
  /** With a real core: the file with the state of what is there already, which the plan changes. It is not written to. */
  readonly state?: string | undefined;
  /** The executable of the engines with a real core. Default: `terraform`, else `tofu`, on the search path. */
  readonly terraform?: string | undefined;
  /** Lets provisioners and data sources run programs, which are otherwise refused. */
  readonly allowExec?: boolean | undefined;
  /** The real engine: Terraform starts the executables itself, with nothing between. */
  readonly plain?: boolean | undefined;
  /** Milliseconds for each stage of the engines with a real core. */
  readonly timeLimits?: Partial<TimeLimits> | undefined;
  /** Values of root variables as HCL expressions or literal text, by name; as `-var` gives them. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
  /** Adds what the rules of good practice find to the verdict; their findings fail no stage. */
  readonly lint?: LintOptions | undefined;
  /** Adds what the security checks find in the plan to the verdict; their findings fail no stage. */
  readonly security?: SecurityOptions | undefined;
}

/** Milliseconds; the second plan counts as a plan, destroying as applying, tidying up as setting up. */
export interface TimeLimits {
  readonly setup: number;
  readonly init: number;
  readonly validate: number;
  readonly plan: number;
  readonly apply: number;
  readonly check: number;
}

export const TIME_LIMITS: TimeLimits = {
  setup: 300_000,
  init: 120_000,
  validate: 120_000,
  plan: 300_000,
  apply: 600_000,
  check: 300_000,
};

/** Providers as `--providers` writes them: `hashicorp/aws=5.90.0,hashicorp/random=3.6.0`. */
export function parseProviderList(text: string): { providers: AvailableProvider[] } | { error: string } {
  const providers: AvailableProvider[] = [];
  for (const item of text.split(',').filter((part) => part.trim() !== '')) {
    const match = /^\s*(?:([\w.-]+)\/)?([\w-]+)\/([\w-]+)=(\d+\.\d+\.\d+[\w.+-]*)\s*$/.exec(item);
    if (match === null) return { error: `"${item.trim()}" is not of the form hashicorp/aws=5.90.0` };
    const [, host = 'registry.terraform.io', namespace, name, version] = match;
    providers.push({ address: `${host}/${namespace}/${name}`, version: version as string });
  }
  return providers.length > 0 ? { providers } : { error: 'name at least one provider, such as hashicorp/aws=5.90.0' };
}
