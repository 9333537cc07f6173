/**
 * A configuration as decoded from its files: declarations with unevaluated expressions. One Module per folder and call;
 * nothing here depends on variable values, provider schemas or state.
 */
import type { Type, Value } from '../../cty/index.ts';
import type { Body, Expression, Traversal } from '../../hcl/index.ts';
import type { ResourceMode } from '../../provider/index.ts';
import type { Span } from '../../source/index.ts';
import type { MoveEndpoint, ResourceAddress } from './address.ts';
import type { ModuleSource } from './module-source.ts';

export interface Configuration {
  readonly root: Module;
  /** All modules, root first, then depth first in sorted order of call names. */
  readonly modules: readonly Module[];
}

export interface Module {
  /** Names of the calls from the root: [] for the root, ['network', 'subnets'] for module.network.module.subnets. */
  readonly path: readonly string[];
  /** Folder of its files, relative to the configuration's root: '' for the root. */
  readonly directory: string;
  readonly coreVersions: readonly VersionRequirement[];
  readonly providerMetas: readonly ProviderMeta[];
  readonly backend: BackendDeclaration | undefined;
  readonly requiredProviders: ReadonlyMap<string, ProviderRequirement>;
  /** By local name, and `name.alias` for aliased ones. */
  readonly providerConfigurations: ReadonlyMap<string, ProviderConfiguration>;
  readonly variables: ReadonlyMap<string, VariableDeclaration>;
  readonly locals: ReadonlyMap<string, LocalDeclaration>;
  readonly outputs: ReadonlyMap<string, OutputDeclaration>;
  /** By address inside the module: `aws_vpc.main`, `data.aws_ami.x`, `ephemeral.random_password.p`. */
  readonly resources: ReadonlyMap<string, ResourceDeclaration>;
  readonly moduleCalls: ReadonlyMap<string, ModuleCall>;
  readonly children: ReadonlyMap<string, Module>;
  readonly moved: readonly MovedBlock[];
  readonly imports: readonly ImportBlock[];
  readonly removed: readonly RemovedBlock[];
  readonly checks: ReadonlyMap<string, CheckBlock>;
  /** Fully qualified provider address (`registry.terraform.io/hashicorp/aws`) for a local name, implied ones included. */
  readonly providerAddress: (localName: string) => string;
}

export interface VersionRequirement {
  /** As written: `~> 1.9`. */
  readonly constraint: string;
  readonly span: Span;
}

export interface BackendDeclaration {
  readonly kind: 'backend' | 'cloud';
  /** Empty for `cloud`. */
  readonly type: string;
  readonly typeSpan: Span;
  readonly body: Body;
  readonly span: Span;
}

/** A `provider_meta` block. */
export interface ProviderMeta {
  readonly localName: string;
  readonly body: Body;
  readonly span: Span;
}

export interface ProviderRequirement {
  readonly localName: string;
  /** Such as `registry.terraform.io/hashicorp/aws`. */
  readonly address: string;
  /** `source` as written; undefined where the address is implied by the name. */
  readonly source: string | undefined;
  readonly constraints: readonly VersionRequirement[];
  /** `configuration_aliases`, as `aws.east`. */
  readonly aliases: readonly string[];
  /** The expression: `{ source = …, version = … }`. */
  readonly span: Span;
}

export interface ProviderConfiguration {
  readonly localName: string;
  readonly alias: string | undefined;
  /** Present if `alias` is. */
  readonly aliasSpan: Span | undefined;
  readonly version: VersionRequirement | undefined;
  /** What is left for the provider's schema after the meta-arguments. */
  readonly body: Body;
  readonly span: Span;
}

export interface VariableDeclaration {
  readonly name: string;
  readonly description: string | undefined;
  /** Default converted to the type, or undefined where none is given. */
  readonly defaultValue: Value | undefined;
  /** The type of the variable's values: the constraint without its `optional(…)`. */
  readonly type: Type;
  /** The constraint as written, with its optional attributes: what given values are converted to. */
  readonly constraint: Type;
  /** Fills in the defaults that optional() gives; the identity where there are none. */
  readonly applyDefaults: (value: Value) => Value;
  readonly nullable: boolean;
  readonly sensitive: boolean;
  readonly ephemeral: boolean;
  readonly validations: readonly CheckRule[];
  readonly span: Span;
}

export interface LocalDeclaration {
  readonly name: string;
  readonly expression: Expression;
  readonly span: Span;
}

export interface OutputDeclaration {
  readonly name: string;
  readonly description: string | undefined;
  readonly expression: Expression;
  readonly dependsOn: readonly Traversal[];
  readonly sensitive: boolean;
  readonly ephemeral: boolean;
  readonly preconditions: readonly CheckRule[];
  readonly span: Span;
}

export interface CheckRule {
  readonly condition: Expression;
  readonly errorMessage: Expression | undefined;
  readonly span: Span;
}

export interface ProviderReference {
  readonly localName: string;
  readonly alias: string | undefined;
  /** The name, without the alias. */
  readonly span: Span;
}

export interface ResourceDeclaration {
  readonly mode: ResourceMode;
  readonly type: string;
  readonly name: string;
  /** Inside the module: `aws_vpc.main`, `data.aws_ami.x`. */
  readonly address: string;
  readonly count: Expression | undefined;
  readonly forEach: Expression | undefined;
  readonly dependsOn: readonly Traversal[];
  /** The `provider` meta-argument, where written. */
  readonly providerReference: ProviderReference | undefined;
  /** Local name of its provider: from the reference, else from the type's prefix. */
  readonly providerLocalName: string;
  /** Fully qualified address of its provider. */
  readonly providerAddress: string;
  readonly lifecycle: Lifecycle;
  readonly provisioners: readonly Provisioner[];
  readonly connection: Body | undefined;
  /** What is left for the provider's schema after the meta-arguments. */
  readonly body: Body;
  /** Header: `resource "aws_vpc" "main"`. */
  readonly span: Span;
  readonly typeSpan: Span;
  /** Set for a data block nested in a check block. */
  readonly check: string | undefined;
}

export interface Lifecycle {
  readonly createBeforeDestroy: boolean | undefined;
  readonly preventDestroy: boolean;
  readonly ignoreAllChanges: boolean;
  readonly ignoreChanges: readonly Traversal[];
  readonly replaceTriggeredBy: readonly Expression[];
  readonly preconditions: readonly CheckRule[];
  readonly postconditions: readonly CheckRule[];
}

export interface Provisioner {
  readonly type: string;
  readonly typeSpan: Span;
  readonly when: 'create' | 'destroy';
  readonly onFailure: 'continue' | 'fail';
  readonly body: Body;
  readonly connection: Body | undefined;
  readonly span: Span;
}

export interface ModuleCall {
  readonly name: string;
  /** As written: `./modules/network`. */
  readonly source: string;
  /** Undefined where the source could not be read (and a problem was reported). */
  readonly sourceAddress: ModuleSource | undefined;
  readonly sourceSpan: Span;
  readonly version: VersionRequirement | undefined;
  readonly count: Expression | undefined;
  readonly forEach: Expression | undefined;
  readonly dependsOn: readonly Traversal[];
  /** `providers = { aws = aws.east }`. */
  readonly providers: readonly { readonly inChild: ProviderReference; readonly inParent: ProviderReference }[];
  /** Inputs, after the meta-arguments. */
  readonly body: Body;
  readonly span: Span;
}

export interface MovedBlock {
  readonly from: MoveEndpoint;
  readonly to: MoveEndpoint;
  readonly span: Span;
}
export interface ImportBlock {
  readonly to: Expression;
  /** The resource that `to` names, without instance keys. */
  readonly resource: ResourceAddress;
  readonly id: Expression;
  readonly forEach: Expression | undefined;
  readonly providerReference: ProviderReference | undefined;
  readonly span: Span;
}
export interface RemovedBlock {
  /** A resource or a module, without instance keys. */
  readonly from: RemovedTarget;
  readonly destroy: boolean;
  readonly provisioners: readonly Provisioner[];
  readonly connection: Body | undefined;
  readonly span: Span;
}
export type RemovedTarget =
  | { readonly kind: 'resource'; readonly resource: ResourceAddress }
  | { readonly kind: 'module'; readonly module: readonly string[] };
export interface CheckBlock {
  readonly name: string;
  readonly data: ResourceDeclaration | undefined;
  readonly asserts: readonly CheckRule[];
  readonly span: Span;
}
