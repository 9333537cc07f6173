/** Which resource an argument means by its name, and which attribute of it. */
import type { Special } from '../part.ts';
import { all, ref } from '../part.ts';
import type { Knowledge } from './knowledge.ts';
import { serviceOf } from './nouns.ts';

/** Arguments that mean the same wherever they stand, by part. */
const WELL_KNOWN: Readonly<Record<string, Special>> = {
  vpc_id: ref('vpc', 'id'),
  subnet_id: ref('subnet', 'id'),
  kms_key_id: ref('kms_key', 'arn'),
  kms_key_arn: ref('kms_key', 'arn'),
  kms_key: ref('kms_key', 'arn'),
  topic_arn: ref('topic', 'arn'),
  sns_topic_arn: ref('topic', 'arn'),
  notification_topic_arn: ref('topic', 'arn'),
  sqs_queue_arn: ref('queue', 'arn'),
  queue_url: ref('queue', 'id'),
  function_arn: ref('lambda', 'arn'),
  lambda_function_arn: ref('lambda', 'arn'),
  function_name: ref('lambda', 'function_name'),
  log_group_name: ref('log_group', 'name'),
  log_group_arn: ref('log_group', 'arn'),
  bucket: ref('bucket', 'bucket'),
  bucket_name: ref('bucket', 'bucket'),
  bucket_arn: ref('bucket', 'arn'),
  s3_bucket_name: ref('bucket', 'bucket'),
  security_group_id: ref('security_group', 'id'),
  certificate_arn: ref('certificate', 'arn'),
  instance_id: ref('instance', 'id'),
  allocation_id: ref('elastic_ip', 'id'),
  hosted_zone_id: ref('zone', 'zone_id'),
  zone_id: ref('zone', 'zone_id'),
  file_system_id: ref('file_system', 'id'),
  route_table_id: ref('route_table', 'id'),
  user_pool_id: ref('user_pool', 'id'),
  secret_arn: ref('secret', 'arn'),
  secret_id: ref('secret', 'id'),
};

const WELL_KNOWN_LISTS: Readonly<Record<string, Special>> = {
  subnet_ids: all('subnets', 'id'),
  subnets: all('subnets', 'id'),
  security_group_ids: ref('security_group', 'id'),
  vpc_security_group_ids: ref('security_group', 'id'),
  security_groups: ref('security_group', 'id'),
};

/** The reference, for a list its only item or the whole of it. */
export interface Referred {
  readonly value: Special | readonly Special[];
  /** The type that must have a part; undefined for well-known ones. */
  readonly type?: string;
}

export function referenceFor(
  type: string,
  argument: string,
  isList: boolean,
  knowledge: Knowledge,
): Referred | undefined {
  if (isList) return listReference(type, argument, knowledge);
  if (/(^|_)(role|role_arn|iam_role|iam_role_arn)$/.test(argument))
    return { value: ref(rolePart(serviceOf(type)), 'arn') };
  const known = WELL_KNOWN[argument];
  const foreign = OWN_SERVICES[argument]?.test(type) === false;
  return known === undefined || foreign || isSelf(type, known)
    ? ofSameService(type, argument, knowledge)
    : { value: known };
}

function listReference(type: string, argument: string, knowledge: Knowledge): Referred | undefined {
  const known = WELL_KNOWN_LISTS[argument];
  if (known !== undefined) return { value: known.$ === 'ref' && known.all === true ? known : [known] };
  const single = ofSameService(type, argument.replace(/s$/, ''), knowledge);
  return single === undefined ? undefined : { ...single, value: [single.value as Special] };
}

/** Names that mean different things from service to service, with the types where they mean ours. */
const OWN_SERVICES: Readonly<Record<string, RegExp>> = {
  instance_id: /^aws_(eip|ec2|ebs|volume|network|lb|ami)/,
  file_system_id: /^aws_(efs|datasync|backup)/,
  zone_id: /^aws_route53/,
  bucket: /^aws_(s3|cloudtrail|athena|config|flow)/,
  function_name: /^aws_lambda/,
  user_pool_id: /^aws_cognito/,
};

const isSelf = (type: string, { $, ...target }: Special) =>
  $ === 'ref' && 'part' in target && type.endsWith(`_${target.part}`);

/** `rest_api_id` in `aws_api_gateway_stage` means `aws_api_gateway_rest_api.id`. */
function ofSameService(type: string, argument: string, knowledge: Knowledge): Referred | undefined {
  const match = /^(\w+?)_(id|arn|name)$/.exec(argument) ?? /^(\w+)()$/.exec(argument);
  if (match === null) return undefined;
  const [, thing = '', suffix = ''] = match;
  for (const name of candidates(type, thing)) {
    const target = name === type ? undefined : knowledge.type(name)?.block.attributes;
    const attribute = [suffix, 'id', 'name'].find((each) => each !== '' && target?.has(each));
    if (target !== undefined && attribute !== undefined) return { value: ref(partOf(name), attribute), type: name };
  }
  return undefined;
}

/** Longer prefixes of the type's own name first. */
function candidates(type: string, thing: string): string[] {
  const words = type.split('_');
  const prefixes = words.slice(1).map((_, index) => words.slice(0, words.length - 1 - index).join('_'));
  return prefixes.filter((prefix) => prefix.includes('_')).map((prefix) => `${prefix}_${thing}`);
}

/** Parts made from packs are called by their type. */
export const partOf = (type: string): string => type;
export const rolePart = (service: string): string => `role:${service}`;
