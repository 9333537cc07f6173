/** What a provider does beyond its schema and facts: small functions by hand, for what is computed locally. */
import type { Value } from '../../cty/index.ts';
import type { Maybe, PlanRequest, PlanResponse, ProviderDiagnostic, ReadResponse, ResourceMode } from '../provider.ts';
import type { Schema } from '../schema.ts';

/** The files that a configuration may read: those of its own folder. */
export interface FolderFiles {
  /** Undefined where there is no such file inside the folder. */
  readonly read: (path: string) => Uint8Array | undefined;
  /** Paths of all files under a folder, relative to it, sorted; undefined where there is no such folder. */
  readonly list: (path: string) => readonly string[] | undefined;
}

export interface BehaviourContext {
  /** The provider's own configuration; undefined where none was given. */
  readonly settings: Value | undefined;
  /** Whether the cloud may be thought to answer. */
  readonly cloud: 'absent' | 'assumed';
  readonly files: FolderFiles | undefined;
  readonly schema: Schema;
  readonly version: string;
  /** What schema and facts alone make of a configuration: computed and unset is unknown. */
  readonly plan: (config: Value) => Value;
}

export interface Behaviour {
  readonly validateProvider?: (config: Value, context: BehaviourContext) => readonly ProviderDiagnostic[];
  /** Added to what schema and facts say. */
  readonly validateResource?: (
    mode: ResourceMode,
    type: string,
    config: Value,
    context: BehaviourContext,
  ) => readonly ProviderDiagnostic[];
  /** Given what schema and facts planned; undefined: leave it so. */
  readonly planResource?: (
    request: PlanRequest,
    planned: Value,
    context: BehaviourContext,
  ) => Partial<PlanResponse> | undefined;
  /** Undefined: the cloud would have to be asked. */
  readonly readData?: (type: string, config: Value, context: BehaviourContext) => ReadResponse | undefined;
  readonly callFunction?: (
    name: string,
    args: readonly Value[],
  ) => Maybe<{ readonly value: Value } | { readonly error: string; readonly argument?: number }>;
}
