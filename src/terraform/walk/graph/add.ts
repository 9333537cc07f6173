/** The nodes of the modules, before they are connected. */
import { type Attribute, type BodySchema, bodyContent } from '../../../hcl/index.ts';
import { type Diagnostic, hasErrors } from '../../../source/index.ts';
import { sideTable } from '../../../util/side-table.ts';
import type { Configuration, ImportBlock, Module, ModuleCall, ResourceDeclaration } from '../../configuration/model.ts';
import { formatResourceInModule } from '../../instance-address.ts';
import { errorAt } from '../../problem.ts';
import { providerAddressText, resolveProvider } from '../provider-node.ts';
import type { Builder, ModuleNodes } from './builder.ts';
import type { GraphNode, ProviderNode } from './nodes.ts';

const moduleKey = (path: readonly string[]) => path.map((name) => `module.${name}.`).join('');

/** By the address of what is imported to. */
export function importsByResource({ root }: Configuration): ReadonlyMap<string, readonly ImportBlock[]> {
  const found = new Map<string, ImportBlock[]>();
  for (const block of root.imports) {
    const address = moduleKey(block.resource.module) + formatResourceInModule(block.resource);
    const same = found.get(address);
    if (same === undefined) found.set(address, [block]);
    else same.push(block);
  }
  return found;
}

/** Adds the nodes of a module and of all that it calls; they are not connected yet. */
export function addModule(builder: Builder, module: Module, parent?: ModuleNodes, call?: ModuleCall): void {
  const mine = emptyModule(builder, module, parent, call);
  builder.modules.set(module, mine);
  if (call !== undefined) parent?.children.set(call.name, mine);
  addValues(builder, mine, call);
  addResources(builder, mine);
  for (const declaration of module.checks.values()) {
    const label = `${moduleKey(module.path)}check.${declaration.name} (expand)`;
    mine.checks.push(add(builder, { ...base(module, label), kind: 'check', declaration }));
  }
  for (const name of [...module.moduleCalls.keys()].sort()) {
    const child = module.children.get(name);
    if (child !== undefined) addModule(builder, child, mine, module.moduleCalls.get(name));
    if (hasErrors(builder.problems)) return;
  }
}

function emptyModule(
  builder: Builder,
  module: Module,
  parent: ModuleNodes | undefined,
  call: ModuleCall | undefined,
): ModuleNodes {
  const called = parent === undefined || call === undefined ? undefined : { parent, call };
  const name = moduleKey(module.path).slice(0, -1);
  return {
    module,
    expand:
      called &&
      add(builder, {
        ...base(called.parent.module, `${name} (expand)`),
        kind: 'expand',
        call: called.call,
        child: module,
      }),
    close: called && add(builder, { ...base(module, `${name} (close)`), kind: 'close' }),
    variables: new Map(),
    locals: new Map(),
    outputs: new Map(),
    resources: new Map(),
    checks: [],
    children: new Map(),
  };
}

function addValues(builder: Builder, { module, variables, locals, outputs }: ModuleNodes, call?: ModuleCall): void {
  const prefix = moduleKey(module.path);
  const given = call === undefined ? undefined : moduleArguments(call, module, builder.problems);
  const suffix = module.path.length === 0 ? '' : ' (expand)';
  for (const declaration of module.variables.values()) {
    const { name } = declaration;
    const label = `${prefix}var.${name}${suffix}`;
    const argument = given?.get(name);
    variables.set(name, add(builder, { ...base(module, label), kind: 'variable', declaration, argument }));
  }
  for (const declaration of module.locals.values()) {
    const label = `${prefix}local.${declaration.name} (expand)`;
    locals.set(declaration.name, add(builder, { ...base(module, label), kind: 'local', declaration }));
  }
  for (const declaration of module.outputs.values()) {
    const label = `${prefix}output.${declaration.name} (expand)`;
    outputs.set(declaration.name, add(builder, { ...base(module, label), kind: 'output', declaration }));
  }
}

function addResources(builder: Builder, { module, resources }: ModuleNodes): void {
  for (const declaration of module.resources.values()) {
    const address = moduleKey(module.path) + declaration.address;
    const provider = providerNode(builder, module, declaration, address);
    const imports = builder.imports.get(address) ?? [];
    const node = add(builder, { ...base(module, address), kind: 'resource', declaration, provider, imports });
    resources.set(declaration.address, node);
  }
}

function add<N extends GraphNode>({ nodes }: Builder, node: N): N {
  nodes.push(node);
  return node;
}

const base = (module: Module, label: string) => ({ label, module, dependencies: new Set<GraphNode>() });

const argumentSchemas = sideTable<Module, BodySchema>();

/** The call's arguments, one for each variable of the child; a required one must be there. */
function moduleArguments(call: ModuleCall, child: Module, problems: Diagnostic[]): ReadonlyMap<string, Attribute> {
  let schema = argumentSchemas.get(child);
  if (schema === undefined) {
    const attributes = [...child.variables.values()].map(({ name, defaultValue }) => ({
      name,
      required: defaultValue === undefined,
    }));
    schema = { attributes, blocks: [] };
    argumentSchemas.set(child, schema);
  }
  return bodyContent(call.body, schema, problems).attributes;
}

function providerNode(
  builder: Builder,
  module: Module,
  resource: ResourceDeclaration,
  resourceAddress: string,
): ProviderNode {
  const { providerReference, providerLocalName } = resource;
  const localName = providerReference?.localName ?? providerLocalName;
  const provider = resolveProvider(module, localName, providerReference?.alias, builder.parentOf);
  const label = providerAddressText(provider);
  let node = builder.providers.get(label);
  if (node === undefined) {
    node = { kind: 'provider', label, module: provider.module, dependencies: new Set(), provider };
    builder.providers.set(label, node);
    builder.nodes.push(node);
  }
  if (provider.alias !== undefined && provider.configuration === undefined) {
    const detail = `${resourceAddress} needs the provider configuration ${label}, which is declared nowhere.`;
    builder.unconfigured.push(errorAt('provider-configuration-missing', 'Provider configuration not present', detail));
  }
  return node;
}
