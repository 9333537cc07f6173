/** The Provider made of a pack: schema and facts as data, and a few functions by hand for what is computed locally. */
import { entriesOf, known, stringValue, type Value } from '../../cty/index.ts';
import type { Behaviour, BehaviourContext, FolderFiles } from '../behaviour/behaviour.ts';
import { replacingPlaces } from '../behaviour/replacing.ts';
import {
  type CompiledChecks,
  compileChecks,
  compilePlan,
  type PlanNode,
  planCreate,
  planUpdate,
  printValue,
  type ResourceFacts,
  replacedPaths,
  runChecks,
} from '../facts/index.ts';
import type {
  FunctionSignature,
  PlanRequest,
  PlanResponse,
  Provider,
  ProviderDiagnostic,
  ReadResponse,
  ResourceMode,
} from '../provider.ts';
import type { Schema } from '../schema.ts';
import type { Pack } from './file.ts';
import { decodeSchema, decodeType, type SchemaLine, type TypeJson } from './line.ts';
import { checkSchemaRules, type Style, styleOf } from './schema-rules.ts';

export interface PackOptions {
  /** absent: reading from the cloud fails, as without credentials; assumed: its answer is unknown. */
  readonly cloud: 'absent' | 'assumed';
  /** The configuration's folder, for data sources that read files; absent: nothing can be read. */
  readonly files?: FolderFiles;
  /** Reads a .tfvars text, for the built-in provider's function; this layer knows no syntax. */
  readonly decodeTfvars?: (text: string) => { readonly value: Value } | { readonly error: string };
}

/** A pack with what was decoded of it, shared by all providers made of it. */
export interface LoadedPack {
  readonly pack: Pack;
  readonly schemas: Map<string, Schema | undefined>;
  readonly facts: Map<string, CompiledFacts>;
}

interface CompiledFacts {
  readonly checks: CompiledChecks;
  readonly plan: PlanNode | undefined;
  readonly forceNew: readonly string[] | undefined;
  readonly read: ResourceFacts['read'];
  readonly regional: ResourceFacts['regional'];
}

const KINDS: Readonly<Record<ResourceMode, string>> = { managed: 'resource', data: 'data', ephemeral: 'ephemeral' };

export function packProvider(
  loaded: LoadedPack,
  version: string,
  behaviour: Behaviour | undefined,
  options: PackOptions,
  settings?: Value,
): Provider {
  const { pack } = loaded;
  const { address } = pack.header;
  const code = `${address.split('/').at(-1)}/fact`;

  const schemaOf = (key: string): Schema | undefined => {
    let schema = loaded.schemas.get(key);
    if (schema === undefined && !loaded.schemas.has(key)) {
      const line = pack.line(key);
      schema = line === undefined ? undefined : decodeSchema(line as SchemaLine);
      loaded.schemas.set(key, schema);
    }
    return schema;
  };
  const factsOf = (key: string): CompiledFacts => {
    let facts = loaded.facts.get(key);
    if (facts === undefined) {
      const line = (pack.line(`facts-${key}`) ?? {}) as ResourceFacts;
      facts = {
        checks: compileChecks(line.checks),
        plan: compilePlan(line.plan),
        forceNew: line.plan?.forceNew,
        read: line.read,
        regional: line.regional,
      };
      loaded.facts.set(key, facts);
    }
    return facts;
  };
  const contextOf = (schema: Schema): BehaviourContext => ({
    settings,
    cloud: options.cloud,
    files: options.files,
    schema,
    version,
    plan: (config) => planCreate(schema.block, config, undefined, styleOf(schema)),
  });
  const providerSchema = (): Schema =>
    schemaOf('provider') ?? { version: 0, block: { attributes: new Map(), blocks: new Map(), deprecated: false } };
  const need = (mode: ResourceMode, type: string): Schema => {
    const schema = schemaOf(`${KINDS[mode]}.${type}`);
    if (schema === undefined) throw new Error(`${address} ${version} has no ${KINDS[mode]} type ${type}`);
    return schema;
  };

  return {
    address,
    version,
    providerSchema,
    resourceSchema: (mode, type) => schemaOf(`${KINDS[mode]}.${type}`),
    resourceTypes: (mode) => pack.names(KINDS[mode]),
    functions: () => readFunctions(pack),
    validateProvider: (config) => [
      ...runChecks(factsOf('provider').checks.validate, config, code, styleOf(providerSchema())),
      ...(behaviour?.validateProvider?.(config, contextOf(providerSchema())) ?? []),
    ],
    validateResource: (mode, type, config) => {
      const schema = need(mode, type);
      const key = `${KINDS[mode]}.${type}`;
      return [
        ...checkSchemaRules(mode, schema, styleOf(schema), config),
        ...runChecks(factsOf(key).checks.validate, config, code, styleOf(schema)),
        ...(behaviour?.validateResource?.(mode, type, config, contextOf(schema)) ?? []),
      ];
    },
    configure: (config) => ({
      provider: packProvider(loaded, version, behaviour, options, config),
      diagnostics: [],
    }),
    planResource: (request) => {
      const schema = need('managed', request.type);
      const facts = factsOf(`resource.${request.type}`);
      const planned = plannedValue(schema, styleOf(schema), request, facts.plan);
      const own = behaviour?.planResource?.(request, planned, contextOf(schema));
      const final = own?.planned ?? planned;
      return {
        planned: final,
        requiresReplace:
          own?.requiresReplace ??
          replacedPaths(request.prior, final, facts.forceNew ?? replacingPlaces(address, request.type, schema)),
        diagnostics: joined(
          runChecks(facts.checks.plan, request.config, code, styleOf(schema)),
          own?.diagnostics ?? [],
          styleOf(schema),
        ),
      } satisfies PlanResponse;
    },
    readData: (type, config) => {
      const schema = need('data', type);
      const own = behaviour?.readData?.(type, config, contextOf(schema));
      if (own !== undefined) return own;
      const facts = factsOf(`data.${type}`);
      return readByRegion(schema, config, facts, settings) ?? readFromCloud(schema, config, facts, options.cloud, code);
    },
    callFunction: (name, args) =>
      behaviour?.callFunction?.(name, args) ?? {
        error: `the schema pack of ${address} does not know how ${name} computes its result`,
      },
  };
}

/** The older SDK stops at the first error of the plan step: the behaviour knows the order of its checks. */
function joined(
  byFacts: readonly ProviderDiagnostic[],
  byBehaviour: readonly ProviderDiagnostic[],
  style: Style,
): readonly ProviderDiagnostic[] {
  if (byFacts.length === 0 || byBehaviour.length === 0) return byFacts.length === 0 ? byBehaviour : byFacts;
  const stops = style === 'sdk' && byBehaviour.some(({ severity }) => severity === 'error');
  return stops ? byBehaviour : [...byFacts, ...byBehaviour];
}

function plannedValue(schema: Schema, style: Style, request: PlanRequest, facts: PlanNode | undefined): Value {
  if (request.proposed.state === 'null') return request.proposed;
  const fresh = planCreate(schema.block, request.config, facts, style);
  return request.prior.state === 'null' ? fresh : planUpdate(request.prior, fresh, request.config);
}

/** Answers from a table by region, where the facts hold one. An unknown region leaves the answer unknown. */
function readByRegion(
  schema: Schema,
  config: Value,
  facts: CompiledFacts,
  settings: Value | undefined,
): ReadResponse | undefined {
  if (facts.regional === undefined || config.state !== 'known') return undefined;
  const state = planCreate(schema.block, config, facts.plan, styleOf(schema));
  const own = entriesOf(config).get('region') ?? entriesOf(config).get('name');
  const wanted =
    own?.state === 'known' ? own : settings?.state === 'known' ? entriesOf(settings).get('region') : undefined;
  if (wanted?.state === 'unknown' || own?.state === 'unknown') return { state, diagnostics: [] };
  const region = wanted?.state === 'known' ? String(wanted.data) : 'us-east-1';
  const variant = entriesOf(config).get('load_balancer_type');
  const row =
    facts.regional[
      variant?.state === 'known' && variant.data !== 'application' ? `${region}/${String(variant.data)}` : region
    ];
  if (row === undefined || row['!title'] !== undefined) {
    return {
      state,
      diagnostics: [
        {
          severity: 'error',
          summary: row?.['!title'] ?? `unsupported AWS Region (${region})`,
          detail: row?.['!detail'] ?? '',
          code: 'provider/region',
        },
      ],
    };
  }
  const values = new Map(entriesOf(config));
  for (const [name, value] of values) {
    const text = row[name];
    if (value.state === 'null' && text !== undefined) values.set(name, stringValue(text));
  }
  return { state: known(config.type, values), diagnostics: [] };
}

function readFromCloud(
  schema: Schema,
  config: Value,
  facts: CompiledFacts,
  cloud: PackOptions['cloud'],
  code: string,
): ReadResponse {
  const state = planCreate(schema.block, config, facts.plan, styleOf(schema));
  if (cloud === 'assumed') return { state, diagnostics: [] };
  const diagnostic: ProviderDiagnostic = {
    severity: 'error',
    summary: fillArguments(facts.read?.title ?? 'reading the data source: no valid credential sources found', config),
    detail: fillArguments(facts.read?.detail ?? '', config),
    code: code.replace(/fact$/, 'no-credentials'),
  };
  return { state, diagnostics: [diagnostic] };
}

function fillArguments(template: string, config: Value): string {
  const given = config.state === 'known' ? entriesOf(config) : undefined;
  return template.replace(/\{arg:(\w+)\}/g, (_, name: string) => {
    const value = given?.get(name);
    return value === undefined ? '' : printValue(value);
  });
}

function readFunctions(pack: Pack): ReadonlyMap<string, FunctionSignature> {
  interface ParameterLine {
    readonly name: string;
    readonly type: TypeJson;
    readonly nullable?: 1;
  }
  const parameter = (line: ParameterLine): FunctionSignature['parameters'][number] => ({
    name: line.name,
    type: decodeType(line.type),
    allowNull: line.nullable === 1,
    allowUnknown: false,
  });
  const signatures = new Map<string, FunctionSignature>();
  for (const name of pack.names('function')) {
    const line = pack.line(`function.${name}`) as {
      readonly returns: TypeJson;
      readonly parameters: readonly ParameterLine[];
      readonly variadic?: ParameterLine;
    };
    signatures.set(name, {
      parameters: line.parameters.map(parameter),
      ...(line.variadic && { variadic: parameter(line.variadic) }),
      returns: decodeType(line.returns),
    });
  }
  return signatures;
}
