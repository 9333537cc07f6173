/** The schemas of the provider that is part of Terraform itself. */
import { DYNAMIC, STRING } from '../../cty/index.ts';
import type { AttributeSchema, Schema } from '../schema.ts';

type Flag = 'required' | 'optional' | 'computed';

function attribute(flag: Flag, type: AttributeSchema['type']): AttributeSchema {
  return {
    type,
    required: flag === 'required',
    optional: flag === 'optional',
    computed: flag === 'computed',
    sensitive: false,
    writeOnly: false,
    deprecated: false,
  };
}

function schemaOf(attributes: Readonly<Record<string, AttributeSchema>>): Schema {
  return {
    version: 0,
    block: { attributes: new Map(Object.entries(attributes)), blocks: new Map(), deprecated: false },
  };
}

export const PROVIDER_SCHEMA = schemaOf({});

export const TERRAFORM_DATA = schemaOf({
  id: attribute('computed', STRING),
  input: attribute('optional', DYNAMIC),
  output: attribute('computed', DYNAMIC),
  triggers_replace: attribute('optional', DYNAMIC),
});

export const TERRAFORM_REMOTE_STATE = schemaOf({
  backend: attribute('required', STRING),
  config: attribute('optional', DYNAMIC),
  defaults: attribute('optional', DYNAMIC),
  outputs: attribute('computed', DYNAMIC),
  workspace: attribute('optional', STRING),
});
