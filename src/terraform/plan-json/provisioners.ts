/** The arguments of Terraform's built-in provisioners. */
import { BOOL, listOf, mapOf, STRING, type Type } from '../../cty/index.ts';
import type { AttributeSchema, BlockSchema } from '../../provider/index.ts';

const SCHEMAS: Readonly<Record<string, BlockSchema>> = {
  file: schemaOf({ source: STRING, content: STRING, destination: STRING }, ['destination']),
  'local-exec': schemaOf(
    {
      command: STRING,
      interpreter: listOf(STRING),
      working_dir: STRING,
      environment: mapOf(STRING),
      quiet: BOOL,
    },
    ['command'],
  ),
  'remote-exec': schemaOf({ inline: listOf(STRING), script: STRING, scripts: listOf(STRING) }, []),
};

/** Undefined for a provisioner that Terraform does not have. */
export function provisionerSchema(type: string): BlockSchema | undefined {
  return Object.hasOwn(SCHEMAS, type) ? SCHEMAS[type] : undefined;
}

function schemaOf(types: Readonly<Record<string, Type>>, required: readonly string[]): BlockSchema {
  const attributes = Object.entries(types).map(([name, type]): [string, AttributeSchema] => [
    name,
    {
      type,
      required: required.includes(name),
      optional: !required.includes(name),
      computed: false,
      sensitive: false,
      writeOnly: false,
      deprecated: false,
    },
  ]);
  return { attributes: new Map(attributes), blocks: new Map(), deprecated: false };
}
