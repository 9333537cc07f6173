/** The shapes of Terraform's own blocks. A name that ends in `!` is required. */
import type { BodySchema } from '../../hcl/index.ts';

function schema(attributes: readonly string[], blocks: Readonly<Record<string, readonly string[]>> = {}): BodySchema {
  return {
    attributes: attributes.map((name) =>
      name.endsWith('!') ? { name: name.slice(0, -1), required: true } : { name, required: false },
    ),
    blocks: Object.entries(blocks).map(([type, labels]) => ({ type, labels })),
  };
}

/** The same without required arguments: what an override file may leave out. */
function optional(full: BodySchema): BodySchema {
  return { attributes: full.attributes.map(({ name }) => ({ name, required: false })), blocks: full.blocks };
}

const COMMON_RESOURCE_ARGUMENTS = ['count', 'for_each', 'provider', 'depends_on'];

export const FILE = schema([], {
  terraform: [],
  required_providers: [],
  provider: ['name'],
  variable: ['name'],
  locals: [],
  output: ['name'],
  module: ['name'],
  resource: ['type', 'name'],
  data: ['type', 'name'],
  ephemeral: ['type', 'name'],
  moved: [],
  import: [],
  check: ['name'],
  removed: [],
});
export const FILE_TERRAFORM_ONLY = schema([], { terraform: [] });
export const TERRAFORM = schema(['required_version', 'experiments', 'language'], {
  backend: ['type'],
  cloud: [],
  required_providers: [],
  provider_meta: ['provider'],
});
export const TERRAFORM_VERSION_ONLY = schema(['required_version']);
export const TERRAFORM_EXPERIMENTS_ONLY = schema(['experiments', 'language']);
export const PROVIDER = schema(['alias', 'version', 'count', 'depends_on', 'for_each', 'source'], {
  _: [],
  lifecycle: [],
  locals: [],
});
export const VARIABLE = schema(['description', 'default', 'type', 'sensitive', 'ephemeral', 'nullable'], {
  validation: [],
});
export const OUTPUT = schema(['description', 'value!', 'depends_on', 'sensitive', 'ephemeral'], {
  precondition: [],
  postcondition: [],
});
export const OUTPUT_OVERRIDE = optional(OUTPUT);
export const MODULE_CALL = schema(['source!', 'version', 'count', 'for_each', 'depends_on', 'providers'], {
  _: [],
  lifecycle: [],
  locals: [],
  provider: ['type'],
});
export const MODULE_CALL_OVERRIDE = optional(MODULE_CALL);
export const RESOURCE = schema(COMMON_RESOURCE_ARGUMENTS, {
  locals: [],
  lifecycle: [],
  connection: [],
  provisioner: ['type'],
  _: [],
});
export const DATA = schema(COMMON_RESOURCE_ARGUMENTS, { lifecycle: [], locals: [], _: [] });
export const LIFECYCLE = schema(
  ['create_before_destroy', 'prevent_destroy', 'ignore_changes', 'replace_triggered_by'],
  {
    precondition: [],
    postcondition: [],
  },
);
export const PROVISIONER = schema(['when', 'on_failure'], { _: [], connection: [], lifecycle: [] });
export const CHECK_RULE = schema(['condition!', 'error_message!']);
export const CHECK = schema([], { data: ['type', 'name'], assert: [] });
export const MOVED = schema(['from!', 'to!']);
export const IMPORT = schema(['provider', 'for_each', 'id!', 'to!']);
export const REMOVED = schema(['from!'], { lifecycle: [], connection: [], provisioner: ['type'] });
export const REMOVED_LIFECYCLE = schema(['destroy']);
