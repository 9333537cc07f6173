/** Checks made while planning whose texts depend on several arguments of a service. Each answers with the titles of its errors. */
import { quoteGo } from '../../util/quote-go.ts';
import type { Fields } from './fields.ts';

const ACTION_BLOCKS: Readonly<Record<string, string>> = {
  'authenticate-cognito': 'authenticate_cognito',
  'authenticate-oidc': 'authenticate_oidc',
  redirect: 'redirect',
  'fixed-response': 'fixed_response',
};

/** What an action of a load balancer does must be said in the block, or argument, of its type. One title holds all that is missing. */
export function listenerActions(listener: Fields, name: string): readonly string[] {
  const problems: string[] = [];
  for (const [i, action] of listener.blocks(name).entries()) {
    const type = action.text('type');
    if (type === undefined) continue;
    const at = (member: string): string => quoteGo(`${name}[${i}].${member}`);
    const block = ACTION_BLOCKS[type];
    const has = (member: string): boolean => action.isUnknown(member) || action.blocks(member).length > 0;
    let missing: string | undefined;
    if (type === 'forward' && !action.isSet('target_group_arn') && !has('forward'))
      missing = `Either ${at('target_group_arn')} or ${at('forward')}`;
    else if (block !== undefined && !has(block)) missing = `Attribute ${at(block)}`;
    if (missing === undefined) continue;
    problems.push(
      `Invalid Attribute Combination\n\n${missing} must be specified when ${at('type')} is ${quoteGo(type)}.\n\nPath: ${name}[${i}].type`,
    );
  }
  return problems.length === 0 ? [] : [problems.join('\n')];
}

/** AWS itself is asked whether a definition that is known is right. */
export function stateMachine(machine: Fields, cloud: 'absent' | 'assumed'): readonly string[] {
  if (cloud === 'assumed' || (machine.text('definition') ?? '') === '') return [];
  return [
    'validating Step Functions State Machine definition: operation error SFN: ValidateStateMachineDefinition, https response error StatusCode: 400, RequestID: 00000000-0000-0000-0000-000000000000, api error UnrecognizedClientException: The security token included in the request is invalid.',
  ];
}

const DESTINATIONS: ReadonlySet<string> = new Set([
  'extended_s3',
  'elasticsearch',
  'http_endpoint',
  'iceberg',
  'opensearch',
  'opensearchserverless',
  'redshift',
  'snowflake',
  'splunk',
]);

export function deliveryStream(stream: Fields): readonly string[] {
  const destination = stream.text('destination');
  if (destination === undefined || !DESTINATIONS.has(destination)) return [];
  const block = `${destination}_configuration`;
  if (stream.isUnknown(block) || stream.blocks(block).length > 0) return [];
  return [`when destination is '${destination}', ${block} is required`];
}

export function restAuthorizer(authorizer: Fields): readonly string[] {
  if (authorizer.isUnknown('type')) return [];
  const type = authorizer.text('type') ?? 'TOKEN';
  const needed = type === 'COGNITO_USER_POOLS' ? 'provider_arns' : 'authorizer_uri';
  const given = authorizer.isSet(needed) && authorizer.text(needed) !== '';
  return given ? [] : [`${needed} must be set non-empty when authorizer type is ${type}`];
}

export function signingAuthorizer(authorizer: Fields): readonly string[] {
  if (authorizer.isUnknown('signing_disabled') || authorizer.flag('signing_disabled') === true) return [];
  const missing = ['token_key_name', 'token_signing_public_keys'].find((name) => !authorizer.isSet(name));
  return missing === undefined ? [] : [`${quoteGo(missing)} is required when signing is enabled`];
}

export function volume(disk: Fields): readonly string[] {
  if (disk.isUnknown('type')) return [];
  const type = disk.text('type') ?? '';
  const operations = disk.number('iops') ?? 0;
  if (['io1', 'io2'].includes(type) && !disk.isUnknown('iops') && operations === 0)
    return [`'iops' must be set when 'type' is '${type}'`];
  if (operations > 0 && !['io1', 'io2', 'gp3'].includes(type))
    return [`'iops' must not be set when 'type' is '${type}'`];
  if ((disk.number('throughput') ?? 0) > 0 && type !== 'gp3')
    return [`'throughput' must not be set when 'type' is '${type}'`];
  return [];
}

/** Computing, balancing and storing are left to EKS together or not at all. */
export function clusterMode(cluster: Fields): readonly string[] {
  const [network] = cluster.blocks('kubernetes_network_config');
  const [storage] = cluster.blocks('storage_config');
  const parts = [
    cluster.blocks('compute_config'),
    network?.blocks('elastic_load_balancing'),
    storage?.blocks('block_storage'),
  ];
  const first = parts.map((blocks) => blocks?.[0]);
  const open = ['compute_config', 'kubernetes_network_config', 'storage_config'].some((name) =>
    cluster.isUnknown(name),
  );
  if (open || first.some((part) => part?.isUnknown('enabled'))) return [];
  const on = new Set(first.map((part) => part?.flag('enabled') === true));
  return on.size === 1
    ? []
    : [
        'compute_config.enabled, kubernetes_networking_config.elastic_load_balancing.enabled, and storage_config.block_storage.enabled must all be set to either true or false',
      ];
}
