/**
 * Schemas as providers send them. A large provider's answer is megabytes of which a configuration needs a few kilobytes, so the
 * answer is only indexed by type name; a schema is decoded when it is asked for.
 */
import { type Type, typeFromJson } from '../../cty/index.ts';
import { typeOfNestedAttribute } from '../implied-type.ts';
import type { FunctionSignature, ProviderDiagnostic, ResourceMode } from '../provider.ts';
import type { AttributeSchema, BlockSchema, NestedAttributeSchema, NestedBlockSchema, Schema } from '../schema.ts';
import { decodeDiagnostic } from './diagnostics.ts';
import type { ProtocolVersion } from './methods.ts';
import { readFields, textOf } from './wire.ts';

export interface SchemaIndex {
  readonly provider: Schema;
  readonly names: (mode: ResourceMode) => readonly string[];
  readonly schema: (mode: ResourceMode, type: string) => Schema | undefined;
  readonly functions: ReadonlyMap<string, FunctionSignature>;
  readonly diagnostics: readonly ProviderDiagnostic[];
}

const EMPTY_SCHEMA: Schema = { version: 0, block: { attributes: new Map(), blocks: new Map(), deprecated: false } };
const FIELDS: Readonly<Record<number, ResourceMode>> = { 2: 'managed', 3: 'data', 8: 'ephemeral' };

export function indexSchemas(response: Uint8Array, protocol: ProtocolVersion): SchemaIndex {
  const raw: Record<ResourceMode, Map<string, Uint8Array>> = {
    managed: new Map(),
    data: new Map(),
    ephemeral: new Map(),
  };
  const decoded = new Map<string, Schema>();
  const functions = new Map<string, FunctionSignature>();
  const diagnostics: ProviderDiagnostic[] = [];
  let provider = EMPTY_SCHEMA;
  readFields(response, ({ number, bytes }) => {
    const mode = FIELDS[number];
    if (number === 1) provider = decodeSchema(bytes, protocol);
    else if (mode !== undefined) {
      const [name, schema] = entryOf(bytes);
      raw[mode].set(name, schema);
    } else if (number === 4) diagnostics.push(decodeDiagnostic(bytes));
    else if (number === 7) {
      const [name, signature] = entryOf(bytes);
      functions.set(name, decodeFunction(signature));
    }
  });
  return {
    provider,
    functions,
    diagnostics,
    names: (mode) => [...raw[mode].keys()].sort(),
    schema: (mode, type) => {
      const bytes = raw[mode].get(type);
      if (bytes === undefined) return undefined;
      const key = `${mode}.${type}`;
      let schema = decoded.get(key);
      if (schema === undefined) {
        schema = decodeSchema(bytes, protocol);
        decoded.set(key, schema);
      }
      return schema;
    },
  };
}

function entryOf(bytes: Uint8Array): readonly [string, Uint8Array] {
  let key = '';
  let value: Uint8Array = new Uint8Array(0);
  readFields(bytes, (field) => {
    if (field.number === 1) key = textOf(field.bytes);
    else if (field.number === 2) value = field.bytes;
  });
  return [key, value];
}

export function decodeSchema(bytes: Uint8Array, protocol: ProtocolVersion): Schema {
  let version = 0;
  let block = EMPTY_SCHEMA.block;
  readFields(bytes, (field) => {
    if (field.number === 1) version = field.integer;
    else if (field.number === 2) block = decodeBlock(field.bytes, protocol);
  });
  return { version, block };
}

function decodeBlock(bytes: Uint8Array, protocol: ProtocolVersion): BlockSchema {
  const attributes: [string, AttributeSchema][] = [];
  const blocks: [string, NestedBlockSchema][] = [];
  let description = '';
  let deprecated = false;
  readFields(bytes, (field) => {
    if (field.number === 2) attributes.push(decodeAttribute(field.bytes, protocol));
    else if (field.number === 3) blocks.push(decodeNestedBlock(field.bytes, protocol));
    else if (field.number === 4) description = textOf(field.bytes);
    else if (field.number === 6) deprecated = field.integer !== 0;
  });
  return {
    attributes: sorted(attributes),
    blocks: sorted(blocks),
    deprecated,
    ...(description !== '' && { description }),
  };
}

function sorted<T>(entries: [string, T][]): ReadonlyMap<string, T> {
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

const types = new Map<string, Type>();
function decodeType(bytes: Uint8Array): Type {
  const text = textOf(bytes);
  let type = types.get(text);
  if (type === undefined) {
    type = typeFromJson(JSON.parse(text));
    types.set(text, type);
  }
  return type;
}

function decodeAttribute(bytes: Uint8Array, protocol: ProtocolVersion): [string, AttributeSchema] {
  let name = '';
  let type: Type | undefined;
  let nested: NestedAttributeSchema | undefined;
  let description = '';
  const flags = { required: false, optional: false, computed: false, sensitive: false, deprecated: false };
  let writeOnly = false;
  readFields(bytes, (field) => {
    const on = field.integer !== 0;
    switch (field.number) {
      case 1:
        name = textOf(field.bytes);
        break;
      case 2:
        type = decodeType(field.bytes);
        break;
      case 3:
        description = textOf(field.bytes);
        break;
      case 4:
        flags.required = on;
        break;
      case 5:
        flags.optional = on;
        break;
      case 6:
        flags.computed = on;
        break;
      case 7:
        flags.sensitive = on;
        break;
      case 9:
        flags.deprecated = on;
        break;
      case 10:
        if (protocol === 6) nested = decodeNestedAttribute(field.bytes);
        else writeOnly = on;
        break;
      case 11:
        writeOnly = on;
        break;
      default:
        break;
    }
  });
  if (nested !== undefined) type = typeOfNestedAttribute(nested.attributes, nested.nesting);
  if (type === undefined) throw new Error(`the provider's schema has no type for the attribute ${name}`);
  const attribute: AttributeSchema = {
    type,
    ...(nested !== undefined && { nested }),
    ...flags,
    writeOnly,
    ...(description !== '' && { description }),
  };
  return [name, attribute];
}

const ATTRIBUTE_NESTING = ['single', 'single', 'list', 'set', 'map'] as const;
const BLOCK_NESTING = ['single', 'single', 'list', 'set', 'map', 'group'] as const;

function decodeNestedAttribute(bytes: Uint8Array): NestedAttributeSchema {
  const attributes: [string, AttributeSchema][] = [];
  let nesting: NestedAttributeSchema['nesting'] = 'single';
  readFields(bytes, (field) => {
    if (field.number === 1) attributes.push(decodeAttribute(field.bytes, 6));
    else if (field.number === 3) nesting = ATTRIBUTE_NESTING[field.integer] ?? 'single';
  });
  return { nesting, attributes: sorted(attributes) };
}

function decodeNestedBlock(bytes: Uint8Array, protocol: ProtocolVersion): [string, NestedBlockSchema] {
  let name = '';
  let block = EMPTY_SCHEMA.block;
  let nesting: NestedBlockSchema['nesting'] = 'single';
  let minItems = 0;
  let maxItems = 0;
  readFields(bytes, (field) => {
    if (field.number === 1) name = textOf(field.bytes);
    else if (field.number === 2) block = decodeBlock(field.bytes, protocol);
    else if (field.number === 3) nesting = BLOCK_NESTING[field.integer] ?? 'single';
    else if (field.number === 4) minItems = field.integer;
    else if (field.number === 5) maxItems = field.integer;
  });
  return [name, { nesting, block, minItems, maxItems }];
}

type Parameter = FunctionSignature['parameters'][number];

function decodeFunction(bytes: Uint8Array): FunctionSignature {
  const parameters: Parameter[] = [];
  let variadic: Parameter | undefined;
  let returns: Type | undefined;
  readFields(bytes, (field) => {
    if (field.number === 1) parameters.push(decodeParameter(field.bytes));
    else if (field.number === 2) variadic = decodeParameter(field.bytes);
    else if (field.number === 3) {
      readFields(field.bytes, (part) => {
        if (part.number === 1) returns = decodeType(part.bytes);
      });
    }
  });
  if (returns === undefined) throw new Error("the provider's schema has a function without a type of its result");
  return { parameters, ...(variadic !== undefined && { variadic }), returns };
}

function decodeParameter(bytes: Uint8Array): Parameter {
  let name = '';
  let type: Type | undefined;
  let allowNull = false;
  let allowUnknown = false;
  readFields(bytes, (field) => {
    if (field.number === 1) name = textOf(field.bytes);
    else if (field.number === 2) type = decodeType(field.bytes);
    else if (field.number === 3) allowNull = field.integer !== 0;
    else if (field.number === 4) allowUnknown = field.integer !== 0;
  });
  if (type === undefined) throw new Error(`the provider's schema has no type for the parameter ${name}`);
  return { name, type, allowNull, allowUnknown };
}
