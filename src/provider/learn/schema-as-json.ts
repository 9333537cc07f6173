/** A decoded schema in the form of `terraform providers schema -json`, from which pack lines are made. */
import { typeToJson } from '../../cty/index.ts';
import type { AttributeJson, BlockJson, ProviderSchemaJson, SchemaJson } from '../pack/schema-json.ts';
import type { SchemaIndex } from '../protocol/index.ts';
import type { AttributeSchema, BlockSchema, Schema } from '../schema.ts';

export function schemaAsJson(index: SchemaIndex): ProviderSchemaJson {
  const all = (mode: 'managed' | 'data' | 'ephemeral'): Record<string, SchemaJson> =>
    Object.fromEntries(index.names(mode).map((name) => [name, schemaJson(index.schema(mode, name) as Schema)]));
  return {
    provider: schemaJson(index.provider),
    resource_schemas: all('managed'),
    data_source_schemas: all('data'),
    ephemeral_resource_schemas: all('ephemeral'),
    functions: Object.fromEntries(
      [...index.functions].map(([name, { returns, parameters, variadic }]) => {
        const parameter = (given: (typeof parameters)[number]) => ({
          name: given.name,
          type: typeToJson(given.type) as never,
          is_nullable: given.allowNull,
        });
        return [
          name,
          {
            return_type: typeToJson(returns) as never,
            parameters: parameters.map(parameter),
            ...(variadic && { variadic_parameter: parameter(variadic) }),
          },
        ];
      }),
    ),
  };
}

function schemaJson({ version, block }: Schema): SchemaJson {
  return { version, block: blockJson(block) };
}

function blockJson({ attributes, blocks, deprecated }: BlockSchema): BlockJson {
  return {
    attributes: Object.fromEntries([...attributes].map(([name, attribute]) => [name, attributeJson(attribute)])),
    block_types: Object.fromEntries(
      [...blocks].map(([name, nested]) => [
        name,
        {
          nesting_mode: nested.nesting,
          block: blockJson(nested.block),
          min_items: nested.minItems,
          max_items: nested.maxItems,
        },
      ]),
    ),
    deprecated,
  };
}

function attributeJson(attribute: AttributeSchema): AttributeJson {
  const { nested, type, required, optional, computed, sensitive, deprecated, writeOnly } = attribute;
  return {
    ...(nested === undefined
      ? { type: typeToJson(type) as never }
      : {
          nested_type: {
            nesting_mode: nested.nesting,
            attributes: Object.fromEntries([...nested.attributes].map(([name, inner]) => [name, attributeJson(inner)])),
          },
        }),
    required,
    optional,
    computed,
    sensitive,
    deprecated,
    write_only: writeOnly,
  };
}
