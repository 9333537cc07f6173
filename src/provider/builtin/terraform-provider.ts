/** The provider `terraform.io/builtin/terraform`: terraform_data, terraform_remote_state and three functions. */
import {
  DYNAMIC,
  entriesOf,
  isWhollyKnown,
  known,
  nullOf,
  STRING,
  stringValue,
  unknownOf,
  type Value,
} from '../../cty/index.ts';
import type { FolderFiles } from '../behaviour/behaviour.ts';
import { impliedType } from '../implied-type.ts';
import type {
  FunctionSignature,
  PlanRequest,
  PlanResponse,
  Provider,
  ProviderDiagnostic,
  ResourceMode,
} from '../provider.ts';
import type { Schema } from '../schema.ts';
import { encodeExpression, IDENTIFIER } from './encode.ts';
import { checkRemoteState, readRemoteState } from './remote-state.ts';
import { PROVIDER_SCHEMA, TERRAFORM_DATA, TERRAFORM_REMOTE_STATE } from './schema.ts';

export const TERRAFORM_PROVIDER = 'terraform.io/builtin/terraform';

export interface BuiltinOptions {
  readonly cloud?: 'absent' | 'assumed';
  readonly files?: FolderFiles;
  /** Parses the text of a `.tfvars` file to an object; passed from above because this folder knows no HCL. */
  readonly decodeTfvars?: (text: string) => { readonly value: Value } | { readonly error: string };
}

const FUNCTIONS: ReadonlyMap<string, FunctionSignature> = new Map([
  ['decode_tfvars', signature('src', STRING, DYNAMIC)],
  ['encode_expr', signature('value', DYNAMIC, STRING)],
  ['encode_tfvars', signature('value', DYNAMIC, STRING)],
]);

function signature(
  name: string,
  type: FunctionSignature['returns'],
  returns: FunctionSignature['returns'],
): FunctionSignature {
  return { parameters: [{ name, type, allowNull: false, allowUnknown: false }], returns };
}

export function builtinTerraformProvider(options: BuiltinOptions = {}): Provider {
  const provider: Provider = {
    address: TERRAFORM_PROVIDER,
    version: '',
    providerSchema: () => PROVIDER_SCHEMA,
    resourceSchema: schemaFor,
    resourceTypes: (mode) =>
      mode === 'managed' ? ['terraform_data'] : mode === 'data' ? ['terraform_remote_state'] : [],
    functions: () => FUNCTIONS,
    validateProvider: () => [],
    validateResource: (_mode, type, config) =>
      type === 'terraform_data' ? readOnlyProblems(config) : checkRemoteState(config),
    configure: () => ({ provider, diagnostics: [] }),
    planResource: planTerraformData,
    readData: (_type, config) => readRemoteState(config, options),
    callFunction: (name, [argument]) => callFunction(name, argument as Value, options),
  };
  return provider;
}

function schemaFor(mode: ResourceMode, type: string): Schema | undefined {
  if (mode === 'managed' && type === 'terraform_data') return TERRAFORM_DATA;
  if (mode === 'data' && type === 'terraform_remote_state') return TERRAFORM_REMOTE_STATE;
  return undefined;
}

function readOnlyProblems(config: Value): ProviderDiagnostic[] {
  if (config.state !== 'known') return [];
  return ['id', 'output']
    .filter((name) => entriesOf(config).get(name)?.state !== 'null')
    .map((name) => ({
      severity: 'error',
      summary: `"${name}" attribute is read-only`,
      detail: '',
      code: 'terraform/read-only-attribute',
      placeless: true,
    }));
}

/** `output` follows `input`, which may change its type from one plan to the next; a null input needs no waiting. */
function planTerraformData(request: PlanRequest): PlanResponse {
  const { prior, proposed } = request;
  if (proposed.state !== 'known') return { planned: proposed, requiresReplace: [], diagnostics: [] };
  const wanted = entriesOf(proposed);
  const input = wanted.get('input') ?? nullOf(DYNAMIC);
  const triggers = wanted.get('triggers_replace') ?? nullOf(DYNAMIC);
  const outputOf = (): Value => (input.state === 'null' ? nullOf(DYNAMIC) : unknownOf(input.type));
  const result = (id: Value, output: Value): Value =>
    known(
      impliedType(TERRAFORM_DATA.block),
      new Map<string, Value>([
        ['id', id],
        ['input', input],
        ['output', output],
        ['triggers_replace', triggers],
      ]),
    );
  if (prior.state !== 'known') {
    return { planned: result(unknownOf(STRING, { notNull: true }), outputOf()), requiresReplace: [], diagnostics: [] };
  }
  const before = entriesOf(prior);
  const same = (name: string, value: Value): boolean => {
    const old = before.get(name);
    return old !== undefined && isWhollyKnown(value) && encodeExpression(old) === encodeExpression(value);
  };
  const id = before.get('id') ?? unknownOf(STRING);
  if (!same('triggers_replace', triggers)) {
    return {
      planned: result(unknownOf(STRING, { notNull: true }), outputOf()),
      requiresReplace: [[{ kind: 'attribute', name: 'triggers_replace' }]],
      diagnostics: [],
    };
  }
  const output = same('input', input) ? (before.get('output') ?? nullOf(DYNAMIC)) : outputOf();
  return { planned: result(id, output), requiresReplace: [], diagnostics: [] };
}

function callFunction(
  name: string,
  argument: Value,
  options: BuiltinOptions,
): { readonly value: Value } | { readonly error: string; readonly argument?: number } {
  const result = FUNCTIONS.get(name)?.returns;
  if (result === undefined) return { error: `there is no function ${name}` };
  if (!isWhollyKnown(argument)) return { value: unknownOf(result) };
  if (argument.state !== 'known') return { error: 'argument must not be null', argument: 0 };
  switch (name) {
    case 'encode_expr':
      return { value: stringValue(encodeExpression(argument)) };
    case 'encode_tfvars': {
      if (!(argument.data instanceof Map)) {
        return {
          error: 'invalid value to encode: an object is needed, whose attribute names become the variable names',
        };
      }
      let text = '';
      for (const [key, value] of entriesOf(argument)) {
        if (!IDENTIFIER.test(key)) {
          return {
            error: `invalid variable name ${JSON.stringify(key)}: the name of a variable must be an identifier`,
          };
        }
        text += `${key} = ${encodeExpression(value)}\n`;
      }
      return { value: stringValue(text) };
    }
    default: {
      if (options.decodeTfvars === undefined) return { value: unknownOf(DYNAMIC) };
      const decoded = options.decodeTfvars(argument.data as string);
      return decoded;
    }
  }
}
