/** A module as the walk sees it: its declarations, and the values known so far of one of its instances. */
import type { Value } from '../../cty/index.ts';
import type { Module, ModuleCall, ResourceDeclaration } from '../configuration/model.ts';
import type { InstanceAddress, InstanceKey } from '../plan.ts';

/** What `count.index` and `each` mean for an object; nothing is set where it is not repeated. */
export interface Repetition {
  readonly countIndex?: Value;
  readonly eachKey?: Value;
  readonly eachValue?: Value;
}
export const NO_REPETITION: Repetition = {};

export interface ModuleInstance {
  readonly module: Module;
  readonly path: InstanceAddress['module'];
  /** `module.network[0].`, or nothing for the root. */
  readonly prefix: string;
  readonly parent: ModuleInstance | undefined;
  readonly call: ModuleCall | undefined;
  readonly repetition: Repetition;
  readonly variables: Map<string, Value>;
  readonly locals: Map<string, Value>;
  readonly outputs: Map<string, Value>;
  /** By address inside the module: an object, or a tuple or object of objects where the resource is repeated. */
  readonly resources: Map<string, Value>;
  /** Instances of called modules by call name. */
  readonly children: Map<string, ModuleExpansion>;
}

export interface ModuleExpansion {
  readonly kind: 'single' | 'count' | 'for_each';
  readonly instances: ReadonlyMap<InstanceKey, ModuleInstance>;
}

export function moduleInstance(
  module: Module,
  parent: ModuleInstance | undefined,
  call: ModuleCall | undefined,
  key: InstanceKey,
  repetition: Repetition,
  prefix: string,
): ModuleInstance {
  return {
    module,
    path: parent === undefined || call === undefined ? [] : [...parent.path, { name: call.name, key }],
    prefix,
    parent,
    call,
    repetition,
    variables: new Map(),
    locals: new Map(),
    outputs: new Map(),
    resources: new Map(),
    children: new Map(),
  };
}

/** What surrounds an expression besides its module. */
export interface Around {
  readonly repetition: Repetition;
  /** What `self` means: a resource and the value of the instance (unknown in validate). */
  readonly self?: { readonly resource: ResourceDeclaration; readonly value: Value };
  /** The check block that the expression belongs to: it may refer to the check's own data source. */
  readonly check?: string;
  /** A variable whose validation rules are evaluated: they see its value without the marks of its declaration. */
  readonly bareVariable?: string;
}
export const PLAIN: Around = { repetition: NO_REPETITION };
