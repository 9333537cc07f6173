/**
 * A Provider served to the real Terraform over the plugin protocol, version 6: what it validates, plans and reads is what the
 * Provider says; what applying makes is made up, realistically and reproducibly (`apply/`). Nothing is kept between calls but what
 * Terraform's own state holds, and the configuration of each connection.
 */
import { fromJson, fromMsgpack, isWhollyKnown, nullOf, toMsgpack, type Value } from '../../cty/index.ts';
import { type Applied, applyResource, fillUnknowns, readingMakes, type World } from '../apply/index.ts';
import { withMembers } from '../behaviour/values.ts';
import { impliedType } from '../implied-type.ts';
import { styleOf } from '../pack/index.ts';
import {
  diagnosticFields,
  encodeFunction,
  encodePath,
  encodeSchema,
  mapEntry,
  rawStateJson,
  readRequest,
  type ServedRequest,
  valueField,
} from '../protocol/index.ts';
import { bytesField, integerField, message, textField } from '../protocol/wire.ts';
import type { Provider, ProviderDiagnostic, ResourceMode } from '../provider.ts';
import type { Schema } from '../schema.ts';
import { type Listening, listen } from './grpc.ts';
import type { Served } from './reattach.ts';

export interface ServeOptions {
  readonly socket: string;
  /** The types that the configuration names: only their schemas are sent. */
  readonly types: Readonly<Record<ResourceMode, Iterable<string>>>;
  /** What applying invents its values from. */
  readonly world: World;
}

export async function serveProvider(
  provider: Provider,
  { socket, types, world }: ServeOptions,
): Promise<Served & Listening> {
  const schemas = await schemasOf(provider, types);
  const listening = await listen(socket, () => ({ answer: session(provider, schemas, world) }));
  return { address: provider.address, socket, protocol: 6, close: listening.close };
}

interface Schemas {
  readonly response: Uint8Array;
  readonly provider: Schema;
}

const FIELDS: Readonly<Record<ResourceMode, number>> = { managed: 2, data: 3, ephemeral: 8 };
/** ServerCapabilities: destroying is planned like everything else; the schema is asked for first. */
const CAPABILITIES = bytesField(6, integerField(1, 1));
const encoded = new WeakMap<Schema, Uint8Array>();

function encodedSchema(schema: Schema): Uint8Array {
  let bytes = encoded.get(schema);
  if (bytes === undefined) {
    bytes = encodeSchema(schema);
    encoded.set(schema, bytes);
  }
  return bytes;
}

async function schemasOf(provider: Provider, types: ServeOptions['types']): Promise<Schemas> {
  const own = await provider.providerSchema();
  const fields: Uint8Array[] = [bytesField(1, encodedSchema(own)), CAPABILITIES];
  for (const mode of ['managed', 'data', 'ephemeral'] as const) {
    for (const type of new Set(types[mode])) {
      const schema = await provider.resourceSchema(mode, type);
      if (schema !== undefined) fields.push(mapEntry(FIELDS[mode], type, encodedSchema(schema)));
    }
  }
  for (const [name, signature] of await provider.functions()) fields.push(mapEntry(7, name, encodeFunction(signature)));
  return { response: message(...fields), provider: own };
}

/** One connection: its provider is configured over it. */
function session(unconfigured: Provider, schemas: Schemas, world: World) {
  let provider = unconfigured;
  let settings: Value = nullOf(impliedType(schemas.provider.block));
  const need = async (mode: ResourceMode, type: string): Promise<Schema> => {
    const schema = await provider.resourceSchema(mode, type);
    if (schema === undefined) throw new Error(`${provider.address} has no ${mode} type ${type}`);
    return schema;
  };
  const decode = (schema: Schema, bytes: Uint8Array): Value => fromMsgpack(bytes, impliedType(schema.block));
  const encode = (schema: Schema, value: Value): Uint8Array => toMsgpack(value, impliedType(schema.block));
  const validate = async (mode: ResourceMode, request: ServedRequest): Promise<Uint8Array> => {
    const type = request.text(1);
    const schema = await need(mode, type);
    return message(
      ...diagnosticFields(1, await provider.validateResource(mode, type, decode(schema, request.value(2)))),
    );
  };
  const place = (type: string, schema: Schema): Applied => ({
    address: provider.address,
    type,
    schema,
    settings,
    world,
  });
  /** The core takes only wholly known objects of a data source: what the cloud would have answered is made up. */
  const read = async (mode: 'data' | 'ephemeral', request: ServedRequest) => {
    const type = request.text(1);
    const schema = await need(mode, type);
    const config = decode(schema, request.value(2));
    const { state, diagnostics } =
      mode === 'data' ? await provider.readData(type, config) : { state: config, diagnostics: [] };
    if (diagnostics.some(({ severity }) => severity === 'error'))
      return { diagnostics, failed: true, bytes: encode(schema, state) };
    const made = readingMakes(state, place(type, schema)) ?? {};
    if ('failed' in made)
      return {
        diagnostics: [...diagnostics, ...(made.failed as readonly ProviderDiagnostic[])],
        failed: true,
        bytes: encode(schema, state),
      };
    const decided = withMembers(state, made as Readonly<Record<string, Value>>);
    const value = isWhollyKnown(decided) ? decided : fillUnknowns(decided, place(type, schema));
    return { diagnostics, failed: false, bytes: encode(schema, value) };
  };

  const methods: Readonly<Record<string, (request: ServedRequest) => Promise<Uint8Array> | Uint8Array>> = {
    GetMetadata: () => message(),
    GetProviderSchema: () => schemas.response,
    ValidateProviderConfig: async (request) =>
      message(...diagnosticFields(2, await provider.validateProvider(decode(schemas.provider, request.value(1))))),
    ValidateResourceConfig: (request) => validate('managed', request),
    ValidateDataResourceConfig: (request) => validate('data', request),
    ValidateEphemeralResourceConfig: (request) => validate('ephemeral', request),
    ConfigureProvider: async (request) => {
      settings = decode(schemas.provider, request.value(2));
      const configured = await unconfigured.configure(settings);
      provider = configured.provider;
      return message(...diagnosticFields(1, configured.diagnostics));
    },
    UpgradeResourceState: async (request) => {
      const schema = await need('managed', request.text(1));
      const json = rawStateJson(request.bytes(3));
      return valueField(1, encode(schema, fromJson(json ?? null, impliedType(schema.block))));
    },
    MoveResourceState: (request) =>
      message(...diagnosticFields(2, [unsupported(`moving a state to another type (${request.text(5)})`)])),
    ReadResource: (request) => {
      const kept = request.bytes(3);
      return message(valueField(1, request.value(2)), ...(kept === undefined ? [] : [bytesField(3, kept)]));
    },
    PlanResourceChange: async (request) => {
      const type = request.text(1);
      const schema = await need('managed', type);
      const { planned, requiresReplace, diagnostics, legacyTypeSystem } = await provider.planResource({
        type,
        prior: decode(schema, request.value(2)),
        proposed: decode(schema, request.value(3)),
        config: decode(schema, request.value(4)),
      });
      const legacy = legacyTypeSystem ?? styleOf(schema) === 'sdk';
      return message(
        valueField(1, encode(schema, planned)),
        ...requiresReplace.map((path) => bytesField(2, encodePath(path))),
        ...diagnosticFields(4, diagnostics),
        ...(legacy ? [integerField(5, 1)] : []),
      );
    },
    ApplyResourceChange: async (request) => {
      const type = request.text(1);
      const schema = await need('managed', type);
      const planned = decode(schema, request.value(3));
      const { state, diagnostics } = await applyResource(
        { prior: decode(schema, request.value(2)), planned, config: decode(schema, request.value(4)) },
        place(type, schema),
      );
      return message(
        valueField(1, encode(schema, state)),
        ...diagnosticFields(3, diagnostics),
        ...(styleOf(schema) === 'sdk' ? [integerField(4, 1)] : []),
      );
    },
    ImportResourceState: (request) =>
      message(
        ...diagnosticFields(2, [
          {
            severity: 'error',
            summary: 'Cannot import non-existent remote object',
            detail: `There is nothing to import: no cloud stands behind this provider, so no ${request.text(1)} "${request.text(2)}" exists.`,
            code: 'simulated/nothing-to-import',
          },
        ]),
      ),
    ReadDataSource: async (request) => {
      const { bytes, diagnostics, failed } = await read('data', request);
      return message(...(failed ? [] : [valueField(1, bytes)]), ...diagnosticFields(2, diagnostics));
    },
    OpenEphemeralResource: async (request) => {
      const { bytes, diagnostics } = await read('ephemeral', request);
      return message(...diagnosticFields(1, diagnostics), valueField(3, bytes));
    },
    RenewEphemeralResource: () => message(),
    CloseEphemeralResource: () => message(),
    CallFunction: async (request) => {
      const name = request.text(1);
      const signature = (await provider.functions()).get(name);
      if (signature === undefined) throw new Error(`${provider.address} has no function ${name}`);
      const args = request
        .values(2)
        .map((bytes, index) =>
          fromMsgpack(bytes, (signature.parameters[index] ?? signature.variadic)?.type ?? signature.returns),
        );
      const result = await provider.callFunction(name, args);
      if ('value' in result) return valueField(1, toMsgpack(result.value, signature.returns));
      return bytesField(
        2,
        message(
          textField(1, result.error),
          ...(result.argument === undefined ? [] : [integerField(2, result.argument)]),
        ),
      );
    },
    StopProvider: () => message(),
  };

  return async (path: string, bytes: Uint8Array): Promise<Uint8Array | undefined> => {
    const method = path.startsWith('/tfplugin6.Provider/')
      ? methods[path.slice('/tfplugin6.Provider/'.length)]
      : undefined;
    return method === undefined ? undefined : method(readRequest(bytes));
  };
}

function unsupported(what: string): ProviderDiagnostic {
  return {
    severity: 'error',
    summary: 'Not simulated',
    detail: `Providers served from packs do not know ${what}.`,
    code: 'simulated/unsupported',
  };
}
