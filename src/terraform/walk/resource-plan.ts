/** A managed resource in a plan: its instances, and what the provider would create for each. */
import {
  DYNAMIC_UNKNOWN,
  known,
  markAtPaths,
  nullOf,
  objectValue,
  rawEquals,
  tupleValue,
  unmarkDeep,
  type Value,
} from '../../cty/index.ts';
import { impliedType, type PlanResponse, type Provider, type Schema } from '../../provider/index.ts';
import { type Diagnostic, limits } from '../../source/index.ts';
import { sideTable } from '../../util/side-table.ts';
import type { ResourceDeclaration } from '../configuration/model.ts';
import {
  type Around,
  describeModule,
  EPHEMERAL_UNKNOWN,
  evaluateBody,
  hasErrorsSince,
  type ModuleInstance,
  referencesOf,
  undeclaredResource,
} from '../evaluate/index.ts';
import { formatInstanceAddress, formatResourceInModule } from '../instance-address.ts';
import type { CheckResult, InstanceAddress, ResourceChange } from '../plan.ts';
import { errorAt } from '../problem.ts';
import { compileBody, expressionsOf, locateDiagnostic, markSensitive, withoutWriteOnly } from '../schema-body/index.ts';
import { combineOutcomes, evaluateRules, type RuleOutcome } from './conditions.ts';
import { planData } from './data-plan.ts';
import type { ResourceNode } from './graph/nodes.ts';
import { checkUnusedImports, type PlannedImport, planImports } from './import.ts';
import { checkDependsOn, worst } from './output.ts';
import { expandRepetition, type RepeatedInstance } from './repetition.ts';
import { aroundBody, refuseEphemeral, unsupportedType } from './resource-validate.ts';
import { instancesOf, type Walk } from './walk.ts';

/** One instance to be planned, with all that is needed for it. */
export interface InstanceWork {
  readonly walk: Walk;
  readonly node: ResourceNode;
  readonly module: ModuleInstance;
  readonly declaration: ResourceDeclaration;
  readonly schema: Schema;
  readonly provider: Provider;
  readonly address: InstanceAddress;
  readonly addressText: string;
  readonly around: Around;
}

/** The instance's value for whoever refers to it, and how its conditions came out. */
export interface InstanceResult {
  readonly value: Value;
  readonly conditions: RuleOutcome;
}

export async function planResource(walk: Walk, node: ResourceNode, problems: Diagnostic[]): Promise<void> {
  const { declaration } = node;
  const provider = walk.configured.get(node.provider) ?? walk.context.providers(node.provider.provider.address);
  if (provider === undefined) return;
  const schema = walk.schemas.resource(declaration);
  if (schema === undefined) {
    problems.push(await unsupportedType(provider, node));
    return;
  }
  const imports = node.imports.length === 0 ? undefined : planImports(walk, node, problems);
  const checks: CheckResult['instances'][number][] = [];
  const changedIn: ModuleInstance[] = [];
  for (const module of instancesOf(walk, node.module)) {
    checkDependsOn(walk, module, declaration.dependsOn, problems);
    if (repetitionRefersToItself(declaration, problems)) continue;
    const instances = expandRepetition(walk.evaluator, module, declaration, problems);
    if (instances === undefined) continue;
    if (exceedsLimit(walk, instances.length, node, problems)) return;
    const values: [InstanceAddress['key'], Value][] = [];
    for (const instance of instances) {
      const work = workFor(walk, node, module, schema, provider, instance);
      walk.results.instances.add(work.addressText);
      const planned = planInstance(work, imports?.get(work.addressText), problems);
      imports?.delete(work.addressText);
      const result = planned instanceof Promise ? await planned : planned;
      values.push([instance.key, result?.value ?? DYNAMIC_UNKNOWN]);
      if (result !== undefined && hasConditions(declaration)) {
        checks.push({ address: work.addressText, key: instance.key, ...result.conditions });
      }
    }
    module.resources.set(declaration.address, combined(declaration, values));
    if (instances.length > 0) changedIn.push(module);
  }
  if (imports !== undefined) checkUnusedImports(imports.keys(), problems);
  if (changedIn.length > 0 && declaration.mode === 'managed') walk.results.changed.set(declaration, changedIn);
  if (hasConditions(declaration)) {
    walk.results.checks.push({
      kind: 'resource',
      address: node.label,
      module: node.module.path,
      name: `${declaration.type}.${declaration.name}`,
      status: worst(checks.map(({ status }) => status)),
      instances: checks,
    });
  }
}

function exceedsLimit(walk: Walk, more: number, node: ResourceNode, problems: Diagnostic[]): boolean {
  walk.results.resourceInstances += more;
  const limit = limits.maxResourceInstances;
  if (walk.results.resourceInstances <= limit) return false;
  const detail = `The plan would have more than ${limit} resource instances (limit maxResourceInstances).`;
  problems.push(errorAt('limit-resource-instances', 'Too many resource instances', detail, node.declaration.span));
  return true;
}

function hasConditions({ lifecycle }: ResourceDeclaration): boolean {
  return lifecycle.preconditions.length + lifecycle.postconditions.length > 0;
}

function combined(
  declaration: ResourceDeclaration,
  values: readonly (readonly [InstanceAddress['key'], Value])[],
): Value {
  if (declaration.count !== undefined) return tupleValue(values.map(([, value]) => value));
  if (declaration.forEach !== undefined) return objectValue(values.map(([key, value]) => [String(key), value]));
  return values[0]?.[1] ?? DYNAMIC_UNKNOWN;
}

function workFor(
  walk: Walk,
  node: ResourceNode,
  module: ModuleInstance,
  schema: Schema,
  provider: Provider,
  { key, repetition }: RepeatedInstance,
): InstanceWork {
  const { declaration } = node;
  const { mode, type, name } = declaration;
  const address = { module: module.path, mode, type, name, key };
  return {
    walk,
    node,
    module,
    declaration,
    schema,
    provider,
    address,
    addressText: formatInstanceAddress(address),
    around: aroundBody(declaration, repetition),
  };
}

function planInstance(
  work: InstanceWork,
  imported: PlannedImport | undefined,
  problems: Diagnostic[],
): InstanceResult | undefined | Promise<InstanceResult | undefined> {
  if (refersToItself(work, problems)) return undefined;
  switch (work.declaration.mode) {
    case 'managed':
      return planManaged(work, imported, problems);
    case 'data':
      return planData(work, problems);
    case 'ephemeral':
      return openEphemeral(work, problems);
  }
}

const bodyReferences = sideTable<ResourceDeclaration, readonly ReturnType<typeof referencesOf>[]>();

/** A body may not refer to the instance that it describes, nor to the resource as a whole. */
function refersToItself({ declaration, schema, address }: InstanceWork, problems: Diagnostic[]): boolean {
  let all = bodyReferences.get(declaration);
  if (all === undefined) {
    all = expressionsOf(compileBody(declaration.body, schema.block))
      .map(referencesOf)
      .filter(({ references }) => references.length > 0);
    bodyReferences.set(declaration, all);
  }
  let found = false;
  for (const { references } of all) {
    for (const { subject, span } of references) {
      if (subject.kind !== 'resource' || subject.name !== declaration.name || subject.type !== declaration.type)
        continue;
      if (subject.mode !== declaration.mode || (subject.key !== undefined && subject.key !== address.key)) continue;
      found = true;
      const detail = `The configuration of ${declaration.address} cannot refer to itself.`;
      problems.push(errorAt('self-reference', 'Self-referential block', detail, span));
    }
  }
  return found;
}

/** Neither `count` nor `for_each` may refer to the resource that they repeat. */
function repetitionRefersToItself(declaration: ResourceDeclaration, problems: Diagnostic[]): boolean {
  const { count, forEach, mode, type, name, address } = declaration;
  const expression = count ?? forEach;
  if (expression === undefined) return false;
  let found = false;
  for (const { subject, span } of referencesOf(expression).references) {
    if (subject.kind !== 'resource' || subject.name !== name || subject.type !== type || subject.mode !== mode)
      continue;
    found = true;
    const detail = `The number of instances of ${address} cannot depend on ${address} itself.`;
    problems.push(errorAt('self-reference', 'Self-referential block', detail, span));
  }
  return found;
}

/** Preconditions and the configuration, checked again with real values. Undefined where something is wrong. */
export async function instanceConfig(
  work: InstanceWork,
  problems: Diagnostic[],
): Promise<{ readonly config: Value; readonly before: RuleOutcome } | undefined> {
  const { walk, module, declaration, schema, around, provider, addressText } = work;
  const start = problems.length;
  const before = evaluateRules(
    walk.evaluator,
    module,
    declaration.lifecycle.preconditions,
    'Resource precondition',
    around,
    problems,
  );
  if (hasErrorsSince(problems, start)) return undefined;
  const config = evaluateBody(walk.evaluator, module, declaration.body, schema.block, problems, around);
  if (hasErrorsSince(problems, start)) return undefined;
  refuseEphemeral(declaration, config, schema, problems);
  if (hasErrorsSince(problems, start)) return undefined;
  if (declaration.mode !== 'data') {
    const found = provider.validateResource(declaration.mode, declaration.type, unmarkDeep(config).value);
    for (const one of found instanceof Promise ? await found : found) {
      problems.push(locateDiagnostic(one, declaration.body, addressText));
    }
    if (hasErrorsSince(problems, start)) return undefined;
  }
  return { config, before };
}

async function planManaged(
  work: InstanceWork,
  imported: PlannedImport | undefined,
  problems: Diagnostic[],
): Promise<InstanceResult | undefined> {
  const { walk, declaration, schema, provider, address, addressText } = work;
  const start = problems.length;
  const ready = await instanceConfig(work, problems);
  if (ready === undefined) return undefined;
  const { value: config, paths } = unmarkDeep(ready.config);
  const blank = nullOf(impliedType(schema.block));
  const prior = imported === undefined ? blank : importedState(work, imported, blank);
  const proposed = withoutWriteOnly(config, schema.block);
  const asked = provider.planResource({ type: declaration.type, prior, proposed, config });
  const { planned, diagnostics, requiresReplace } = asked instanceof Promise ? await asked : asked;
  for (const one of diagnostics) problems.push(locateDiagnostic(one, declaration.body, addressText));
  if (hasErrorsSince(problems, start)) return undefined;
  const after = markSensitive(markAtPaths(withoutWriteOnly(planned, schema.block), paths), schema.block);
  const { action, ...reason } = actionOf(prior, planned, requiresReplace);
  if (prior.state !== 'null') {
    walk.results.reads.push({ address, providerAddress: provider.address, value: prior, dependsOn: [] });
  }
  walk.results.changes.push({
    address,
    providerAddress: provider.address,
    action,
    ...reason,
    before: prior,
    after,
    ...(imported !== undefined && { importing: { id: imported.id } }),
  });
  checkTriggers(work, problems);
  return { value: after, conditions: afterConditions(work, ready.before, after, problems) };
}

/** What importing finds. Only of the built-in provider is it known: its objects hold nothing but their id. */
function importedState({ provider, schema }: InstanceWork, { id }: PlannedImport, blank: Value): Value {
  if (provider.address !== 'terraform.io/builtin/terraform' || id.state !== 'known') return blank;
  const type = impliedType(schema.block);
  const members = [...schema.block.attributes].map(([name, attribute]): [string, Value] => [
    name,
    name === 'id' ? unmarkDeep(id).value : nullOf(attribute.type),
  ]);
  return known(type, new Map(members.sort(([a], [b]) => (a < b ? -1 : 1))));
}

function actionOf(
  prior: Value,
  planned: Value,
  requiresReplace: PlanResponse['requiresReplace'],
): Pick<ResourceChange, 'action' | 'actionReason' | 'replacePaths'> {
  if (prior.state === 'null') return { action: 'create' };
  if (requiresReplace.length > 0) {
    return { action: 'replace', actionReason: 'replace_because_cannot_update', replacePaths: requiresReplace };
  }
  return { action: rawEquals(prior, planned) ? 'no-op' : 'update' };
}

/** Objects that trigger a replacement must be declared; nothing is replaced from an empty state. */
function checkTriggers({ declaration, module }: InstanceWork, problems: Diagnostic[]): void {
  for (const expression of declaration.lifecycle.replaceTriggeredBy) {
    for (const reference of referencesOf(expression).references) {
      const { subject, span } = reference;
      if (subject.kind !== 'resource' || module.module.resources.has(formatResourceInModule(subject))) continue;
      const where = describeModule(module.module);
      problems.push(undeclaredResource(subject.mode, subject.type, subject.name, where, undefined, span));
    }
  }
}

/** Postconditions, which see the instance's new value. */
export function afterConditions(
  { walk, module, declaration, around }: InstanceWork,
  before: RuleOutcome,
  value: Value,
  problems: Diagnostic[],
): RuleOutcome {
  const { postconditions } = declaration.lifecycle;
  if (postconditions.length === 0) return before;
  const self: Around = { ...around, self: { resource: declaration, value } };
  const after = evaluateRules(walk.evaluator, module, postconditions, 'Resource postcondition', self, problems);
  return combineOutcomes([before, after]);
}

/** Ephemeral resources are not opened: their result stays unknown. */
async function openEphemeral(work: InstanceWork, problems: Diagnostic[]): Promise<InstanceResult | undefined> {
  const ready = await instanceConfig(work, problems);
  if (ready === undefined) return undefined;
  return { value: EPHEMERAL_UNKNOWN, conditions: ready.before };
}
