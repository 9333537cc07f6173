/**
 * A plan in the form of `terraform show -json` (format 1.2). The object is plain JSON data: policies read it as their
 * input, and `JSON.stringify` of it is what users get.
 */
import type { Value } from '../../cty/index.ts';
import { isWhollyKnown, typeToJson } from '../../cty/index.ts';
import type { PathStep } from '../../provider/index.ts';
import { compareInstanceAddresses, formatInstanceAddress, formatModuleAddress } from '../instance-address.ts';
import type { CheckResult, DataRead, InstanceAddress, Plan, ResourceChange } from '../plan.ts';
import { configurationJson } from './configuration.ts';
import { relevantAttributes } from './relevant-attributes.ts';
import { afterUnknown, type Json, knownParts, sensitiveParts } from './values.ts';

export const PLAN_FORMAT_VERSION = '1.2';
export const STATE_FORMAT_VERSION = '1.0';
/** The release of Terraform whose behaviour the front end follows. */
export const TERRAFORM_VERSION = '1.11.4';

export type PlanJson = { readonly [name: string]: Json };

const SECTION = { output_value: 'output', check: 'check', var: 'var' } as const;

const ACTIONS: Readonly<Record<ResourceChange['action'], readonly string[]>> = {
  create: ['create'],
  read: ['read'],
  update: ['update'],
  delete: ['delete'],
  replace: ['delete', 'create'],
  'no-op': ['no-op'],
  forget: ['forget'],
};

/**
 * `timestamp` is left out unless given (RFC 3339), so that equal plans give equal JSON. The larger parts are made when they are first
 * read, for most policies read few of them.
 */
export function planJson(plan: Plan, timestamp?: string): PlanJson {
  const result: Record<string, Json> = { format_version: PLAN_FORMAT_VERSION, terraform_version: TERRAFORM_VERSION };
  const variables = variablesJson(plan);
  if (variables !== undefined) result.variables = variables;
  lazily(result, 'planned_values', () => plannedValues(plan));
  const changes = [...plan.changes].sort((a, b) => compareInstanceAddresses(a.address, b.address));
  if (changes.length > 0) result.resource_changes = changes.map(resourceChange);
  if (plan.outputs.size > 0) result.output_changes = outputChanges(plan);
  const settled = settledOutputs(plan);
  if (plan.reads.length > 0 || settled !== undefined) lazily(result, 'prior_state', () => priorState(plan, settled));
  lazily(result, 'configuration', () => configurationJson(plan.configuration, plan.schemas));
  const relevant = relevantAttributes(plan);
  if (relevant.length > 0) result.relevant_attributes = relevant;
  if (plan.checks.length > 0) result.checks = plan.checks.map(checkJson);
  if (timestamp !== undefined) result.timestamp = timestamp;
  result.applyable = applyable(plan);
  result.complete = true;
  result.errored = plan.errored;
  return result;
}

function lazily(result: Record<string, Json>, name: string, make: () => Json): void {
  const shown = { enumerable: true, configurable: true };
  Object.defineProperty(result, name, {
    ...shown,
    get: () => {
      const value = make();
      Object.defineProperty(result, name, { ...shown, value, writable: true });
      return value;
    },
  });
}

/** What was given, as it was given; else the default. */
function variablesJson({ configuration, given }: Plan): Json | undefined {
  const shown: Record<string, Json> = {};
  for (const [name, { defaultValue }] of sortedEntries(configuration.root.variables)) {
    const value = given.get(name) ?? defaultValue;
    if (value !== undefined) shown[name] = { value: knownParts(value) ?? null };
  }
  return Object.keys(shown).length === 0 ? undefined : shown;
}

function plannedValues(plan: Plan): Json {
  const result: Record<string, Json> = {};
  const outputs: Record<string, Json> = {};
  for (const [name, { value, sensitive }] of sortedEntries(plan.outputs)) {
    outputs[name] = isWhollyKnown(value)
      ? {
          sensitive,
          type: value.state === 'null' ? 'dynamic' : (typeToJson(value.type) as Json),
          value: knownParts(value) ?? null,
        }
      : { sensitive };
  }
  if (plan.outputs.size > 0) result.outputs = outputs;
  const resources = plan.changes
    .filter(({ action }) => action !== 'delete' && action !== 'forget')
    .map((change) => ({ ...change, value: change.after }));
  result.root_module = moduleTree(resources, plan);
  return result;
}

/** Outputs whose values are known while planning are in the refreshed state already. */
function settledOutputs(plan: Plan): Json | undefined {
  const outputs: Record<string, Json> = {};
  let any = false;
  for (const [name, { value, sensitive }] of sortedEntries(plan.outputs)) {
    if (value.state === 'null' || !isWhollyKnown(value)) continue;
    any = true;
    outputs[name] = { sensitive, value: knownParts(value) ?? null, type: typeToJson(value.type) as Json };
  }
  return any ? outputs : undefined;
}

function priorState(plan: Plan, outputs: Json | undefined): Json {
  return {
    format_version: STATE_FORMAT_VERSION,
    terraform_version: TERRAFORM_VERSION,
    values: { ...(outputs !== undefined && { outputs }), root_module: moduleTree(plan.reads, plan) },
  };
}

interface Placed {
  readonly address: InstanceAddress;
  readonly providerAddress: string;
  readonly value: Value;
  readonly dependsOn?: DataRead['dependsOn'];
}

interface ModuleNode {
  readonly address: string;
  readonly resources: Placed[];
  readonly children: Map<string, ModuleNode>;
}

/** Resources by module; in every module sorted by the text of their addresses, as are the child modules. */
function moduleTree(placed: readonly Placed[], plan: Plan): Json {
  const root: ModuleNode = { address: '', resources: [], children: new Map() };
  for (const resource of placed) {
    let node = root;
    for (let depth = 1; depth <= resource.address.module.length; depth++) {
      const address = formatModuleAddress(resource.address.module.slice(0, depth));
      let child = node.children.get(address);
      if (child === undefined) {
        child = { address, resources: [], children: new Map() };
        node.children.set(address, child);
      }
      node = child;
    }
    node.resources.push(resource);
  }
  return moduleJson(root, plan);
}

function moduleJson(node: ModuleNode, plan: Plan): Json {
  const result: Record<string, Json> = {};
  if (node.resources.length > 0) {
    result.resources = node.resources
      .map((placed) => ({ text: formatInstanceAddress(placed.address), placed }))
      .sort((a, b) => (a.text < b.text ? -1 : 1))
      .map(({ text, placed }) => stateResource(text, placed, plan));
  }
  if (node.address !== '') result.address = node.address;
  if (node.children.size > 0) {
    result.child_modules = [...node.children.values()]
      .sort((a, b) => (a.address < b.address ? -1 : 1))
      .map((child) => moduleJson(child, plan));
  }
  return result;
}

function stateResource(text: string, { address, providerAddress, value, dependsOn }: Placed, plan: Plan): Json {
  const schema = plan.schemas.resource(providerAddress, address.mode, address.type);
  const values = knownParts(value) ?? {};
  return {
    address: text,
    mode: address.mode,
    type: address.type,
    name: address.name,
    ...(address.key === undefined ? {} : { index: address.key }),
    provider_name: providerAddress,
    schema_version: schema?.version ?? 0,
    // Left out where nothing is known.
    ...(Object.keys(values).length > 0 ? { values } : {}),
    sensitive_values: sensitiveObject(value),
    ...(dependsOn !== undefined && dependsOn.length > 0 ? { depends_on: dependsOn } : {}),
  };
}

function resourceChange(change: ResourceChange): Json {
  const { address, providerAddress, action, before, after } = change;
  const module = formatModuleAddress(address.module);
  return {
    address: formatInstanceAddress(address),
    ...(module === '' ? {} : { module_address: module }),
    mode: address.mode,
    type: address.type,
    name: address.name,
    ...(address.key === undefined ? {} : { index: address.key }),
    provider_name: providerAddress,
    change: {
      actions: ACTIONS[action],
      before: knownParts(before) ?? null,
      after: knownParts(after) ?? null,
      after_unknown: afterUnknown(after),
      before_sensitive: before.state === 'null' ? false : sensitiveObject(before),
      after_sensitive: sensitiveObject(after),
      ...(change.replacePaths === undefined ? {} : { replace_paths: change.replacePaths.map(pathJson) }),
      ...(change.importing === undefined ? {} : { importing: { id: knownParts(change.importing.id) ?? null } }),
    },
    ...(change.actionReason === undefined ? {} : { action_reason: change.actionReason }),
  };
}

function pathJson(path: readonly PathStep[]): Json {
  return path.map((step) => {
    if (step.kind === 'attribute') return step.name;
    return step.kind === 'index' ? step.key : (knownParts(step.value) ?? null);
  });
}

/** Whether applying would do anything. */
function applyable({ changes, outputs, errored }: Plan): boolean {
  if (errored) return false;
  if (changes.some(({ action, importing }) => action !== 'no-op' || importing !== undefined)) return true;
  return [...outputs.values()].some(({ value }) => value.state !== 'null');
}

function sensitiveObject(value: Value): Json {
  const parts = sensitiveParts(value);
  return parts === false ? {} : parts;
}

function outputChanges(plan: Plan): Json {
  const result: Record<string, Json> = {};
  for (const [name, { value, sensitive }] of sortedEntries(plan.outputs)) {
    const after = knownParts(value);
    result[name] = {
      actions: [value.state === 'null' ? 'no-op' : 'create'],
      before: null,
      ...(after === undefined ? {} : { after }),
      after_unknown: isWhollyKnown(value) ? false : afterUnknown(value),
      before_sensitive: sensitive,
      after_sensitive: sensitive,
    };
  }
  return result;
}

function checkJson({ kind, address, module, name, status, instances }: CheckResult): Json {
  const base: Record<string, Json> = { kind };
  if (kind === 'resource') {
    const parts = name.split('.');
    base.mode = /(^|\.)data\.[^.]+\.[^.]+$/.test(address) ? 'data' : 'managed';
    base.type = parts.at(-2) ?? '';
    base.name = parts.at(-1) ?? '';
  } else {
    base.name = name;
  }
  if (module.length > 0) base.module = module.map((call) => `module.${call}`).join('.');
  base.to_display = address;
  return {
    address: base,
    status,
    ...(instances.length === 0
      ? {}
      : {
          instances: [...instances].sort(byAddress).map((instance) => ({
            address: {
              to_display: instance.address,
              ...(instance.key === undefined ? {} : { instance_key: instance.key }),
              ...(module.length > 0
                ? {
                    module: instance.address.slice(
                      0,
                      instance.address.lastIndexOf(kind === 'resource' ? `.${name}` : `.${SECTION[kind]}.${name}`),
                    ),
                  }
                : {}),
            },
            status: instance.status,
            ...(instance.problems.length === 0 ? {} : { problems: instance.problems.map((message) => ({ message })) }),
          })),
        }),
  };
}

/** As texts, so that [10] comes before [2]. */
function byAddress(a: { readonly address: string }, b: { readonly address: string }): number {
  return a.address < b.address ? -1 : a.address > b.address ? 1 : 0;
}

function sortedEntries<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}
