/** What the aws provider checks only while planning, where several arguments, or the region, are looked at together. */
import type { Value } from '../../cty/index.ts';
import { quoteGo } from '../../util/quote-go.ts';
import type { ProviderDiagnostic } from '../provider.ts';
import { dynamodbTable } from './dynamodb-table.ts';
import { clusterPlanErrors, groupPlanErrors } from './elasticache.ts';
import { type Fields, fieldsOf } from './fields.ts';
import {
  clusterMode,
  deliveryStream,
  listenerActions,
  restAuthorizer,
  signingAuthorizer,
  stateMachine,
  volume,
} from './service-checks.ts';
import { targetGroup } from './target-group.ts';

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
  aws_eks_cluster: clusterMode,
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

/** A zone that is not known is in no region for the provider; with a cloud it may be one that a data source reads. */
function zoneInRegion(resource: Fields, region: string | undefined, cloud: 'absent' | 'assumed'): readonly string[] {
  const open = resource.isUnknown('availability_zone') && cloud === 'absent';
  const zone = open ? '' : resource.text('availability_zone');
  if (zone === undefined || region === undefined || zone.startsWith(region)) return [];
  return [`availability_zone must be within the same region as provider region: ${region}`];
}
