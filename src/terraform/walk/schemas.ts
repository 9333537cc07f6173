/** The schemas that a configuration needs, fetched before the walk so that expressions can be checked without waiting. */
import { type FunctionSpec, type FunctionTable, identityKey } from '../../cty/index.ts';
import type { Provider, Schema } from '../../provider/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import type { Configuration, Module, ResourceDeclaration } from '../configuration/model.ts';
import { errorAt } from '../problem.ts';
import type { WalkContext } from './context.ts';
import { type PendingCalls, providerFunction } from './functions.ts';
import { provisionerSchema } from './provisioner-schema.ts';

export interface Schemas {
  readonly resource: (resource: ResourceDeclaration) => Schema | undefined;
  readonly provider: (address: string) => Schema | undefined;
  readonly byName: (address: string, mode: ResourceDeclaration['mode'], type: string) => Schema | undefined;
}

/** Every provider that the configuration needs must be there, and every provisioner must exist; else nothing is walked. */
export async function loadSchemas(
  configuration: Configuration,
  context: WalkContext,
): Promise<{ schemas: Schemas; diagnostics: readonly Diagnostic[] }> {
  const problems: Diagnostic[] = [];
  const providers = new Map<string, Provider | undefined>();
  const need = (address: string): Provider | undefined => {
    if (!providers.has(address)) providers.set(address, context.providers(address));
    return providers.get(address);
  };
  const missing = new Set<string>();
  for (const address of requiredAddresses(configuration)) if (need(address) === undefined) missing.add(address);
  for (const address of [...missing].sort()) {
    const detail = `The configuration needs the provider ${address}, which is not installed.`;
    problems.push(errorAt('missing-required-provider', 'Missing required provider', detail));
  }
  checkProvisioners(configuration, problems);
  const byDeclaration = new Map<ResourceDeclaration, Schema>();
  const byAddress = new Map<string, Schema>();
  const byName = new Map<string, Schema>();
  if (problems.length === 0) {
    for (const module of configuration.modules) {
      for (const resource of module.resources.values()) {
        const address = addressOf(module, resource);
        const key = `${address} ${resource.mode} ${resource.type}`;
        let schema = byName.get(key);
        if (schema === undefined) {
          const loaded = need(address)?.resourceSchema(resource.mode, resource.type);
          schema = loaded instanceof Promise ? await loaded : loaded;
          if (schema !== undefined) byName.set(key, schema);
        }
        if (schema !== undefined) byDeclaration.set(resource, schema);
      }
    }
    for (const [address, provider] of providers) {
      const loaded = provider?.providerSchema();
      const schema = loaded instanceof Promise ? await loaded : loaded;
      if (schema !== undefined) byAddress.set(address, schema);
    }
  }
  const schemas: Schemas = {
    resource: (resource) => byDeclaration.get(resource),
    provider: (address) => byAddress.get(address),
    byName: (address, mode, type) => byName.get(`${address} ${mode} ${type}`),
  };
  return { schemas, diagnostics: problems };
}

export function addressOf(module: Module, resource: ResourceDeclaration): string {
  return module.providerAddress(resource.providerReference?.localName ?? resource.providerLocalName);
}

function requiredAddresses({ modules }: Configuration): ReadonlySet<string> {
  const addresses = new Set<string>();
  for (const module of modules) {
    for (const { address } of module.requiredProviders.values()) addresses.add(address);
    for (const { localName } of module.providerConfigurations.values())
      addresses.add(module.providerAddress(localName));
    for (const resource of module.resources.values()) addresses.add(addressOf(module, resource));
    for (const { resource, providerReference } of module.imports) {
      const localName = providerReference?.localName ?? (resource.type.split('_')[0] as string);
      addresses.add(module.providerAddress(localName));
    }
  }
  return addresses;
}

function checkProvisioners({ modules }: Configuration, problems: Diagnostic[]): void {
  const missing = new Set<string>();
  for (const module of modules) {
    for (const { provisioners } of module.resources.values()) {
      for (const { type } of provisioners) if (provisionerSchema(type) === undefined) missing.add(type);
    }
  }
  for (const type of [...missing].sort()) {
    const detail = `Terraform has no provisioner "${type}".`;
    problems.push(errorAt('missing-provisioner', 'Missing required provisioner plugin', detail));
  }
}

/** The library with the functions of each module's providers added, where any text of the module mentions one. */
export async function functionTables(
  configuration: Configuration,
  context: WalkContext,
  library: FunctionTable,
  pending: PendingCalls,
  always?: Module,
): Promise<(module: Module) => FunctionTable> {
  const tables = new Map<Module, FunctionTable>();
  for (const module of configuration.modules) {
    if (module !== always && !mentionsProviderFunctions(module)) continue;
    const added: FunctionSpec[] = [];
    for (const { localName, address } of module.requiredProviders.values()) {
      const provider = context.providers(address);
      if (provider === undefined) continue;
      const loaded = provider.functions();
      const signatures = loaded instanceof Promise ? await loaded : loaded;
      for (const [name, signature] of signatures) {
        const keyOf: Parameters<typeof providerFunction>[5] = (args) => args.map((arg) => identityKey(arg)).join(',');
        added.push(providerFunction(localName, name, signature, provider, pending, keyOf));
      }
    }
    tables.set(module, new Map([...library, ...added.map((spec) => [spec.name, spec] as const)]));
  }
  return tables.size === 0 ? () => library : (module) => tables.get(module) ?? library;
}

function mentionsProviderFunctions(module: Module): boolean {
  const sources = new Set<{ readonly text: string }>();
  const tables: readonly ReadonlyMap<string, { readonly span: { source: { text: string } } }>[] = [
    module.variables,
    module.locals,
    module.outputs,
    module.resources,
    module.moduleCalls,
    module.checks,
    module.providerConfigurations,
  ];
  for (const table of tables) for (const { span } of table.values()) sources.add(span.source);
  for (const { text } of sources) if (text.includes('provider::')) return true;
  return false;
}
