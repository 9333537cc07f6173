/** From the form of `terraform providers schema -json` to the compact lines of a pack. Descriptions are left out. */
import type { AttributeLine, BlockLine, NestedBlockLine, NestedTypeLine, SchemaLine, TypeJson } from './line.ts';

export interface SchemaJson {
  readonly version?: number;
  readonly block?: BlockJson;
}
export interface BlockJson {
  readonly attributes?: Readonly<Record<string, AttributeJson>>;
  readonly block_types?: Readonly<Record<string, NestedBlockJson>>;
  readonly deprecated?: boolean;
}
export interface AttributeJson {
  readonly type?: TypeJson;
  readonly nested_type?: {
    readonly nesting_mode: string;
    readonly attributes: Readonly<Record<string, AttributeJson>>;
  };
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly deprecated?: boolean;
  readonly write_only?: boolean;
}
export interface NestedBlockJson {
  readonly nesting_mode: string;
  readonly block: BlockJson;
  readonly min_items?: number;
  readonly max_items?: number;
}
export interface ProviderSchemaJson {
  readonly provider?: SchemaJson;
  readonly resource_schemas?: Readonly<Record<string, SchemaJson>>;
  readonly data_source_schemas?: Readonly<Record<string, SchemaJson>>;
  readonly ephemeral_resource_schemas?: Readonly<Record<string, SchemaJson>>;
  readonly functions?: Readonly<Record<string, FunctionJson>>;
}
export interface FunctionJson {
  readonly return_type: TypeJson;
  readonly parameters?: readonly ParameterJson[];
  readonly variadic_parameter?: ParameterJson;
}
export interface ParameterJson {
  readonly name: string;
  readonly type: TypeJson;
  readonly is_nullable?: boolean;
}

/** All lines of a provider: `provider`, then `resource.NAME`, `data.NAME`, `ephemeral.NAME`, `function.NAME`, each kind sorted. */
export function schemaLines(provider: ProviderSchemaJson): Map<string, unknown> {
  const lines = new Map<string, unknown>();
  lines.set('provider', schemaLine(provider.provider ?? {}));
  const kinds = [
    ['resource', provider.resource_schemas],
    ['data', provider.data_source_schemas],
    ['ephemeral', provider.ephemeral_resource_schemas],
  ] as const;
  for (const [kind, schemas] of kinds) {
    for (const name of Object.keys(schemas ?? {}).sort())
      lines.set(`${kind}.${name}`, schemaLine(schemas?.[name] ?? {}));
  }
  for (const name of Object.keys(provider.functions ?? {}).sort()) {
    const signature = provider.functions?.[name] as FunctionJson;
    lines.set(`function.${name}`, {
      returns: signature.return_type,
      parameters: (signature.parameters ?? []).map(parameterLine),
      ...(signature.variadic_parameter && { variadic: parameterLine(signature.variadic_parameter) }),
    });
  }
  return lines;
}

function parameterLine(parameter: ParameterJson): unknown {
  return { name: parameter.name, type: parameter.type, ...(parameter.is_nullable && { nullable: 1 }) };
}

/** One schema; blocks that occur more than once in it (the statement trees of wafv2, the definitions of quicksight) stand in "d". */
export function schemaLine(schema: SchemaJson): SchemaLine {
  const count = new Map<string, number>();
  const texts = new Map<BlockJson, string>();
  const countBlocks = (block: BlockJson): string => {
    const text = JSON.stringify([
      blockAttributes(block),
      block.deprecated === true,
      Object.keys(block.block_types ?? {})
        .sort()
        .map((name) => {
          const nested = block.block_types?.[name] as NestedBlockJson;
          return [name, nested.nesting_mode, nested.min_items, nested.max_items, hashOf(countBlocks(nested.block))];
        }),
    ]);
    texts.set(block, text);
    count.set(text, (count.get(text) ?? 0) + 1);
    return text;
  };
  const hashes = new Map<string, number>();
  const hashOf = (text: string): number => {
    let hash = hashes.get(text);
    if (hash === undefined) {
      hash = hashes.size;
      hashes.set(text, hash);
    }
    return hash;
  };
  const root = schema.block ?? {};
  countBlocks(root);

  const shared: BlockLine[] = [];
  const place = new Map<string, number>();
  const write = (block: BlockJson): BlockLine | number => {
    const text = texts.get(block) as string;
    const known = place.get(text);
    if (known !== undefined) return known;
    const nested: [string, NestedBlockLine][] = Object.keys(block.block_types ?? {})
      .sort()
      .map((name) => {
        const nestedJson = block.block_types?.[name] as NestedBlockJson;
        const { nesting_mode, min_items, max_items, block: inner } = nestedJson;
        return [name, [nesting_mode as NestedBlockLine[0], min_items ?? 0, max_items ?? 0, write(inner)]];
      });
    const attributes = blockAttributes(block);
    const line: BlockLine = {
      ...(Object.keys(attributes).length > 0 && { a: attributes }),
      ...(nested.length > 0 && { b: Object.fromEntries(nested) }),
      ...(block.deprecated && { x: 1 as const }),
    };
    if (block === root || (count.get(text) ?? 0) < 2 || text.length < 80) return line;
    shared.push(line);
    place.set(text, shared.length - 1);
    return shared.length - 1;
  };
  const line = write(root) as BlockLine;
  return { ...(schema.version && { v: schema.version }), ...line, ...(shared.length > 0 && { d: shared }) };
}

function blockAttributes(block: BlockJson): Record<string, AttributeLine> {
  const attributes = block.attributes ?? {};
  return Object.fromEntries(
    Object.keys(attributes)
      .sort()
      .map((name) => [name, attributeLine(attributes[name] as AttributeJson)]),
  );
}

function attributeLine(attribute: AttributeJson): AttributeLine {
  const flags =
    (attribute.required ? 'r' : '') +
    (attribute.optional ? 'o' : '') +
    (attribute.computed ? 'c' : '') +
    (attribute.sensitive ? 's' : '') +
    (attribute.write_only ? 'w' : '') +
    (attribute.deprecated ? 'd' : '');
  if (attribute.nested_type) {
    const { nesting_mode, attributes } = attribute.nested_type;
    return [flags, { [nesting_mode]: blockAttributes({ attributes }) } as NestedTypeLine];
  }
  const type = attribute.type ?? 'dynamic';
  return type === 'string' ? flags : [flags, type];
}
