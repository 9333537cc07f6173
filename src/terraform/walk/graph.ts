/**
 * The dependency graph of a configuration: one node for each declaration, before any expansion. It depends on the text and
 * the providers' schemas only, so validate and plan share it.
 */
import type { Attribute, Body, BodySchema, Expression } from '../../hcl/index.ts';
import { bodyContent } from '../../hcl/index.ts';
import type { Schema } from '../../provider/index.ts';
import { type Diagnostic, hasErrors } from '../../source/index.ts';
import { append } from '../../util/append.ts';
import { sideTable } from '../../util/side-table.ts';
import type {
  CheckBlock,
  CheckRule,
  Configuration,
  ImportBlock,
  LocalDeclaration,
  Module,
  ModuleCall,
  OutputDeclaration,
  ResourceDeclaration,
  VariableDeclaration,
} from '../configuration/model.ts';
import { referencesOf } from '../evaluate/references.ts';
import { formatResourceInModule } from '../instance-address.ts';
import { errorAt } from '../problem.ts';
import { parseReference, type Reference } from '../reference.ts';
import { compileBody, expressionsOf } from '../schema-body/compile.ts';
import {
  missingPassedProvider,
  type ParentOf,
  providerAddressText,
  type ResolvedProvider,
  resolveProvider,
} from './provider-node.ts';
import { connectionSchema, provisionerSchema } from './provisioner-schema.ts';

interface NodeBase {
  /** As a cycle's title names it. */
  readonly label: string;
  readonly module: Module;
  readonly dependencies: Set<GraphNode>;
}
export interface VariableNode extends NodeBase {
  readonly kind: 'variable';
  readonly declaration: VariableDeclaration;
  /** What the module call gives for it; undefined in the root module or where nothing is given. */
  readonly argument: Attribute | undefined;
}
export interface ValidationNode extends NodeBase {
  readonly kind: 'validation';
  readonly variable: VariableNode;
}
export interface LocalNode extends NodeBase {
  readonly kind: 'local';
  readonly declaration: LocalDeclaration;
}
export interface OutputNode extends NodeBase {
  readonly kind: 'output';
  readonly declaration: OutputDeclaration;
}
export interface ResourceNode extends NodeBase {
  readonly kind: 'resource';
  readonly declaration: ResourceDeclaration;
  readonly provider: ProviderNode;
  readonly imports: readonly ImportBlock[];
}
/** Decides the instances of a called module: everything inside depends on it. */
export interface ExpandNode extends NodeBase {
  readonly kind: 'expand';
  readonly call: ModuleCall;
  readonly child: Module;
}
/** Everything inside a called module is done. */
export interface CloseNode extends NodeBase {
  readonly kind: 'close';
}
export interface ProviderNode extends NodeBase {
  readonly kind: 'provider';
  readonly provider: ResolvedProvider;
}
export interface CheckNode extends NodeBase {
  readonly kind: 'check';
  readonly declaration: CheckBlock;
}
export type GraphNode =
  | VariableNode
  | ValidationNode
  | LocalNode
  | OutputNode
  | ResourceNode
  | ExpandNode
  | CloseNode
  | ProviderNode
  | CheckNode;

export interface Graph {
  /** Dependencies before dependents. */
  readonly order: readonly GraphNode[];
  readonly nodes: readonly GraphNode[];
}

export type SchemaLookup = {
  readonly resource: (resource: ResourceDeclaration) => Schema | undefined;
  readonly provider: (address: string) => Schema | undefined;
};

/** The nodes of one module, for resolving references inside it. */
interface ModuleNodes {
  readonly module: Module;
  readonly expand: ExpandNode | undefined;
  readonly close: CloseNode | undefined;
  readonly variables: Map<string, VariableNode>;
  readonly locals: Map<string, LocalNode>;
  readonly outputs: Map<string, OutputNode>;
  readonly resources: Map<string, ResourceNode>;
  readonly checks: CheckNode[];
  readonly children: Map<string, ModuleNodes>;
}

/** Problems (a cycle, a module call with wrong arguments, a missing provider configuration) mean that there is no graph to walk. */
export function buildGraph(
  configuration: Configuration,
  schemas: SchemaLookup,
): { readonly graph: Graph | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const problems: Diagnostic[] = [];
  const parents = new Map<Module, { module: Module; callName: string }>();
  for (const module of configuration.modules) {
    for (const [callName, child] of module.children) parents.set(child, { module, callName });
  }
  const builder: Builder = {
    nodes: [],
    modules: new Map(),
    providers: new Map(),
    parentOf: (module) => parents.get(module),
    schemas,
    imports: importsByResource(configuration),
    problems,
    unconfigured: [],
  };
  addModule(builder, configuration.root, undefined, undefined);
  if (hasErrors(problems)) return { graph: undefined, diagnostics: problems };
  const lost = lostProviders(builder, configuration);
  if (lost.length > 0) return { graph: undefined, diagnostics: lost };
  for (const nodes of builder.modules.values()) connectModule(builder, nodes);
  for (const node of builder.providers.values()) connectProvider(builder, node);
  connectValidations(builder);
  const order = topologicalOrder(builder.nodes, problems);
  if (hasErrors(problems)) return { graph: undefined, diagnostics: problems };
  return { graph: { order, nodes: builder.nodes }, diagnostics: problems };
}

interface Builder {
  readonly nodes: GraphNode[];
  readonly modules: Map<Module, ModuleNodes>;
  readonly providers: Map<string, ProviderNode>;
  readonly parentOf: ParentOf;
  readonly schemas: SchemaLookup;
  readonly imports: ReadonlyMap<string, readonly ImportBlock[]>;
  readonly problems: Diagnostic[];
  /** Resources whose provider has an alias that is declared nowhere. */
  readonly unconfigured: Diagnostic[];
}

function lostProviders({ parentOf, unconfigured }: Builder, { modules }: Configuration): readonly Diagnostic[] {
  const passed = missingPassedProvider(modules, parentOf);
  if (passed === undefined) return unconfigured;
  const detail = 'It is passed to a module, and the calling module neither declares nor is given it.';
  return [errorAt('provider-missing', `missing provider ${passed}`, detail)];
}

const moduleKey = (path: readonly string[]) => path.map((name) => `module.${name}.`).join('');

function importsByResource({ root }: Configuration): ReadonlyMap<string, readonly ImportBlock[]> {
  const found = new Map<string, ImportBlock[]>();
  for (const block of root.imports) {
    const address = moduleKey(block.resource.module) + formatResourceInModule(block.resource);
    const same = found.get(address);
    if (same === undefined) found.set(address, [block]);
    else same.push(block);
  }
  return found;
}

function addModule(
  builder: Builder,
  module: Module,
  parent: ModuleNodes | undefined,
  call: ModuleCall | undefined,
): void {
  const { nodes } = builder;
  const prefix = moduleKey(module.path);
  const add = <N extends GraphNode>(node: N): N => {
    nodes.push(node);
    return node;
  };
  const base = (label: string) => ({ label, module, dependencies: new Set<GraphNode>() });
  let expand: ExpandNode | undefined;
  let close: CloseNode | undefined;
  if (parent !== undefined && call !== undefined) {
    const name = prefix.slice(0, -1);
    expand = add({ ...base(`${name} (expand)`), module: parent.module, kind: 'expand', call, child: module });
    close = add({ ...base(`${name} (close)`), kind: 'close' });
  }
  const mine: ModuleNodes = {
    module,
    expand,
    close,
    variables: new Map(),
    locals: new Map(),
    outputs: new Map(),
    resources: new Map(),
    checks: [],
    children: new Map(),
  };
  builder.modules.set(module, mine);
  if (call !== undefined) parent?.children.set(call.name, mine);
  const given = call === undefined ? undefined : moduleArguments(call, module, builder.problems);
  const suffix = module.path.length === 0 ? '' : ' (expand)';
  for (const declaration of module.variables.values()) {
    const argument = given?.get(declaration.name);
    const label = `${prefix}var.${declaration.name}${suffix}`;
    mine.variables.set(declaration.name, add({ ...base(label), kind: 'variable', declaration, argument }));
  }
  for (const declaration of module.locals.values()) {
    mine.locals.set(
      declaration.name,
      add({ ...base(`${prefix}local.${declaration.name} (expand)`), kind: 'local', declaration }),
    );
  }
  for (const declaration of module.outputs.values()) {
    mine.outputs.set(
      declaration.name,
      add({ ...base(`${prefix}output.${declaration.name} (expand)`), kind: 'output', declaration }),
    );
  }
  for (const declaration of module.resources.values()) {
    const address = prefix + declaration.address;
    const provider = providerNode(builder, module, declaration, address);
    const imports = builder.imports.get(address) ?? [];
    mine.resources.set(
      declaration.address,
      add({ ...base(address), kind: 'resource', declaration, provider, imports }),
    );
  }
  for (const declaration of module.checks.values()) {
    mine.checks.push(add({ ...base(`${prefix}check.${declaration.name} (expand)`), kind: 'check', declaration }));
  }
  for (const name of [...module.moduleCalls.keys()].sort()) {
    const child = module.children.get(name);
    if (child !== undefined) addModule(builder, child, mine, module.moduleCalls.get(name));
    if (hasErrors(builder.problems)) return;
  }
}

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

function connectModule(builder: Builder, mine: ModuleNodes): void {
  const { module, expand, close } = mine;
  const parent = builder.parentOf(module);
  const outer = parent === undefined ? undefined : builder.modules.get(parent.module);
  const inside = (node: GraphNode): void => {
    if (expand !== undefined) node.dependencies.add(expand);
    if (close !== undefined) close.dependencies.add(node);
  };
  for (const node of mine.variables.values()) {
    inside(node);
    if (node.argument !== undefined && outer !== undefined) connect(node, outer, [node.argument.expression]);
  }
  for (const node of mine.locals.values()) {
    inside(node);
    connect(node, mine, [node.declaration.expression]);
  }
  for (const node of mine.outputs.values()) {
    inside(node);
    connect(node, mine, [node.declaration.expression, ...ruleExpressions(node.declaration.preconditions)]);
    connectTraversals(node, mine, node.declaration.dependsOn);
  }
  for (const node of mine.resources.values()) {
    inside(node);
    connectResource(builder, node, mine);
  }
  for (const node of mine.checks) {
    inside(node);
    connect(node, mine, ruleExpressions(node.declaration.asserts));
    const data = node.declaration.data;
    const nested = data === undefined ? undefined : mine.resources.get(data.address);
    if (nested !== undefined) node.dependencies.add(nested);
  }
  for (const child of mine.children.values()) {
    if (child.expand !== undefined) {
      inside(child.expand);
      const { call } = child.expand;
      connect(child.expand, mine, [call.count, call.forEach]);
      connectTraversals(child.expand, mine, call.dependsOn);
    }
    if (child.close !== undefined) {
      if (child.expand !== undefined) child.close.dependencies.add(child.expand);
      if (close !== undefined) close.dependencies.add(child.close);
    }
  }
}

function connectResource(builder: Builder, node: ResourceNode, mine: ModuleNodes): void {
  const { declaration } = node;
  const { lifecycle } = declaration;
  node.dependencies.add(node.provider);
  const schema = builder.schemas.resource(declaration);
  if (schema !== undefined) connect(node, mine, expressionsOf(compileBody(declaration.body, schema.block)));
  connect(node, mine, [
    declaration.count,
    declaration.forEach,
    ...lifecycle.replaceTriggeredBy,
    ...ruleExpressions(lifecycle.preconditions),
    ...ruleExpressions(lifecycle.postconditions),
  ]);
  connectTraversals(node, mine, declaration.dependsOn);
  for (const provisioner of declaration.provisioners) {
    const provisionerBlock = provisionerSchema(provisioner.type);
    if (provisionerBlock !== undefined) {
      connect(node, mine, expressionsOf(compileBody(provisioner.body, provisionerBlock)));
    }
    connectConnection(node, mine, provisioner.connection);
  }
  connectConnection(node, mine, declaration.connection);
  for (const block of node.imports) {
    const root = rootOf(builder, mine);
    connect(node, root, [block.id, block.forEach]);
  }
}

function connectConnection(node: GraphNode, mine: ModuleNodes, body: Body | undefined): void {
  if (body !== undefined) connect(node, mine, expressionsOf(compileBody(body, connectionSchema)));
}

function rootOf(builder: Builder, mine: ModuleNodes): ModuleNodes {
  for (const nodes of builder.modules.values()) if (nodes.module.path.length === 0) return nodes;
  return mine;
}

function connectProvider(builder: Builder, node: ProviderNode): void {
  const { configuration, address, module } = node.provider;
  const mine = builder.modules.get(module);
  const schema = builder.schemas.provider(address);
  if (configuration === undefined || mine === undefined || schema === undefined) return;
  connect(node, mine, expressionsOf(compileBody(configuration.body, schema.block)));
  if (mine.expand !== undefined) node.dependencies.add(mine.expand);
}

/** Validation rules are their own nodes, for which everything that uses the variable waits. */
function connectValidations(builder: Builder): void {
  const added: ValidationNode[] = [];
  for (const mine of builder.modules.values()) {
    for (const variable of mine.variables.values()) {
      if (variable.declaration.validations.length === 0) continue;
      const label = `${variable.label.replace(' (expand)', '')} (validation)`;
      const node: ValidationNode = {
        kind: 'validation',
        label,
        module: mine.module,
        dependencies: new Set([variable]),
        variable,
      };
      connect(node, mine, ruleExpressions(variable.declaration.validations));
      added.push(node);
      for (const user of builder.nodes) if (user.dependencies.has(variable)) user.dependencies.add(node);
    }
  }
  append(builder.nodes, added);
}

function ruleExpressions(rules: readonly CheckRule[]): readonly (Expression | undefined)[] {
  return rules.flatMap(({ condition, errorMessage }) => [condition, errorMessage]);
}

function connect(node: GraphNode, mine: ModuleNodes, expressions: readonly (Expression | undefined)[]): void {
  for (const expression of expressions) {
    if (expression === undefined) continue;
    for (const reference of referencesOf(expression).references) connectReference(node, mine, reference);
  }
}

function connectTraversals(
  node: GraphNode,
  mine: ModuleNodes,
  traversals: readonly Parameters<typeof parseReference>[0][],
): void {
  for (const traversal of traversals) {
    const reference = parseReference(traversal, []);
    if (reference !== undefined) connectReference(node, mine, reference);
  }
}

function connectReference(node: GraphNode, mine: ModuleNodes, { subject }: Reference): void {
  const target = targetOf(mine, subject);
  // Edges to itself are not followed: a resource that refers to itself is found when it is planned.
  if (target !== undefined && target !== node) node.dependencies.add(target);
}

function targetOf(mine: ModuleNodes, subject: Reference['subject']): GraphNode | undefined {
  switch (subject.kind) {
    case 'variable':
      return mine.variables.get(subject.name);
    case 'local':
      return mine.locals.get(subject.name);
    case 'resource':
      return mine.resources.get(formatResourceInModule(subject));
    case 'module':
      if (subject.output === undefined) return mine.children.get(subject.name)?.close;
      return mine.children.get(subject.name)?.outputs.get(subject.output);
    default:
      return undefined;
  }
}

function topologicalOrder(nodes: readonly GraphNode[], problems: Diagnostic[]): readonly GraphNode[] {
  const waiting = new Map<GraphNode, number>();
  const dependents = new Map<GraphNode, GraphNode[]>();
  const order: GraphNode[] = [];
  for (const node of nodes) {
    waiting.set(node, node.dependencies.size);
    if (node.dependencies.size === 0) order.push(node);
    for (const dependency of node.dependencies) {
      const users = dependents.get(dependency);
      if (users === undefined) dependents.set(dependency, [node]);
      else users.push(node);
    }
  }
  for (let i = 0; i < order.length; i++) {
    for (const user of dependents.get(order[i] as GraphNode) ?? []) {
      const left = (waiting.get(user) as number) - 1;
      waiting.set(user, left);
      if (left === 0) order.push(user);
    }
  }
  if (order.length < nodes.length) {
    const done = new Set(order);
    for (const cycle of cyclesAmong(nodes.filter((node) => !done.has(node)))) {
      const labels = cycle.map(({ label }) => label).sort();
      problems.push(errorAt('cycle', `Cycle: ${labels.join(', ')}`, ''));
    }
  }
  return order;
}

/** The strongly connected components with more than one node (Tarjan, without recursion). */
function cyclesAmong(nodes: readonly GraphNode[]): readonly (readonly GraphNode[])[] {
  const among = new Set(nodes);
  const index = new Map<GraphNode, number>();
  const low = new Map<GraphNode, number>();
  const stack: GraphNode[] = [];
  const onStack = new Set<GraphNode>();
  const cycles: GraphNode[][] = [];
  for (const start of nodes) {
    if (index.has(start)) continue;
    const work: { node: GraphNode; next: Iterator<GraphNode> }[] = [];
    const enter = (node: GraphNode): void => {
      index.set(node, index.size);
      low.set(node, index.get(node) as number);
      stack.push(node);
      onStack.add(node);
      work.push({ node, next: node.dependencies.values() });
    };
    enter(start);
    for (let frame = work.at(-1); frame !== undefined; frame = work.at(-1)) {
      const { node } = frame;
      const step = frame.next.next();
      if (step.done !== true) {
        const next = step.value;
        if (!among.has(next)) continue;
        if (!index.has(next)) enter(next);
        else if (onStack.has(next)) low.set(node, Math.min(low.get(node) as number, index.get(next) as number));
        continue;
      }
      work.pop();
      const above = work.at(-1)?.node;
      if (above !== undefined) low.set(above, Math.min(low.get(above) as number, low.get(node) as number));
      if (low.get(node) !== index.get(node)) continue;
      const component: GraphNode[] = [];
      for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
        onStack.delete(member);
        component.push(member);
        if (member === node) break;
      }
      if (component.length > 1) cycles.push(component);
    }
  }
  return cycles;
}
