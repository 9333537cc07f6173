/** Takes over from an exact schema what bindings of another version of the same provider lose. */
import type { AttributeJson, BlockJson, ProviderSchemaJson, SchemaJson } from '../../src/provider/pack/index.ts';

/** Sensitive and deprecated flags, counts of blocks, schema versions, function signatures, and blocks that were cut where they recur. */
export function patchFrom(lossy: ProviderSchemaJson, exact: ProviderSchemaJson): ProviderSchemaJson {
  return {
    provider: patchSchema(lossy.provider ?? {}, exact.provider),
    resource_schemas: patchAll(lossy.resource_schemas, exact.resource_schemas),
    data_source_schemas: patchAll(lossy.data_source_schemas, exact.data_source_schemas),
    ephemeral_resource_schemas: patchAll(lossy.ephemeral_resource_schemas, exact.ephemeral_resource_schemas),
    functions: { ...lossy.functions, ...exact.functions },
  };
}

function patchAll(
  lossy: Readonly<Record<string, SchemaJson>> | undefined,
  exact: Readonly<Record<string, SchemaJson>> | undefined,
): Record<string, SchemaJson> {
  return Object.fromEntries(
    Object.entries(lossy ?? {}).map(([name, schema]) => [name, patchSchema(schema, exact?.[name])]),
  );
}

function patchSchema(lossy: SchemaJson, exact: SchemaJson | undefined): SchemaJson {
  if (exact === undefined) return lossy;
  return {
    version: exact.version ?? 0,
    block: patchBlock(lossy.block ?? {}, exact.block ?? {}),
  };
}

function patchBlock(lossy: BlockJson, exact: BlockJson): BlockJson {
  const attributes: Record<string, AttributeJson> = {};
  for (const [name, attribute] of Object.entries(lossy.attributes ?? {})) {
    const real = exact.attributes?.[name];
    attributes[name] = {
      ...attribute,
      ...(attribute.type === 'dynamic' && real?.type !== undefined && { type: real.type }),
      ...(real?.sensitive && { sensitive: true }),
      ...(real?.deprecated && { deprecated: true }),
      ...(real?.write_only && { write_only: true }),
    };
  }
  const blocks: Record<string, NonNullable<BlockJson['block_types']>[string]> = {};
  for (const [name, nested] of Object.entries(lossy.block_types ?? {})) {
    const real = exact.block_types?.[name];
    if (real === undefined || real.nesting_mode !== nested.nesting_mode) {
      blocks[name] = nested;
      continue;
    }
    blocks[name] = {
      ...nested,
      block: patchBlock(nested.block, real.block),
      ...((real.min_items ?? 0) > 1 && nested.min_items && { min_items: real.min_items }),
      ...((real.max_items ?? 0) > 1 && !nested.max_items && { max_items: real.max_items }),
    };
  }
  // Bindings cut a structure that contains itself; such blocks come whole from the exact schema.
  for (const [name, real] of Object.entries(exact.block_types ?? {})) {
    if (blocks[name] === undefined && attributes[name] === undefined && RECURRING.has(name)) blocks[name] = real;
  }
  return { attributes, block_types: blocks, ...(exact.deprecated && { deprecated: true }) };
}

const RECURRING: ReadonlySet<string> = new Set([
  'and_statement',
  'not_statement',
  'or_statement',
  'statement',
  'scope_down_statement',
  'definition',
]);
