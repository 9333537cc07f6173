/**
 * What applying a configuration to an empty state would do. Values keep their unknowns and marks; `plan-json` renders
 * them in the form of `terraform show -json`.
 */
import type { Value } from '../cty/index.ts';
import type { PathStep, ResourceMode, Schema } from '../provider/index.ts';
import type { Configuration } from './configuration/model.ts';

export interface Plan {
  readonly configuration: Configuration;
  /** Root variables as the walk saw them (defaults and conversions applied). */
  readonly variables: ReadonlyMap<string, Value>;
  /** What was given for root variables, before conversion. */
  readonly given: ReadonlyMap<string, Value>;
  readonly changes: readonly ResourceChange[];
  /** Data sources that were read while planning, and what was found to import. */
  readonly reads: readonly DataRead[];
  readonly outputs: ReadonlyMap<string, OutputChange>;
  /** Outputs of called modules that are not null, by module instance. */
  readonly moduleOutputs: readonly { readonly module: InstanceAddress['module']; readonly name: string }[];
  readonly checks: readonly CheckResult[];
  /** Schemas of the resources in `changes` and `reads`, and of all declared ones. */
  readonly schemas: PlanSchemas;
  readonly errored: boolean;
}

export interface PlanSchemas {
  readonly resource: (providerAddress: string, mode: ResourceMode, type: string) => Schema | undefined;
  readonly provider: (providerAddress: string) => Schema | undefined;
}

export type InstanceKey = string | number | undefined;

export interface InstanceAddress {
  /** Calls from the root with their keys: [{name: 'network', key: 0}]. */
  readonly module: readonly { readonly name: string; readonly key: InstanceKey }[];
  readonly mode: ResourceMode;
  readonly type: string;
  readonly name: string;
  readonly key: InstanceKey;
}

export interface ResourceChange {
  readonly address: InstanceAddress;
  readonly providerAddress: string;
  /** `read` for a data source that must wait for apply. */
  readonly action: 'create' | 'read' | 'update' | 'delete' | 'replace' | 'no-op' | 'forget';
  readonly before: Value;
  /** Of the resource's implied type, marks included. */
  readonly after: Value;
  readonly actionReason?:
    | 'read_because_config_unknown'
    | 'read_because_dependency_pending'
    | 'read_because_check_nested'
    | 'replace_because_cannot_update';
  /** What forces a replacement. */
  readonly replacePaths?: readonly (readonly PathStep[])[];
  readonly importing?: { readonly id: Value };
}

export interface DataRead {
  readonly address: InstanceAddress;
  readonly providerAddress: string;
  readonly value: Value;
  readonly dependsOn: readonly string[];
}

export interface OutputChange {
  readonly value: Value;
  readonly sensitive: boolean;
}

export interface CheckResult {
  readonly kind: 'resource' | 'output_value' | 'check' | 'var';
  /** Address inside the static configuration, such as `module.m.aws_vpc.a` or `check.health`. */
  readonly address: string;
  readonly module: readonly string[];
  readonly name: string;
  readonly status: 'pass' | 'fail' | 'error' | 'unknown';
  readonly instances: readonly {
    readonly address: string;
    readonly key: InstanceKey;
    readonly status: 'pass' | 'fail' | 'error' | 'unknown';
    readonly problems: readonly string[];
  }[];
}
