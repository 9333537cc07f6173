/** The edges: what each node waits for. */
import type { Body, Expression } from '../../../hcl/index.ts';
import { append } from '../../../util/append.ts';
import type { CheckRule } from '../../configuration/model.ts';
import { referencesOf } from '../../evaluate/references.ts';
import { formatResourceInModule } from '../../instance-address.ts';
import { parseReference, type Reference } from '../../reference.ts';
import { compileBody, expressionsOf } from '../../schema-body/compile.ts';
import { connectionSchema, provisionerSchema } from '../provisioner-schema.ts';
import type { Builder, ModuleNodes } from './builder.ts';
import type { GraphNode, ProviderNode, ResourceNode, ValidationNode } from './nodes.ts';

export function connectAll(builder: Builder): void {
  for (const nodes of builder.modules.values()) connectModule(builder, nodes);
  for (const node of builder.providers.values()) connectProvider(builder, node);
  connectValidations(builder);
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
