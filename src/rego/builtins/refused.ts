/** Built-ins that reach outside the process: known by name, their arguments checked, never carried out. */
import { failed } from '../plan/builtin.ts';
import { lookup, type ObjectValue, objectKeys, setOf, type Value, valueText } from '../values/index.ts';
import { type BuiltinFamily, builtin, wrongType } from './operands.ts';

const REQUEST_KEYS = new Set([
  'method',
  'url',
  'body',
  'enable_redirect',
  'force_json_decode',
  'force_yaml_decode',
  'headers',
  'raw_body',
  'tls_use_system_certs',
  'tls_ca_cert',
  'tls_ca_cert_file',
  'tls_ca_cert_env_variable',
  'tls_client_cert',
  'tls_client_cert_file',
  'tls_client_cert_env_variable',
  'tls_client_key',
  'tls_client_key_file',
  'tls_client_key_env_variable',
  'tls_insecure_skip_verify',
  'tls_server_name',
  'timeout',
  'cache',
  'force_cache',
  'force_cache_duration_seconds',
  'raise_error',
  'caching_mode',
  'max_retry_attempts',
  'cache_ignored_headers',
]);

export const REFUSED: BuiltinFamily = {
  'http.send': builtin(['object'], (request: ObjectValue) => {
    const odd = objectKeys(request).filter((key) => !REQUEST_KEYS.has(String(key)));
    if (odd.length > 0) return wrongType(`operand 1 invalid request parameters(s): ${valueText(setOf(odd))}`);
    const missing = ['method', 'url'].filter((key) => lookup(request, key) === undefined);
    if (missing.length > 0)
      return wrongType(`operand 1 missing required request parameters(s): ${valueText(setOf(missing))}`);
    return failed('requests over the network are refused');
  }),
  ...Object.fromEntries(
    ['is_valid', 'parse', 'parse_and_verify', 'parse_query', 'parse_schema', 'schema_is_valid'].map((name) => {
      const operands = ['is_valid', 'parse', 'parse_and_verify'].includes(name) ? 2 : 1;
      return [
        `graphql.${name}`,
        builtin(new Array<string>(operands).fill('any'), (): Value | ReturnType<typeof failed> =>
          failed('GraphQL is not supported'),
        ),
      ];
    }),
  ),
};
