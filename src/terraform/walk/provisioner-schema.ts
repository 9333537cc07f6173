/** The provisioners that Terraform has built in, and the arguments that any kind of connection takes. */
import { BOOL, listOf, mapOf, NUMBER, STRING, type Type } from '../../cty/index.ts';
import type { AttributeSchema, BlockSchema } from '../../provider/index.ts';

function attribute(type: Type, required = false): AttributeSchema {
  return {
    type,
    required,
    optional: !required,
    computed: false,
    sensitive: false,
    writeOnly: false,
    deprecated: false,
  };
}

function block(attributes: Readonly<Record<string, AttributeSchema>>): BlockSchema {
  return { attributes: new Map(Object.entries(attributes)), blocks: new Map(), deprecated: false };
}

const SCHEMAS: ReadonlyMap<string, BlockSchema> = new Map([
  [
    'local-exec',
    block({
      command: attribute(STRING, true),
      interpreter: attribute(listOf(STRING)),
      working_dir: attribute(STRING),
      environment: attribute(mapOf(STRING)),
      quiet: attribute(BOOL),
    }),
  ],
  ['file', block({ source: attribute(STRING), content: attribute(STRING), destination: attribute(STRING, true) })],
  [
    'remote-exec',
    block({ inline: attribute(listOf(STRING)), script: attribute(STRING), scripts: attribute(listOf(STRING)) }),
  ],
]);

/** Undefined for a provisioner that Terraform does not have. */
export function provisionerSchema(type: string): BlockSchema | undefined {
  return SCHEMAS.get(type);
}

const CONNECTION_STRINGS = [
  'type user password host timeout script_path target_platform private_key certificate agent_identity host_key',
  'bastion_host bastion_host_key bastion_user bastion_password bastion_private_key bastion_certificate',
  'proxy_scheme proxy_host proxy_user_name proxy_user_password cacert',
]
  .join(' ')
  .split(' ');

/** Of a connection over another one, where nothing is required. */
export const furtherConnectionSchema: BlockSchema = block({
  ...Object.fromEntries(CONNECTION_STRINGS.map((name) => [name, attribute(STRING)])),
  port: attribute(NUMBER),
  bastion_port: attribute(NUMBER),
  proxy_port: attribute(NUMBER),
  agent: attribute(BOOL),
  https: attribute(BOOL),
  insecure: attribute(BOOL),
  use_ntlm: attribute(BOOL),
});

export const connectionSchema: BlockSchema = {
  ...furtherConnectionSchema,
  attributes: new Map([...furtherConnectionSchema.attributes, ['host', attribute(STRING, true)]]),
};
