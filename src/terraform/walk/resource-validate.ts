/** A resource in validate: one visit stands for all its instances. The order of the steps decides what hides what. */

import type { Value } from '../../cty/index.ts';
import { DYNAMIC_UNKNOWN, stripMarks } from '../../cty/index.ts';
import type { Provider, Schema } from '../../provider/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import type { ResourceDeclaration } from '../configuration/model.ts';
import {
  type Around,
  evaluateBody,
  hasErrorsSince,
  type ModuleInstance,
  type Repetition,
  unsupportedResourceType,
} from '../evaluate/index.ts';
import { errorAt, warningAt } from '../problem.ts';
import { checkSteps, ephemeralPaths, locateDiagnostic, spanOfPath } from '../schema-body/index.ts';
import { suggestName } from '../suggest-name.ts';
import { checkRuleExpressions } from './conditions.ts';
import type { ResourceNode } from './graph/nodes.ts';
import { checkImports } from './import.ts';
import { checkDependsOn } from './output.ts';
import { checkProvisioners } from './provisioner.ts';
import { checkRepetition } from './repetition.ts';
import { addressOf } from './schemas.ts';
import { instancesOf, type Walk } from './walk.ts';

export async function validateResource(walk: Walk, node: ResourceNode, problems: Diagnostic[]): Promise<void> {
  const { declaration, module } = node;
  const [instance] = instancesOf(walk, module);
  if (instance === undefined) return;
  const provider = walk.context.providers(addressOf(module, declaration));
  if (provider === undefined) return;
  checkImports(walk, node, problems);
  const repetition = checkRepetition(walk.evaluator, instance, declaration, problems);
  checkDependsOn(walk, instance, declaration.dependsOn, problems);
  const schema = walk.schemas.resource(declaration);
  if (schema === undefined) {
    problems.push(await unsupportedType(provider, node));
  } else {
    await checkBody(walk, node, instance, provider, schema, repetition, problems);
  }
  const { preconditions, postconditions } = declaration.lifecycle;
  const self: Around = { repetition, self: { resource: declaration, value: DYNAMIC_UNKNOWN } };
  checkRuleExpressions(walk.evaluator, instance, preconditions, { repetition }, problems);
  checkRuleExpressions(walk.evaluator, instance, postconditions, self, problems);
  checkProvisioners(walk, instance, declaration, self, problems);
}

async function checkBody(
  walk: Walk,
  node: ResourceNode,
  instance: ModuleInstance,
  provider: Provider,
  schema: Schema,
  repetition: Repetition,
  problems: Diagnostic[],
): Promise<void> {
  const { declaration } = node;
  const before = problems.length;
  const config = evaluateBody(
    walk.evaluator,
    instance,
    declaration.body,
    schema.block,
    problems,
    aroundBody(declaration, repetition),
  );
  if (hasErrorsSince(problems, before)) return;
  refuseEphemeral(declaration, config, schema, problems);
  checkIgnoreChanges(declaration, schema, problems);
  const found = provider.validateResource(declaration.mode, declaration.type, stripMarks(config));
  for (const one of found instanceof Promise ? await found : found) {
    problems.push(locateDiagnostic(one, declaration.body, node.label));
  }
}

/** A data source of a check block may refer to what belongs to that check. */
export function aroundBody(declaration: ResourceDeclaration, repetition: Repetition): Around {
  return declaration.check === undefined ? { repetition } : { repetition, check: declaration.check };
}

/** Ephemeral values may stand in write-only attributes only; ephemeral resources and data sources are another matter. */
export function refuseEphemeral(
  declaration: ResourceDeclaration,
  config: Value,
  schema: Schema,
  problems: Diagnostic[],
): void {
  if (declaration.mode === 'ephemeral') return;
  for (const path of ephemeralPaths(config, schema.block)) {
    const detail = 'An ephemeral value cannot be kept in the state, so only a write-only attribute can take it.';
    problems.push(
      errorAt('invalid-ephemeral-use', 'Invalid use of ephemeral value', detail, spanOfPath(declaration.body, path)),
    );
  }
}

function checkIgnoreChanges(declaration: ResourceDeclaration, schema: Schema, problems: Diagnostic[]): void {
  for (const traversal of declaration.lifecycle.ignoreChanges) {
    const before = problems.length;
    const first = { kind: 'attribute', name: traversal.root, span: traversal.rootSpan } as const;
    checkSteps(schema.block, [first, ...traversal.steps], problems);
    if (hasErrorsSince(problems, before)) continue;
    const attribute = schema.block.attributes.get(traversal.root);
    if (traversal.steps.length === 0 && attribute?.computed === true && !attribute.optional) {
      const detail = `The provider alone decides ${traversal.root}, so there is nothing to ignore.`;
      problems.push(
        warningAt('redundant-ignore-changes', 'Redundant ignore_changes element', detail, declaration.typeSpan),
      );
    }
  }
}

export async function unsupportedType(provider: Provider, { declaration }: ResourceNode): Promise<Diagnostic> {
  const { mode, type, typeSpan } = declaration;
  let hint = '';
  const other = mode === 'managed' ? 'data' : mode === 'data' ? 'managed' : undefined;
  const elsewhere = other === undefined ? undefined : await provider.resourceSchema(other, type);
  if (elsewhere !== undefined) {
    hint =
      other === 'data'
        ? `\n\nThere is a data source "${type}": a "data" block declares it.`
        : `\n\nThere is a resource type "${type}": a "resource" block declares it.`;
  } else {
    const suggestion = suggestName(type, await provider.resourceTypes(mode));
    if (suggestion !== undefined) hint = ` Did you mean "${suggestion}"?`;
  }
  return unsupportedResourceType(mode, type, provider.address, hint, typeSpan);
}
