/** What AWS answers: ids by their prefixes, ARNs with partition, region and account, endpoints. */
import { lastName, placeIn, rfc3339, slug } from './by-name.ts';
import type { Subject, Table } from './resource.ts';

export const ACCOUNT = '123456789012';

/** Prefix and length of the hexadecimal part of ids that AWS draws. */
const DRAWN_IDS: Readonly<Record<string, string>> = {
  aws_ami: 'ami',
  aws_customer_gateway: 'cgw',
  aws_default_network_acl: 'acl',
  aws_default_route_table: 'rtb',
  aws_default_security_group: 'sg',
  aws_default_subnet: 'subnet',
  aws_default_vpc: 'vpc',
  aws_ebs_snapshot: 'snap',
  aws_ebs_volume: 'vol',
  aws_ec2_carrier_gateway: 'cagw',
  aws_ec2_managed_prefix_list: 'pl',
  aws_ec2_transit_gateway: 'tgw',
  aws_ec2_transit_gateway_route_table: 'tgw-rtb',
  aws_ec2_transit_gateway_vpc_attachment: 'tgw-attach',
  aws_efs_access_point: 'fsap',
  aws_efs_file_system: 'fs',
  aws_efs_mount_target: 'fsmt',
  aws_egress_only_internet_gateway: 'eigw',
  aws_eip: 'eipalloc',
  aws_flow_log: 'fl',
  aws_fsx_lustre_file_system: 'fs',
  aws_instance: 'i',
  aws_internet_gateway: 'igw',
  aws_launch_template: 'lt',
  aws_main_route_table_association: 'rtbassoc',
  aws_nat_gateway: 'nat',
  aws_network_acl: 'acl',
  aws_network_interface: 'eni',
  aws_route_table: 'rtb',
  aws_route_table_association: 'rtbassoc',
  aws_security_group: 'sg',
  aws_security_group_rule: 'sgrule',
  aws_spot_instance_request: 'sir',
  aws_subnet: 'subnet',
  aws_vpc: 'vpc',
  aws_vpc_dhcp_options: 'dopt',
  aws_vpc_endpoint: 'vpce',
  aws_vpc_peering_connection: 'pcx',
  aws_vpc_security_group_egress_rule: 'sgr',
  aws_vpc_security_group_ingress_rule: 'sgr',
  aws_vpn_connection: 'vpn',
  aws_vpn_gateway: 'vgw',
};

/** Types whose id is an ARN. */
const ARN_IDS = new Set(
  `aws_acm_certificate aws_acm_certificate_validation aws_alb aws_alb_listener aws_alb_target_group aws_appautoscaling_policy
  aws_athena_data_catalog aws_batch_compute_environment aws_batch_job_definition aws_batch_job_queue aws_cloudtrail
  aws_codebuild_project aws_codestarconnections_connection aws_ecs_capacity_provider aws_ecs_cluster aws_ecs_service
  aws_glue_registry aws_iam_openid_connect_provider aws_iam_policy aws_iam_saml_provider aws_imagebuilder_component
  aws_kinesis_firehose_delivery_stream aws_kinesis_stream aws_lb aws_lb_listener aws_lb_listener_rule aws_lb_target_group
  aws_macie2_classification_job aws_mskconnect_connector aws_msk_cluster aws_msk_configuration aws_networkfirewall_firewall
  aws_networkfirewall_firewall_policy aws_networkfirewall_rule_group aws_secretsmanager_secret
  aws_secretsmanager_secret_policy aws_sfn_activity aws_sfn_state_machine aws_sns_topic aws_sns_topic_policy
  aws_sns_topic_subscription aws_wafv2_web_acl_association`.split(/\s+/),
);

/** The resource part of ARNs, and the service where it is not the type's second word. NAME, ID, HEX and UUID are filled in. */
const ARNS: Readonly<Record<string, readonly [service: string, resource: string]>> = {
  aws_acm_certificate: ['acm', 'certificate/UUID'],
  aws_alb: ['elasticloadbalancing', 'loadbalancer/app/NAME/HEX'],
  aws_alb_target_group: ['elasticloadbalancing', 'targetgroup/NAME/HEX'],
  aws_api_gateway_rest_api: ['apigateway', '/restapis/ID'],
  aws_apigatewayv2_api: ['apigateway', '/apis/ID'],
  aws_autoscaling_group: ['autoscaling', 'autoScalingGroup:UUID:autoScalingGroupName/NAME'],
  aws_autoscaling_policy: ['autoscaling', 'scalingPolicy:UUID:policyName/NAME'],
  aws_backup_plan: ['backup', 'backup-plan:ID'],
  aws_backup_vault: ['backup', 'backup-vault:NAME'],
  aws_batch_compute_environment: ['batch', 'compute-environment/NAME'],
  aws_batch_job_queue: ['batch', 'job-queue/NAME'],
  aws_cloudfront_distribution: ['cloudfront', 'distribution/ID'],
  aws_cloudtrail: ['cloudtrail', 'trail/NAME'],
  aws_cloudwatch_dashboard: ['cloudwatch', 'dashboard/NAME'],
  aws_cloudwatch_event_bus: ['events', 'event-bus/NAME'],
  aws_cloudwatch_event_rule: ['events', 'rule/NAME'],
  aws_cloudwatch_log_group: ['logs', 'log-group:NAME'],
  aws_cloudwatch_metric_alarm: ['cloudwatch', 'alarm:NAME'],
  aws_codebuild_project: ['codebuild', 'project/NAME'],
  aws_codecommit_repository: ['codecommit', 'NAME'],
  aws_codepipeline: ['codepipeline', 'NAME'],
  aws_cognito_user_pool: ['cognito-idp', 'userpool/ID'],
  aws_db_instance: ['rds', 'db:NAME'],
  aws_db_parameter_group: ['rds', 'pg:NAME'],
  aws_db_subnet_group: ['rds', 'subgrp:NAME'],
  aws_dms_replication_instance: ['dms', 'rep:CODE'],
  aws_docdb_cluster: ['rds', 'cluster:NAME'],
  aws_dynamodb_table: ['dynamodb', 'table/NAME'],
  aws_ebs_volume: ['ec2', 'volume/ID'],
  aws_ecr_repository: ['ecr', 'repository/NAME'],
  aws_ecs_cluster: ['ecs', 'cluster/NAME'],
  aws_ecs_service: ['ecs', 'service/NAME'],
  aws_ecs_task_definition: ['ecs', 'task-definition/FAMILY:1'],
  aws_efs_file_system: ['elasticfilesystem', 'file-system/ID'],
  aws_efs_access_point: ['elasticfilesystem', 'access-point/ID'],
  aws_eip: ['ec2', 'elastic-ip/ID'],
  aws_eks_cluster: ['eks', 'cluster/NAME'],
  aws_eks_node_group: ['eks', 'nodegroup/NAME/UUID'],
  aws_elastic_beanstalk_application: ['elasticbeanstalk', 'application/NAME'],
  aws_elasticache_cluster: ['elasticache', 'cluster:NAME'],
  aws_elasticache_replication_group: ['elasticache', 'replicationgroup:NAME'],
  aws_elb: ['elasticloadbalancing', 'loadbalancer/NAME'],
  aws_glue_catalog_database: ['glue', 'database/NAME'],
  aws_glue_job: ['glue', 'job/NAME'],
  aws_iam_group: ['iam', 'group/NAME'],
  aws_iam_instance_profile: ['iam', 'instance-profile/NAME'],
  aws_iam_policy: ['iam', 'policy/NAME'],
  aws_iam_role: ['iam', 'role/NAME'],
  aws_iam_user: ['iam', 'user/NAME'],
  aws_instance: ['ec2', 'instance/ID'],
  aws_internet_gateway: ['ec2', 'internet-gateway/ID'],
  aws_key_pair: ['ec2', 'key-pair/NAME'],
  aws_kinesis_firehose_delivery_stream: ['firehose', 'deliverystream/NAME'],
  aws_kinesis_stream: ['kinesis', 'stream/NAME'],
  aws_kms_alias: ['kms', 'NAME'],
  aws_kms_key: ['kms', 'key/ID'],
  aws_lambda_function: ['lambda', 'function:NAME'],
  aws_lambda_layer_version: ['lambda', 'layer:NAME:1'],
  aws_launch_template: ['ec2', 'launch-template/ID'],
  aws_lb: ['elasticloadbalancing', 'loadbalancer/app/NAME/HEX'],
  aws_lb_listener: ['elasticloadbalancing', 'listener/app/NAME/HEX/HEX'],
  aws_lb_listener_rule: ['elasticloadbalancing', 'listener-rule/app/NAME/HEX/HEX/HEX'],
  aws_lb_target_group: ['elasticloadbalancing', 'targetgroup/NAME/HEX'],
  aws_msk_cluster: ['kafka', 'cluster/NAME/UUID'],
  aws_nat_gateway: ['ec2', 'natgateway/ID'],
  aws_neptune_cluster: ['rds', 'cluster:NAME'],
  aws_network_acl: ['ec2', 'network-acl/ID'],
  aws_network_interface: ['ec2', 'network-interface/ID'],
  aws_opensearch_domain: ['es', 'domain/NAME'],
  aws_elasticsearch_domain: ['es', 'domain/NAME'],
  aws_rds_cluster: ['rds', 'cluster:NAME'],
  aws_rds_cluster_instance: ['rds', 'db:NAME'],
  aws_redshift_cluster: ['redshift', 'cluster:NAME'],
  aws_route53_zone: ['route53', 'hostedzone/ID'],
  aws_route_table: ['ec2', 'route-table/ID'],
  aws_s3_bucket: ['s3', 'NAME'],
  aws_s3_bucket_object: ['s3', 'BUCKET/KEY'],
  aws_s3_object: ['s3', 'BUCKET/KEY'],
  aws_secretsmanager_secret: ['secretsmanager', 'secret:NAME-CODE'],
  aws_security_group: ['ec2', 'security-group/ID'],
  aws_sfn_state_machine: ['states', 'stateMachine:NAME'],
  aws_sns_topic: ['sns', 'NAME'],
  aws_sns_topic_subscription: ['sns', 'NAME:UUID'],
  aws_sqs_queue: ['sqs', 'NAME'],
  aws_ssm_parameter: ['ssm', 'parameter/NAME'],
  aws_subnet: ['ec2', 'subnet/ID'],
  aws_vpc: ['ec2', 'vpc/ID'],
  aws_vpc_endpoint: ['ec2', 'vpc-endpoint/ID'],
  aws_vpc_security_group_egress_rule: ['ec2', 'security-group-rule/ID'],
  aws_vpc_security_group_ingress_rule: ['ec2', 'security-group-rule/ID'],
  aws_wafv2_web_acl: ['wafv2', 'regional/webacl/NAME/UUID'],
};

const WITHOUT_REGION = new Set(['iam', 'cloudfront', 'route53', 's3', 'organizations', 'globalaccelerator', 'waf']);
const WITHOUT_ACCOUNT = new Set(['s3', 'route53', 'apigateway']);

export const awsText: Table = (path, subject) => {
  const name = lastName(path);
  const { draw, text } = subject;
  const key = path.join('.');
  const region = regionOf(subject);
  const host = `${region}.amazonaws.com`;
  if (path.length === 1 && name === 'id') return idOf(subject);
  if (path.length === 1 && name === 'arn') return arnOf(subject);
  switch (name) {
    case 'owner_id':
    case 'account_id':
    case 'registry_id':
    case 'requester_id':
      return ACCOUNT;
    case 'region':
      return region;
    case 'partition':
      return partitionOf(region);
    case 'availability_zone':
    case 'names':
      return name === 'names' && subject.type !== 'aws_availability_zones' ? undefined : `${region}${zone(path)}`;
    case 'availability_zones':
      return `${region}${zone(path)}`;
    case 'zone_ids':
      return `use1-az${placeIn(path) + 1}`;
    case 'ids':
      return `${DRAWN_IDS[subject.type.replace(/s$/, '')] ?? 'id'}-0${draw.hex(key, 16)}`;
    case 'user_id':
      return `AIDA${draw.code(key, 17)}`;
    case 'unique_id':
      return subject.type === 'aws_iam_role' ? `AROA${draw.code(key, 17)}` : `AIDA${draw.code(key, 17)}`;
    case 'policy_id':
      return `ANPA${draw.code(key, 17)}`;
    case 'key_id':
      return subject.type === 'aws_kms_key' ? draw.uuid('id') : undefined;
    case 'create_date':
    case 'created_date':
      return rfc3339(subject.world.now);
    case 'hosted_zone_id':
    case 'zone_id':
      return subject.type === 'aws_cloudfront_distribution' ? 'Z2FDTNDATAQYW2' : `Z${draw.code('zone', 20)}`;
    case 'bucket_domain_name':
      return `${subject.name}.s3.amazonaws.com`;
    case 'bucket_regional_domain_name':
      return `${subject.name}.s3.${host}`;
    case 'website_endpoint':
      return `${subject.name}.s3-website-${host}`;
    case 'website_domain':
      return `s3-website-${host}`;
    case 'domain_name':
      return subject.type === 'aws_cloudfront_distribution'
        ? `d${draw.hex(key, 13)}.cloudfront.net`
        : `${slug(subject.name)}-${draw.hex(key, 8)}.${host}`;
    case 'dns_name':
      return /_a?lb$|_elb$/.test(subject.type)
        ? `${slug(subject.name)}-${draw.digits(key, 10)}.${region}.elb.amazonaws.com`
        : `${slug(subject.name)}-${draw.hex(key, 8)}.${host}`;
    case 'private_dns':
    case 'private_dns_name':
      return `ip-10-0-${draw.below(key, 255)}-${draw.below(`${key}2`, 255)}.ec2.internal`;
    case 'public_dns':
      return `ec2-203-0-${draw.below(key, 255)}-${draw.below(`${key}2`, 255)}.compute-1.amazonaws.com`;
    case 'arn_suffix':
      return arnOf(subject)
        .split(':')
        .slice(5)
        .join(':')
        .replace(/^loadbalancer\//, '');
    case 'invoke_arn':
      return `arn:${partitionOf(region)}:apigateway:${region}:lambda:path/2015-03-31/functions/${arnOf(subject)}/invocations`;
    case 'qualified_arn':
      return `${arnOf(subject)}:$LATEST`;
    case 'qualified_invoke_arn':
      return `arn:${partitionOf(region)}:apigateway:${region}:lambda:path/2015-03-31/functions/${arnOf(subject)}:$LATEST/invocations`;
    case 'execution_arn':
      return `arn:${partitionOf(region)}:execute-api:${region}:${ACCOUNT}:${idOf(subject)}`;
    case 'invoke_url':
    case 'api_endpoint':
      return `https://${text('rest_api_id') ?? text('api_id') ?? idOf(subject)}.execute-api.${host}${text('stage_name') ? `/${text('stage_name')}` : ''}`;
    case 'repository_url':
      return `${ACCOUNT}.dkr.ecr.${host}/${subject.name}`;
    case 'clone_url_http':
      return `https://git-codecommit.${host}/v1/repos/${subject.name}`;
    case 'url':
      return subject.type === 'aws_sqs_queue' ? queueUrl(subject) : undefined;
    case 'issuer':
      return `https://oidc.eks.${host}/id/${draw.hex(key, 32).toUpperCase()}`;
    case 'endpoint':
      return endpointOf(subject);
    case 'address':
      return subject.type === 'aws_db_instance' ? endpointOf(subject).split(':')[0] : undefined;
    case 'reader_endpoint':
      return endpointOf(subject).replace('.cluster-', '.cluster-ro-');
    case 'name':
    case 'name_prefix':
      return name === 'name_prefix' ? '' : undefined;
    case 'stream_arn':
      return `${arnOf(subject)}/stream/${subject.world.now.toISOString().slice(0, 23)}`;
    case 'status':
      return subject.type === 'aws_acm_certificate' ? 'PENDING_VALIDATION' : 'ACTIVE';
    default:
      break;
  }
  if (name.endsWith('_arn'))
    return arn(
      subject,
      name.replace(/_arn$/, '').split('_')[0] as string,
      `${slug(name.slice(0, -4))}/${draw.hex(key, 12)}`,
    );
  if (name.endsWith('_arns')) return arn(subject, 'iam', `role/${slug(name)}-${draw.hex(key, 8)}`);
  const prefix = DRAWN_IDS[`aws_${name.replace(/_id$/, '').replace(/^default_/, '')}`];
  if (name.endsWith('_id') && prefix !== undefined) return `${prefix}-0${draw.hex(key, 16)}`;
  return undefined;
};

function idOf(subject: Subject): string {
  const { type, draw, text } = subject;
  const prefix = DRAWN_IDS[type];
  if (prefix === 'sgrule') return `sgrule-${draw.digits('id', 10)}`;
  if (prefix !== undefined) return `${prefix}-0${draw.hex('id', 16)}`;
  if (ARN_IDS.has(type)) return arnOf(subject);
  switch (type) {
    case 'aws_caller_identity':
      return ACCOUNT;
    case 'aws_sqs_queue':
      return queueUrl(subject);
    case 'aws_kms_key':
    case 'aws_cloudfront_origin_access_control':
      return type === 'aws_kms_key' ? draw.uuid('id') : `E${draw.code('id', 13)}`;
    case 'aws_cloudfront_distribution':
    case 'aws_cloudfront_origin_access_identity':
      return `E${draw.code('id', 13)}`;
    case 'aws_route53_zone':
      return `Z${draw.code('zone', 20)}`;
    case 'aws_route53_record':
      return `${text('zone_id') ?? 'Z'}_${text('name') ?? ''}_${text('type') ?? 'A'}`;
    case 'aws_route':
      return `r-${text('route_table_id') ?? 'rtb'}${draw.digits('id', 10)}`;
    case 'aws_api_gateway_rest_api':
    case 'aws_apigatewayv2_api':
    case 'aws_api_gateway_resource':
      return draw.hex('id', 10);
    case 'aws_cognito_user_pool':
      return `${regionOf(subject)}_${draw.code('id', 9)}`;
    case 'aws_db_instance':
      return `db-${draw.code('id', 26)}`;
    case 'aws_iam_access_key':
      return `AKIA${draw.code('id', 16)}`;
    case 'aws_iam_role_policy':
    case 'aws_iam_user_policy':
      return `${text('role') ?? text('user') ?? ''}:${subject.name}`;
    case 'aws_iam_role_policy_attachment':
      return `${text('role') ?? ''}-${draw.digits('id', 26)}`;
    case 'aws_s3_object':
    case 'aws_s3_bucket_object':
      return text('key') ?? draw.hex('id', 17);
    case 'aws_eks_node_group':
      return `${text('cluster_name') ?? ''}:${text('node_group_name') ?? subject.name}`;
    case 'aws_ecs_task_definition':
      return text('family') ?? subject.name;
    default:
      return (
        text('bucket') ??
        text('name') ??
        text('function_name') ??
        text('identifier') ??
        text('cluster_identifier') ??
        text('key_name') ??
        text('alarm_name') ??
        text('replication_group_id') ??
        text('cluster_id') ??
        text('domain_name') ??
        draw.hex('id', 17)
      );
  }
}

function arnOf(subject: Subject): string {
  const { type, draw, text } = subject;
  const known = ARNS[type];
  const service = known?.[0] ?? (type.split('_')[1] as string);
  const template = known?.[1] ?? `${type.split('_').slice(2).join('-') || 'resource'}/NAME`;
  const resource = template.replace(/NAME|ID|UUID|HEX|CODE|FAMILY|BUCKET|KEY/g, (hole, at: number) => {
    switch (hole) {
      case 'ID':
        return ARN_IDS.has(type) ? draw.hex('id', 17) : idOf(subject);
      case 'UUID':
        return draw.uuid('arn');
      case 'HEX':
        return draw.hex(`arn.${at}`, 16);
      case 'CODE':
        return draw.code('arn', 6);
      case 'FAMILY':
        return text('family') ?? subject.name;
      case 'BUCKET':
        return text('bucket') ?? '';
      case 'KEY':
        return text('key') ?? '';
      default:
        return subject.name.replace(/^\//, '');
    }
  });
  return arn(subject, service, resource);
}

function arn(subject: Subject, service: string, resource: string): string {
  const region = regionOf(subject);
  const place = WITHOUT_REGION.has(service) ? '' : region;
  const account = WITHOUT_ACCOUNT.has(service) ? '' : ACCOUNT;
  return `arn:${partitionOf(region)}:${service}:${place}:${account}:${resource}`;
}

function endpointOf(subject: Subject): string {
  const { type, draw, name } = subject;
  const region = regionOf(subject);
  if (type === 'aws_eks_cluster')
    return `https://${draw.hex('endpoint', 32).toUpperCase()}.gr7.${region}.eks.amazonaws.com`;
  if (type === 'aws_db_instance')
    return `${slug(name)}.${draw.hex('endpoint', 12)}.${region}.rds.amazonaws.com:${subject.text('engine')?.includes('postgres') ? 5432 : 3306}`;
  if (/rds_cluster|docdb|neptune/.test(type))
    return `${slug(name)}.cluster-${draw.hex('endpoint', 12)}.${region}.rds.amazonaws.com`;
  if (/redshift/.test(type)) return `${slug(name)}.${draw.hex('endpoint', 12)}.${region}.redshift.amazonaws.com:5439`;
  if (/opensearch|elasticsearch/.test(type))
    return `search-${slug(name)}-${draw.hex('endpoint', 26)}.${region}.es.amazonaws.com`;
  return `${slug(name)}.${draw.hex('endpoint', 12)}.${region}.amazonaws.com`;
}

function queueUrl(subject: Subject): string {
  return `https://sqs.${regionOf(subject)}.amazonaws.com/${ACCOUNT}/${subject.name}`;
}

function zone(path: readonly string[]): string {
  return 'abc'[placeIn(path)] ?? 'a';
}

/** The resource's own region (6.x), the provider's, or the one that most tools assume. */
function regionOf(subject: Subject): string {
  return subject.text('region') ?? subject.setting('region') ?? 'us-east-1';
}

function partitionOf(region: string): string {
  return region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
