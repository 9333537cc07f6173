/** How an executable is kept from the world: its environment, and what of its configuration is replaced. */
import {
  boolValue,
  elementsOf,
  entriesOf,
  known,
  nullOf,
  STRING,
  setValue,
  stringValue,
  type Value,
} from '../../cty/index.ts';

/**
 * Credentials that no account has, the loopback address for every AWS service and as the only proxy, no retries. The region is what a
 * configuration gets that names none, as from packs.
 */
export function offlineEnvironment(cloudUrl: string): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL: cloudUrl,
    AWS_MAX_ATTEMPTS: '1',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    CHECKPOINT_DISABLE: '1',
    HTTP_PROXY: cloudUrl,
    HTTPS_PROXY: cloudUrl,
    NO_PROXY: '127.0.0.1,localhost',
    GOGC: '200',
  };
}

/** The configuration that the executable gets for the user's: no check that would call the cloud while it is configured. */
export function offlineConfiguration(
  address: string,
  config: Value,
  cloud: 'absent' | 'assumed',
  cloudUrl: string,
): Value {
  if (config.state !== 'known' || !address.endsWith('/hashicorp/aws')) return unexecutable(address, config);
  const members = new Map(entriesOf(config));
  const replace = (name: string, value: (given: Value) => Value): void => {
    const given = members.get(name);
    if (given !== undefined) members.set(name, value(given));
  };
  const on = (given: Value): Value => (given.type === STRING ? stringValue('true') : boolValue(true));
  for (const name of ['credentials_validation', 'requesting_account_id', 'metadata_api_check', 'region_validation'])
    replace(`skip_${name}`, on);
  const proxied = (given: Value): Value => (given.state === 'null' ? given : stringValue(cloudUrl));
  replace('endpoints', empty);
  replace('http_proxy', proxied);
  replace('https_proxy', proxied);
  if (cloud === 'assumed') {
    for (const name of ['profile', 'custom_ca_bundle']) replace(name, (given) => nullOf(given.type));
    for (const name of ['assume_role', 'assume_role_with_web_identity'])
      replace(name, (given) => (given.state === 'known' ? known(given.type, []) : given));
  }
  return unexecutable(address, known(config.type, members));
}

/** Files by which AWS's SDK is told of programs that give credentials. */
const PROGRAM_FILES = ['shared_config_files', 'shared_credentials_files', 'shared_credentials_file'];
/** Providers of clusters, which run a program to authenticate. */
const AUTHENTICATING = /\/(kubernetes|helm|kubectl|kubernetes-alpha)$/;

/** Without what would make the executable run a program or read credentials of a file that the configuration names. */
export function unexecutable(address: string, config: Value): Value {
  if (config.state !== 'known') return config;
  if (address.endsWith('/hashicorp/aws')) return without(config, (name) => PROGRAM_FILES.includes(name));
  return AUTHENTICATING.test(address)
    ? without(config, (name) => name === 'exec' || name.startsWith('config_path'))
    : config;
}

/** Members of these names emptied, in nested blocks too. */
function without(value: Value, unwanted: (name: string) => boolean): Value {
  if (value.state !== 'known') return value;
  if (Array.isArray(value.data)) {
    const elements = elementsOf(value).map((element) => without(element, unwanted));
    return value.type.kind === 'set' ? setValue(value.type.element, elements) : known(value.type, elements);
  }
  if (!(value.data instanceof Map) || value.type.kind !== 'object') return value;
  return known(
    value.type,
    new Map(
      [...entriesOf(value)].map(([name, member]) => [name, unwanted(name) ? empty(member) : without(member, unwanted)]),
    ),
  );
}

/** Nothing, as it is written for the type: blocks are never null. */
function empty({ type }: Value): Value {
  return type.kind === 'list' && type.element.kind === 'object'
    ? known(type, [])
    : type.kind === 'set' && type.element.kind === 'object'
      ? setValue(type.element, [])
      : nullOf(type);
}
