/**
 * The one interface behind which a provider's knowledge lives: schema, its checks of a configuration, how it plans and
 * reads data. Two implementations: a pack (data and small functions) and an executable (plugin protocol).
 * A method may answer at once or with a promise; callers await only promises, so that packs stay synchronous.
 */
import type { Type, Value } from '../cty/index.ts';
import type { Schema } from './schema.ts';

export type Maybe<T> = T | Promise<T>;
export type ResourceMode = 'managed' | 'data' | 'ephemeral';

/** A step from a block's value to one of its parts: attribute or block name, list index, map key, or an element of a set. */
export type PathStep =
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'index'; readonly key: number | string }
  | { readonly kind: 'element'; readonly value: Value; readonly index?: number };
export type Path = readonly PathStep[];

/** What a provider has to say of a configuration; the caller finds the place in the text from `path`. */
export interface ProviderDiagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail: string;
  /** Ours and stable, such as `aws/value-set`; `provider/reported` where an executable spoke. */
  readonly code: string;
  readonly path?: Path;
  /** Belongs to no place in the text at all; otherwise the whole body stands for an absent path. */
  readonly placeless?: true;
}

export interface FunctionSignature {
  readonly parameters: readonly {
    readonly name: string;
    readonly type: Type;
    readonly allowNull: boolean;
    readonly allowUnknown: boolean;
  }[];
  readonly variadic?: {
    readonly name: string;
    readonly type: Type;
    readonly allowNull: boolean;
    readonly allowUnknown: boolean;
  };
  readonly returns: Type;
}

export interface PlanRequest {
  readonly type: string;
  /** Null of the resource's type for a create. */
  readonly prior: Value;
  /** Configuration merged with prior: unset computed attributes are unknown on create. */
  readonly proposed: Value;
  readonly config: Value;
}

export interface PlanResponse {
  readonly planned: Value;
  readonly requiresReplace: readonly Path[];
  /** The answer comes of the older SDK, whose small departures from the rules of planning Terraform tolerates. */
  readonly legacyTypeSystem?: true;
  readonly diagnostics: readonly ProviderDiagnostic[];
}

export interface ReadResponse {
  /** The data source's object; may hold unknowns where the cloud would have to be asked (`--cloud assumed`). */
  readonly state: Value;
  readonly diagnostics: readonly ProviderDiagnostic[];
}

/** A provider ready to serve one provider configuration. Values passed in carry no marks. */
export interface Provider {
  /** Such as `registry.terraform.io/hashicorp/aws`. */
  readonly address: string;
  readonly version: string;

  providerSchema(): Maybe<Schema>;
  /** Undefined where the provider has no such type. */
  resourceSchema(mode: ResourceMode, type: string): Maybe<Schema | undefined>;
  /** All type names of a mode, sorted; for "did you mean" and listings. */
  resourceTypes(mode: ResourceMode): Maybe<readonly string[]>;
  functions(): Maybe<ReadonlyMap<string, FunctionSignature>>;

  validateProvider(config: Value): Maybe<readonly ProviderDiagnostic[]>;
  validateResource(mode: ResourceMode, type: string, config: Value): Maybe<readonly ProviderDiagnostic[]>;
  /** A new instance that plans and reads under this configuration (default tags, region, …). */
  configure(config: Value): Maybe<{ readonly provider: Provider; readonly diagnostics: readonly ProviderDiagnostic[] }>;
  planResource(request: PlanRequest): Maybe<PlanResponse>;
  readData(type: string, config: Value): Maybe<ReadResponse>;
  callFunction(
    name: string,
    args: readonly Value[],
  ): Maybe<{ readonly value: Value } | { readonly error: string; readonly argument?: number }>;
}
