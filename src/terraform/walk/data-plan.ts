/** A data source in a plan: read at once, or left for apply where its configuration or a dependency is not settled yet. */
import {
  entriesOf,
  isWhollyKnown,
  known,
  markAtPaths,
  nullOf,
  unknownOf,
  unmarkDeep,
  type Value,
} from '../../cty/index.ts';
import type { Expression } from '../../hcl/index.ts';
import { type BlockSchema, impliedType } from '../../provider/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import type { Module, ResourceDeclaration } from '../configuration/model.ts';
import { hasErrorsSince, type ModuleInstance, referencesOf } from '../evaluate/index.ts';
import { formatResourceInModule } from '../instance-address.ts';
import type { ResourceChange } from '../plan.ts';
import { errorAt } from '../problem.ts';
import { parseReference } from '../reference.ts';
import { compileBody, expressionsOf, locateDiagnostic, markSensitive } from '../schema-body/index.ts';
import type { GraphNode } from './graph/nodes.ts';
import { afterConditions, type InstanceResult, type InstanceWork, instanceConfig } from './resource-plan.ts';
import type { Walk } from './walk.ts';

export async function planData(work: InstanceWork, problems: Diagnostic[]): Promise<InstanceResult | undefined> {
  const { walk, declaration, schema, provider, address } = work;
  const start = problems.length;
  const ready = await instanceConfig(work, problems);
  if (ready === undefined) return undefined;
  const { value: config, paths } = unmarkDeep(ready.config);
  const finish = (value: Value): Value => markSensitive(markAtPaths(value, paths), schema.block);
  const waits = !isWhollyKnown(config);
  const pending = !waits && dependenciesPending(work);
  if (waits || pending || declaration.check !== undefined) {
    const reason: ResourceChange['actionReason'] = waits
      ? 'read_because_config_unknown'
      : pending
        ? 'read_because_dependency_pending'
        : 'read_because_check_nested';
    let value = finish(deferredObject(config, schema.block));
    if (reason === 'read_because_check_nested') {
      const nested: Diagnostic[] = [];
      const answer = await read(work, config, finish, nested);
      // A check never stops a plan: what its data source reports are warnings.
      for (const one of nested) problems.push({ ...one, severity: 'warning' });
      const failure = nested.find(({ severity }) => severity === 'error');
      if (failure !== undefined) {
        walk.failedChecks.set(
          `${work.module.prefix}check.${declaration.check}`,
          `${failure.summary}: ${failure.detail}`,
        );
      }
      const found = answer ?? finish(config);
      walk.results.reads.push({ address, providerAddress: provider.address, value: found, dependsOn: [] });
      value = answer ?? value;
    }
    walk.results.changes.push({
      address,
      providerAddress: provider.address,
      action: 'read',
      before: nullOf(impliedType(schema.block)),
      after: value,
      actionReason: reason,
    });
    return { value, conditions: afterConditions(work, ready.before, value, problems) };
  }
  const state = await read(work, config, finish, problems);
  if (state === undefined || hasErrorsSince(problems, start)) return undefined;
  walk.results.reads.push({
    address,
    providerAddress: provider.address,
    value: state,
    dependsOn: dependencyAddresses(work.node),
  });
  return { value: state, conditions: afterConditions(work, ready.before, state, problems) };
}

async function read(
  { declaration, provider, addressText }: InstanceWork,
  config: Value,
  finish: (value: Value) => Value,
  problems: Diagnostic[],
): Promise<Value | undefined> {
  const start = problems.length;
  const checked = provider.validateResource('data', declaration.type, config);
  for (const one of checked instanceof Promise ? await checked : checked) {
    problems.push(locateDiagnostic(one, declaration.body, addressText));
  }
  if (hasErrorsSince(problems, start)) return undefined;
  const asked = provider.readData(declaration.type, config);
  const { state, diagnostics } = asked instanceof Promise ? await asked : asked;
  for (const one of diagnostics) problems.push(locateDiagnostic(one, declaration.body, addressText));
  if (hasErrorsSince(problems, start)) return undefined;
  if (state.state === 'null') {
    const detail = `The provider answered nothing for ${addressText}.`;
    problems.push(errorAt('provider-null-object', 'Provider produced null object', detail, declaration.span));
    return undefined;
  }
  return finish(state);
}

/** The configuration with everything unknown that the provider will fill in. */
function deferredObject(config: Value, block: BlockSchema): Value {
  if (config.state !== 'known') return config;
  const entries = new Map(entriesOf(config));
  for (const [name, attribute] of block.attributes) {
    if (attribute.computed && entries.get(name)?.state === 'null') entries.set(name, unknownOf(attribute.type));
  }
  for (const [name, nested] of block.blocks) {
    const part = entries.get(name);
    if (part !== undefined) entries.set(name, deferredBlocks(part, nested.block));
  }
  return known(config.type, entries, config.marks);
}

function deferredBlocks(value: Value, block: BlockSchema): Value {
  if (value.state !== 'known') return value;
  if (value.type.kind === 'object') return deferredObject(value, block);
  const { data } = value;
  if (Array.isArray(data)) {
    return known(
      value.type,
      (data as readonly Value[]).map((part) => deferredObject(part, block)),
      value.marks,
    );
  }
  if (!(data instanceof Map)) return value;
  const parts = [...entriesOf(value)].map(([key, part]) => [key, deferredObject(part, block)] as const);
  return known(value.type, new Map(parts), value.marks);
}

/**
 * Whether anything will change that the data source, or a call of a module around it, depends on explicitly; or that the
 * data source refers to, even where the value is known.
 */
function dependenciesPending(work: InstanceWork): boolean {
  const { walk, node, module, declaration } = work;
  const conditions = declaration.lifecycle.preconditions.length + declaration.lifecycle.postconditions.length > 0;
  const resources = new Set<ResourceDeclaration>();
  if (conditions) collectReachable(node, resources);
  for (const expression of ownExpressions(work)) {
    for (const { subject } of referencesOf(expression).references) {
      if (subject.kind !== 'resource' || subject.mode !== 'managed') continue;
      const target = module.module.resources.get(formatResourceInModule(subject));
      if (target !== undefined) resources.add(target);
    }
  }
  for (let inner: ModuleInstance | undefined = module, own = declaration.dependsOn; inner !== undefined; ) {
    for (const traversal of own) {
      const reference = parseReference(traversal, []);
      if (reference === undefined) continue;
      const { subject } = reference;
      if (subject.kind === 'resource') {
        const target = inner.module.resources.get(formatResourceInModule(subject));
        if (target !== undefined) resources.add(target);
        const below = walk.nodeOf.get(target as ResourceDeclaration);
        if (below !== undefined && subject.mode === 'data') collectReachable(below, resources);
      } else if (subject.kind === 'module') {
        const child = inner.module.children.get(subject.name);
        if (child !== undefined) collectModule(child, resources);
      }
    }
    own = inner.call?.dependsOn ?? [];
    inner = inner.parent;
  }
  for (const resource of resources) {
    if (resource.mode === 'managed' && resource !== declaration && changes(walk, resource, module)) return true;
  }
  return false;
}

function ownExpressions({ declaration, schema }: InstanceWork): readonly Expression[] {
  const { body, count, forEach } = declaration;
  const repetition = count ?? forEach;
  const found = expressionsOf(compileBody(body, schema.block));
  return repetition === undefined ? found : [repetition, ...found];
}

/** Instances of the same module under another key never matter. */
function changes({ results }: Walk, resource: ResourceDeclaration, mine: ModuleInstance): boolean {
  const where = results.changed.get(resource);
  return where?.some((other) => other.module !== mine.module || other === mine) ?? false;
}

function collectModule(module: Module, found: Set<ResourceDeclaration>): void {
  for (const resource of module.resources.values()) found.add(resource);
  for (const child of module.children.values()) collectModule(child, found);
}

function collectReachable(start: GraphNode, found: Set<ResourceDeclaration>): void {
  const seen = new Set<GraphNode>();
  const queue: GraphNode[] = [start];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    for (const next of node.dependencies) {
      if (seen.has(next)) continue;
      seen.add(next);
      if (next.kind === 'resource') found.add(next.declaration);
      queue.push(next);
    }
  }
}

/** Configuration addresses of the resources that a data source depends on, sorted. */
function dependencyAddresses(node: GraphNode): readonly string[] {
  const found: string[] = [];
  for (const next of node.dependencies) if (next.kind === 'resource') found.push(next.label);
  return found.sort();
}
