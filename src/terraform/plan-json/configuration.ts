/** The `configuration` section of plan JSON: the declarations with their expressions unevaluated. */

import type { Traversal } from '../../hcl/index.ts';
import type { BlockSchema } from '../../provider/index.ts';
import type {
  Configuration,
  Module,
  ModuleCall,
  OutputDeclaration,
  Provisioner,
  ResourceDeclaration,
  VariableDeclaration,
} from '../configuration/model.ts';
import type { PlanSchemas } from '../plan.ts';
import { provisionerSchema } from '../walk/provisioner-schema.ts';
import { bodyExpressions, expressionJson, shownExpression, subjectText } from './expressions.ts';
import { type ProviderKeys, providerConfigurations } from './provider-keys.ts';
import { type Json, knownParts } from './values.ts';

type JsonObject = Record<string, Json>;

export function configurationJson(configuration: Configuration, schemas: PlanSchemas): Json {
  const { entries, keys } = providerConfigurations(configuration.root, schemas);
  const result: JsonObject = {};
  if (Object.keys(entries).length > 0) result.provider_config = entries;
  result.root_module = moduleJson(configuration.root, schemas, keys);
  return result;
}

function moduleJson(module: Module, schemas: PlanSchemas, keys: ProviderKeys): JsonObject {
  const result: JsonObject = {};
  if (module.outputs.size > 0) result.outputs = byName(module.outputs, outputJson);
  const resources = [...module.resources.values()].sort(
    (a, b) => modeRank(a) - modeRank(b) || compare(a.address, b.address),
  );
  const shown = resources.filter(({ mode }) => mode !== 'ephemeral');
  if (shown.length > 0) result.resources = shown.map((resource) => resourceJson(resource, module, schemas, keys));
  if (module.moduleCalls.size > 0) {
    result.module_calls = byName(module.moduleCalls, (call) => moduleCallJson(call, module, schemas, keys));
  }
  if (module.variables.size > 0) result.variables = byName(module.variables, variableJson);
  return result;
}

function resourceJson(resource: ResourceDeclaration, module: Module, schemas: PlanSchemas, keys: ProviderKeys): Json {
  const providerAddress = module.providerAddress(resource.providerLocalName);
  const schema = schemas.resource(providerAddress, resource.mode, resource.type);
  const expressions = schema === undefined ? undefined : bodyExpressions(resource.body, schema.block);
  const reference = resource.providerReference;
  const localKey =
    reference?.alias === undefined ? resource.providerLocalName : `${resource.providerLocalName}.${reference.alias}`;
  return {
    address: resource.address,
    mode: resource.mode,
    type: resource.type,
    name: resource.name,
    provider_config_key: keys.resolve(localKey, module.path),
    ...(resource.provisioners.length === 0 ? {} : { provisioners: resource.provisioners.map(provisionerJson) }),
    ...(expressions === undefined ? {} : { expressions }),
    schema_version: schema?.version ?? 0,
    ...repetition(resource),
    ...dependsOn(resource.dependsOn),
  };
}

function repetition({ count, forEach }: Pick<ResourceDeclaration, 'count' | 'forEach'>): JsonObject {
  const shownCount = shownExpression(count);
  const shownForEach = shownExpression(forEach);
  return {
    ...(shownCount !== undefined && { count_expression: shownCount }),
    // Both stand there only where an override file added the other; count is the one that is shown.
    ...(shownForEach !== undefined && shownCount === undefined && { for_each_expression: shownForEach }),
  };
}

function provisionerJson({ type, body }: Provisioner): Json {
  const schema = provisionerSchema(type);
  const expressions = schema === undefined ? undefined : bodyExpressions(body, schema);
  return { type, ...(expressions === undefined ? {} : { expressions }) };
}

function moduleCallJson(call: ModuleCall, parent: Module, schemas: PlanSchemas, keys: ProviderKeys): Json {
  const child = parent.children.get(call.name);
  const expressions = child === undefined ? undefined : bodyExpressions(call.body, inputsSchema(child));
  return {
    source: call.source,
    ...(expressions === undefined ? {} : { expressions }),
    ...repetition(call),
    module: child === undefined ? {} : moduleJson(child, schemas, keys),
    ...(call.version === undefined ? {} : { version_constraint: call.version.constraint }),
    ...dependsOn(call.dependsOn),
  };
}

/** A module's variables as the attributes of a block. */
function inputsSchema(module: Module): BlockSchema {
  const attributes = new Map(
    [...module.variables.values()].map(({ name, type, defaultValue }) => [
      name,
      {
        type,
        required: defaultValue === undefined,
        optional: defaultValue !== undefined,
        computed: false,
        sensitive: false,
        writeOnly: false,
        deprecated: false,
      },
    ]),
  );
  return { attributes, blocks: new Map(), deprecated: false };
}

function outputJson(output: OutputDeclaration): Json {
  return {
    ...(output.sensitive ? { sensitive: true } : {}),
    expression: expressionJson(output.expression),
    ...dependsOn(output.dependsOn),
    ...(output.description === undefined || output.description === '' ? {} : { description: output.description }),
  };
}

function variableJson(variable: VariableDeclaration): Json {
  return {
    ...(variable.defaultValue === undefined ? {} : { default: knownParts(variable.defaultValue) ?? null }),
    ...(variable.description === undefined || variable.description === '' ? {} : { description: variable.description }),
    ...(variable.sensitive ? { sensitive: true } : {}),
  };
}

/** The objects depended on: each traversal without what follows its subject. */
function dependsOn(traversals: readonly Traversal[]): JsonObject {
  const subjects = traversals.map(subjectText).filter((text) => text !== undefined);
  return subjects.length === 0 ? {} : { depends_on: subjects };
}

function modeRank({ mode }: ResourceDeclaration): number {
  return mode === 'managed' ? 0 : 1;
}

function byName<T>(map: ReadonlyMap<string, T>, render: (value: T) => Json): JsonObject {
  return Object.fromEntries([...map].sort(([a], [b]) => compare(a, b)).map(([name, value]) => [name, render(value)]));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
