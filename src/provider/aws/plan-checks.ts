/** What the aws provider checks only while planning, where several arguments, or the region, are looked at together. */
import type { Value } from '../../cty/index.ts';
import { quoteGo } from '../../util/quote-go.ts';
import type { ProviderDiagnostic } from '../provider.ts';
import { clusterPlanErrors, groupPlanErrors } from './elasticache.ts';
import { type Fields, fieldsOf } from './fields.ts';
import {
  deliveryStream,
  listenerActions,
  restAuthorizer,
  signingAuthorizer,
  stateMachine,
  volume,
} from './service-checks.ts';

/** A checker's answer: the titles of its errors. */
type Checker = (config: Fields, region: string | undefined, cloud: 'absent' | 'assumed') => readonly string[];

export function planChecks(
  type: string,
  config: Value,
  region: string | undefined,
  cloud: 'absent' | 'assumed',
): ProviderDiagnostic[] {
  if (config.state !== 'known') return [];
  const titles = CHECKERS[type]?.(fieldsOf(config), region, cloud) ?? [];
  return titles.map((summary) => ({ severity: 'error', summary, detail: '', code: 'aws/plan-check' }));
}

const CHECKERS: Readonly<Record<string, Checker>> = {
  aws_dynamodb_table: dynamodbTable,
  aws_placement_group: (group) => {
    const strategy = group.text('strategy');
    if (strategy === undefined) return [];
    if (group.isSet('partition_count') && strategy !== 'partition' && group.number('partition_count') !== 0) {
      return [`partition_count must not be set when strategy = ${quoteGo(strategy)}`];
    }
    return [];
  },
  aws_lightsail_instance: zoneInRegion,
  aws_lightsail_disk: zoneInRegion,
  aws_lightsail_database: zoneInRegion,
  aws_vpc_ipam: operatingRegions,
  aws_vpc_ipam_resource_discovery: operatingRegions,
  aws_lb_listener: (listener) => listenerActions(listener, 'default_action'),
  aws_alb_listener: (listener) => listenerActions(listener, 'default_action'),
  aws_lb_listener_rule: (rule) => listenerActions(rule, 'action'),
  aws_alb_listener_rule: (rule) => listenerActions(rule, 'action'),
  aws_sfn_state_machine: (machine, _, cloud) => stateMachine(machine, cloud),
  aws_kinesis_firehose_delivery_stream: deliveryStream,
  aws_api_gateway_authorizer: restAuthorizer,
  aws_iot_authorizer: signingAuthorizer,
  aws_ebs_volume: volume,
  aws_lb_target_group: targetGroup,
  aws_alb_target_group: targetGroup,
  aws_sqs_queue: (queue) => {
    const fifo = queue.flag('fifo_queue') === true;
    if (queue.isUnknown('fifo_queue')) return [];
    const name = queue.text('name');
    if (name !== undefined && name !== '') {
      const valid = fifo ? /^[0-9A-Za-z_-]{1,75}\.fifo$/ : /^[0-9A-Za-z_-]{1,80}$/;
      if (!valid.test(name)) return [`invalid queue name: ${name}`];
    }
    return [];
  },
  aws_sns_topic: (topic) => {
    const fifo = topic.flag('fifo_topic') === true;
    if (topic.isUnknown('fifo_topic')) return [];
    const name = topic.text('name');
    if (name !== undefined && name !== '') {
      const valid = fifo ? /^[0-9A-Za-z_-]{1,251}\.fifo$/ : /^[0-9A-Za-z_-]{1,256}$/;
      if (!valid.test(name)) return [`invalid topic name: ${name}`];
    }
    return [];
  },
  aws_elasticache_cluster: clusterPlanErrors,
  aws_elasticache_replication_group: groupPlanErrors,
};

function operatingRegions(ipam: Fields, region: string | undefined): readonly string[] {
  const regions = ipam.blocks('operating_regions');
  if (region === undefined || ipam.isUnknown('operating_regions')) return [];
  if (regions.some((entry) => entry.isUnknown('region_name'))) return [];
  return regions.some((entry) => entry.text('region_name') === region)
    ? []
    : [`\`operating_regions\` must include ${region}`];
}

function zoneInRegion(resource: Fields, region: string | undefined): readonly string[] {
  const zone = resource.text('availability_zone');
  if (zone === undefined || region === undefined || zone.slice(0, -1) === region) return [];
  return [`availability_zone must be within the same region as provider region: ${region}`];
}

function targetGroup(group: Fields): readonly string[] {
  if (group.isUnknown('target_type')) return [];
  const type = group.text('target_type') ?? 'instance';
  const titleFor = (name: string): string =>
    `Invalid Attribute Combination\n\nAttribute ${quoteGo(name)} must be specified when "target_type" is ${quoteGo(type)}.\n\nPath: target_type`;
  if (type === 'lambda') return [];
  const missing = ['port', 'protocol', 'vpc_id'].find((name) => !group.isSet(name));
  return missing === undefined ? [] : [titleFor(missing)];
}

/** The provider joins all that is wrong into one title, a line each. */
function dynamodbTable(table: Fields): readonly string[] {
  if (table.flag('stream_enabled') === true && !table.isSet('stream_view_type')) {
    return ['stream_view_type is required when stream_enabled = true'];
  }
  const problems = [...unusedKeys(table), ...capacityProblems(table)];
  return problems.length > 0 ? [problems.join('\n')] : [];
}

function unusedKeys(table: Fields): string[] {
  const indexed = new Set<string>();
  let open = false;
  const add = (holder: Fields, name: string): void => {
    if (holder.isUnknown(name)) open = true;
    const key = holder.text(name);
    if (key !== undefined && key !== '') indexed.add(key);
  };
  for (const holder of [table, ...table.blocks('global_secondary_index')]) {
    add(holder, 'hash_key');
    add(holder, 'range_key');
  }
  for (const holder of table.blocks('local_secondary_index')) add(holder, 'range_key');
  const attributes = table.blocks('attribute');
  if (open || table.isUnknown('attribute') || attributes.some((attribute) => attribute.isUnknown('name'))) return [];
  if (table.isUnknown('global_secondary_index') || table.isUnknown('local_secondary_index')) return [];
  const names = new Set(attributes.map((attribute) => attribute.text('name') ?? ''));
  const list = (items: readonly string[]): string => `[${[...items].sort().map(quoteGo).join(' ')}]`;
  const unused = [...names].filter((name) => !indexed.has(name));
  const unmatched = [...indexed].filter((key) => !names.has(key));
  const problems: string[] = [];
  if (unused.length > 0) problems.push(`all attributes must be indexed. Unused attributes: ${list(unused)}`);
  if (unmatched.length > 0)
    problems.push(`all indexes must match a defined attribute. Unmatched indexes: ${list(unmatched)}`);
  return problems;
}

function capacityProblems(table: Fields): string[] {
  if (table.isUnknown('billing_mode') || table.isSet('restore_source_name') || table.isSet('restore_source_table_arn'))
    return [];
  const mode = table.text('billing_mode') ?? 'PROVISIONED';
  const problems: string[] = [];
  for (const name of ['read_capacity', 'write_capacity']) {
    if (table.isUnknown(name)) continue;
    const capacity = table.number(name) ?? 0;
    if (mode === 'PAY_PER_REQUEST' && capacity !== 0)
      problems.push(`${name} can not be set when billing_mode is "PAY_PER_REQUEST"`);
    if (mode === 'PROVISIONED' && capacity < 1)
      problems.push(`${name} must be at least 1 when billing_mode is "PROVISIONED"`);
  }
  return problems;
}
