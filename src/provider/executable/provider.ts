/** The Provider interface over an executable. Asks the executable everything; keeps its answers, for they depend on the request alone. */
import { fromMsgpack, nullOf, toMsgpack, type Value } from '../../cty/index.ts';
import { planCreate } from '../facts/index.ts';
import { impliedType } from '../implied-type.ts';
import {
  callFunctionRequest,
  decodeFunctionAnswer,
  decodePlanAnswer,
  decodeReadAnswer,
  diagnosticsOf,
  indexSchemas,
  type Method,
  planRequest,
  readDataRequest,
  type SchemaIndex,
  validateProviderRequest,
  validateRequest,
} from '../protocol/index.ts';
import type {
  PlanRequest,
  PlanResponse,
  Provider,
  ProviderDiagnostic,
  ReadResponse,
  ResourceMode,
} from '../provider.ts';
import type { Schema } from '../schema.ts';
import { createAnswerCache } from './answers.ts';
import { type DenyingCloud, isDenial, startDenyingCloud } from './denying-cloud.ts';
import { emptyBlock } from './empty-block.ts';
import { ExecutableFailure } from './failure.ts';
import { identityOf } from './identity.ts';
import { offlineConfiguration, offlineEnvironment } from './offline.ts';
import { type Configuration, createPool, type Pool } from './pool.ts';
import type { ProcessOptions } from './process.ts';

export interface ExecutableOptions {
  /** absent: what needs the cloud fails, as with credentials that AWS does not know; assumed: its answer is unknown. */
  readonly cloud: 'absent' | 'assumed';
  /** Default: told from the path, as mirrors and `.terraform/providers` are laid out. */
  readonly address?: string;
  readonly version?: string;
  /** Processes at the same time, each with its own provider configuration. Default 2. */
  readonly processes?: number;
  readonly timeoutMs?: number;
  readonly tls?: boolean;
  readonly enclose?: NonNullable<ProcessOptions['enclose']>;
}

export interface ExecutableProvider extends Provider {
  /** Ends the processes. Without it they end with ours. */
  readonly stop: () => void;
}

const VALIDATE_METHODS: Readonly<Record<ResourceMode, Method>> = {
  managed: 'validateResource',
  data: 'validateData',
  ephemeral: 'validateEphemeral',
};
const KEPT_ANSWERS = 20_000;

interface Executable {
  readonly address: string;
  readonly version: string;
  readonly pool: Pool;
  readonly index: SchemaIndex;
  readonly cloud: DenyingCloud;
  readonly options: ExecutableOptions;
  readonly validations: ReturnType<typeof createAnswerCache<readonly ProviderDiagnostic[]>>;
  readonly plans: ReturnType<typeof createAnswerCache<PlanResponse>>;
  readonly reads: ReturnType<typeof createAnswerCache<ReadResponse>>;
}

/** Starts a provider executable and reads its schema. Throws ExecutableFailure where it cannot be started. */
export async function startExecutable(path: string, options: ExecutableOptions): Promise<ExecutableProvider> {
  const cloud = await startDenyingCloud();
  const pool = createPool(path, { ...options, environment: offlineEnvironment(cloud.url) });
  const stop = (): void => {
    pool.stop();
    cloud.close();
  };
  try {
    const index = indexSchemas(await pool.call('schema', new Uint8Array(0)), await pool.protocol());
    const broken = index.diagnostics.find(({ severity }) => severity === 'error');
    if (broken !== undefined)
      throw new ExecutableFailure(`the provider ${path} has no schema: ${broken.summary}`, { retryable: false });
    const identity = identityOf(path);
    const executable: Executable = {
      address: options.address ?? identity.address,
      version: options.version ?? identity.version,
      pool,
      index,
      cloud,
      options,
      validations: createAnswerCache(KEPT_ANSWERS),
      plans: createAnswerCache(KEPT_ANSWERS),
      reads: createAnswerCache(KEPT_ANSWERS),
    };
    return { ...providerOf(executable, undefined), stop };
  } catch (error) {
    stop();
    throw error;
  }
}

function keyOf(type: string, ...parts: readonly Uint8Array[]): string {
  return `${type}\n${parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.length).toString('latin1')).join('\n')}`;
}

function providerOf(executable: Executable, configuration: Configuration | undefined): Provider {
  const { address, version, pool, index, options } = executable;
  const need = (mode: ResourceMode, type: string): Schema => {
    const schema = index.schema(mode, type);
    if (schema === undefined) throw new Error(`${address} ${version} has no ${mode} type ${type}`);
    return schema;
  };
  const bytesOf = (schema: Schema, value: Value): Uint8Array => toMsgpack(value, impliedType(schema.block));
  /** Calls that need a configured provider get the empty configuration where the user gave none. */
  const active = (): Configuration => configuration ?? configurationOf(executable, emptyBlock(index.provider.block));
  const scope = (): string => active().key;

  return {
    address,
    version,
    providerSchema: () => index.provider,
    resourceSchema: (mode, type) => index.schema(mode, type),
    resourceTypes: (mode) => index.names(mode),
    functions: () => index.functions,
    validateProvider: (config) => {
      const bytes = bytesOf(index.provider, config);
      return executable.validations.get(keyOf('provider', bytes), async () =>
        diagnosticsOf(await pool.call('validateProvider', validateProviderRequest(bytes)), 2),
      );
    },
    validateResource: (mode, type, config) => {
      const bytes = bytesOf(need(mode, type), config);
      return executable.validations.get(keyOf(`${mode}.${type}`, bytes), async () =>
        diagnosticsOf(await pool.call(VALIDATE_METHODS[mode], validateRequest(type, bytes, mode === 'managed')), 1),
      );
    },
    configure: async (config) => {
      const next = configurationOf(executable, config);
      const found = await pool.configure(next);
      const diagnostics = options.cloud === 'assumed' ? found.filter((item) => !isDenied(item)) : found;
      return { provider: providerOf(executable, next), diagnostics };
    },
    planResource: (request) => {
      const schema = need('managed', request.type);
      const parts = {
        type: request.type,
        prior: bytesOf(schema, request.prior),
        proposed: bytesOf(schema, request.proposed),
        config: bytesOf(schema, request.config),
      };
      const key = keyOf(request.type, parts.prior, parts.proposed, parts.config);
      return executable.plans.get(`${scope()}\n${key}`, async () => {
        const answer = decodePlanAnswer(await pool.call('plan', planRequest(parts), active()));
        return planResponse(schema, request, answer, options.cloud);
      });
    },
    readData: (type, config) => {
      const schema = need('data', type);
      const bytes = bytesOf(schema, config);
      return executable.reads.get(`${scope()}\n${keyOf(type, bytes)}`, async () => {
        const answer = decodeReadAnswer(await pool.call('readData', readDataRequest(type, bytes), active()));
        const denied = answer.diagnostics.some(isDenied);
        if (denied && options.cloud === 'assumed')
          return {
            state: planCreate(schema.block, config, undefined, 'framework'),
            diagnostics: answer.diagnostics.filter((item) => !isDenied(item)),
          };
        const state = answer.state === undefined ? undefined : fromMsgpack(answer.state, impliedType(schema.block));
        return { state: state ?? nullOf(impliedType(schema.block)), diagnostics: answer.diagnostics };
      });
    },
    callFunction: async (name, args) => {
      const signature = index.functions.get(name);
      if (signature === undefined) return { error: `${address} has no function ${name}` };
      const encoded = args.map((arg, i) => {
        const parameter = signature.parameters[i] ?? signature.variadic;
        return toMsgpack(arg, parameter?.type ?? arg.type);
      });
      const answer = decodeFunctionAnswer(await pool.call('callFunction', callFunctionRequest(name, encoded)));
      return 'result' in answer ? { value: fromMsgpack(answer.result, signature.returns) } : answer;
    },
  };
}

function planResponse(
  schema: Schema,
  request: PlanRequest,
  answer: ReturnType<typeof decodePlanAnswer>,
  cloud: ExecutableOptions['cloud'],
): PlanResponse {
  const denied = cloud === 'assumed' && answer.diagnostics.some(isDenied);
  const diagnostics = denied ? answer.diagnostics.filter((item) => !isDenied(item)) : answer.diagnostics;
  const type = impliedType(schema.block);
  const planned =
    answer.planned === undefined || denied
      ? request.proposed.state === 'null'
        ? request.proposed
        : planCreate(schema.block, request.config, undefined, 'framework')
      : fromMsgpack(answer.planned, type);
  return {
    planned,
    requiresReplace: answer.requiresReplace,
    diagnostics,
    ...(answer.legacyTypeSystem && { legacyTypeSystem: true }),
  };
}

function isDenied(diagnostic: ProviderDiagnostic): boolean {
  return diagnostic.severity === 'error' && (isDenial(diagnostic.summary) || isDenial(diagnostic.detail));
}

function configurationOf({ address, index, cloud, options }: Executable, config: Value): Configuration {
  const offline = offlineConfiguration(address, config, options.cloud, cloud.url);
  const bytes = toMsgpack(offline, impliedType(index.provider.block));
  return { bytes, key: keyOf('', bytes) };
}
