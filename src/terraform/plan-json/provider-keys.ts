/**
 * The `provider_config` section and the keys by which resources name their provider configuration: a configuration that
 * a module inherits is folded into the one it comes from.
 */
import type { Module } from '../configuration/model.ts';
import type { PlanSchemas } from '../plan.ts';
import { bodyExpressions } from './expressions.ts';
import type { Json } from './values.ts';
import { normaliseConstraints } from './version-constraints.ts';

interface Entry {
  readonly fullName: string;
  readonly json: Record<string, Json>;
  /** Key of the configuration that this one stands for, in the calling module. */
  readonly parentKey: string | undefined;
}

export interface ProviderKeys {
  readonly resolve: (localKey: string, path: readonly string[]) => string;
}

export function providerConfigurations(
  root: Module,
  schemas: PlanSchemas,
): { entries: Readonly<Record<string, Json>>; keys: ProviderKeys } {
  const entries = new Map<string, Entry>();
  collect(root, undefined, schemas, entries);
  const shown = [...entries]
    .filter(([, { parentKey }]) => parentKey === undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    entries: Object.fromEntries(shown.map(([key, { json }]) => [key, json])),
    keys: {
      resolve: (localKey, path) => {
        const key = keyOf(localKey, path);
        return entries.get(key)?.parentKey ?? key;
      },
    },
  };
}

function collect(module: Module, parent: Module | undefined, schemas: PlanSchemas, entries: Map<string, Entry>): void {
  const constraints = constraintsByAddress(module);
  const describe = (name: string, fullName: string, withConstraint: boolean): Record<string, Json> => {
    const constraint = withConstraint ? normaliseConstraints(constraints.get(fullName) ?? []) : '';
    return {
      name,
      full_name: fullName,
      ...(constraint === '' ? {} : { version_constraint: constraint }),
      ...(module.path.length === 0 ? {} : { module_address: modulePath(module.path) }),
    };
  };
  for (const [localKey, { localName, alias, body }] of module.providerConfigurations) {
    const fullName = module.providerAddress(localName);
    const schema = schemas.provider(fullName);
    const expressions = schema === undefined ? undefined : bodyExpressions(body, schema.block);
    const { version_constraint, ...rest } = describe(localName, fullName, true);
    entries.set(keyOf(localKey, module.path), {
      fullName,
      parentKey: undefined,
      json: {
        ...rest,
        ...(alias === undefined ? {} : { alias }),
        ...(version_constraint === undefined ? {} : { version_constraint }),
        ...(expressions === undefined ? {} : { expressions }),
      },
    });
  }
  const inherit = (name: string, fullName: string, localKey: string, withConstraint: boolean) => {
    const key = keyOf(localKey, module.path);
    if (entries.has(key)) return;
    const parentKey = parent === undefined ? undefined : sourceKey(keyOf(name, parent.path), fullName, entries);
    entries.set(key, { fullName, parentKey, json: describe(name, fullName, withConstraint) });
  };
  for (const { localName, address, aliases } of module.requiredProviders.values()) {
    for (const alias of aliases) {
      const key = keyOf(alias, module.path);
      if (!entries.has(key)) {
        entries.set(key, { fullName: address, parentKey: undefined, json: describe(localName, address, true) });
      }
    }
    inherit(localName, address, localName, true);
  }
  for (const { providerLocalName } of module.resources.values()) {
    inherit(providerLocalName, module.providerAddress(providerLocalName), providerLocalName, false);
  }
  for (const [name, call] of module.moduleCalls) {
    const child = module.children.get(name);
    if (child === undefined) continue;
    for (const { inChild, inParent } of call.providers) {
      const childName = localKeyOf(inChild);
      const fullName = child.providerAddress(inChild.localName);
      entries.set(keyOf(childName, child.path), {
        fullName,
        parentKey: sourceKey(keyOf(localKeyOf(inParent), module.path), fullName, entries),
        json: { name: childName, full_name: fullName, module_address: modulePath(child.path) },
      });
    }
    collect(child, module, schemas, entries);
  }
}

/** Follows inherited configurations from `start` to the one that they all stand for. */
function sourceKey(start: string, fullName: string, entries: ReadonlyMap<string, Entry>): string | undefined {
  let found: string | undefined;
  let key: string | undefined = start;
  while (key !== undefined) {
    const entry = entries.get(key);
    if (entry === undefined || entry.fullName !== fullName) break;
    found = key;
    key = entry.parentKey;
  }
  return found;
}

/** Constraints of `required_providers` and of provider blocks, by provider address. */
function constraintsByAddress(module: Module): ReadonlyMap<string, readonly string[]> {
  const result = new Map<string, string[]>();
  const add = (address: string, constraint: string) => {
    const earlier = result.get(address);
    if (earlier === undefined) result.set(address, [constraint]);
    else earlier.push(constraint);
  };
  for (const { address, constraints } of module.requiredProviders.values()) {
    for (const { constraint } of constraints) add(address, constraint);
  }
  for (const { localName, version } of module.providerConfigurations.values()) {
    if (version !== undefined) add(module.providerAddress(localName), version.constraint);
  }
  return result;
}

function localKeyOf({ localName, alias }: { localName: string; alias: string | undefined }): string {
  return alias === undefined ? localName : `${localName}.${alias}`;
}

function keyOf(localKey: string, path: readonly string[]): string {
  return path.length === 0 ? localKey : `${modulePath(path)}:${localKey}`;
}

function modulePath(path: readonly string[]): string {
  return path.map((name) => `module.${name}`).join('.');
}
