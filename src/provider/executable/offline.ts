/** How an executable is kept from the world: its environment, and what of its configuration is replaced. */
import { boolValue, entriesOf, known, nullOf, STRING, stringValue, type Value } from '../../cty/index.ts';

/** Credentials that no account has, the loopback address for every AWS service and as the only proxy, no retries. */
export function offlineEnvironment(cloudUrl: string): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
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
  if (config.state !== 'known' || !address.endsWith('/hashicorp/aws')) return config;
  const members = new Map(entriesOf(config));
  const replace = (name: string, value: (given: Value) => Value): void => {
    const given = members.get(name);
    if (given !== undefined) members.set(name, value(given));
  };
  const on = (given: Value): Value => (given.type === STRING ? stringValue('true') : boolValue(true));
  for (const name of ['credentials_validation', 'requesting_account_id', 'metadata_api_check', 'region_validation'])
    replace(`skip_${name}`, on);
  const proxied = (given: Value): Value => (given.state === 'null' ? given : stringValue(cloudUrl));
  replace('http_proxy', proxied);
  replace('https_proxy', proxied);
  if (cloud === 'assumed') {
    for (const name of ['profile', 'shared_config_files', 'shared_credentials_files', 'custom_ca_bundle'])
      replace(name, (given) => nullOf(given.type));
    for (const name of ['assume_role', 'assume_role_with_web_identity'])
      replace(name, (given) => (given.state === 'known' ? known(given.type, []) : given));
  }
  return known(config.type, members);
}
