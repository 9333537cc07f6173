/**
 * Override files that lead the AWS provider to another endpoint than AWS: beside what was written, never in it. Each module that
 * configures the provider gets one; the root gets one in any case, for the configuration that nobody wrote.
 */
import type { Module } from '../../terraform/index.ts';

export const AWS = 'registry.terraform.io/hashicorp/aws';

/** From this version on the provider reads `AWS_ENDPOINT_URL`; earlier ones know `endpoints` alone, service by service. */
const SERVICES =
  `acm apigateway autoscaling cloudformation cloudfront cloudtrail cloudwatch cloudwatchevents cloudwatchlogs codebuild
  cognitoidp configservice dynamodb ec2 ecr ecs efs eks elasticache elasticbeanstalk elb emr es firehose glue iam kinesis kms
  lambda organizations rds redshift route53 s3 secretsmanager ses sns sqs ssm stepfunctions sts`
    .split(/\s+/)
    .filter((name) => name !== '');

const SINCE_4 = [
  'access_key = null',
  'secret_key = null',
  'token = null',
  'profile = null',
  'shared_config_files = null',
  'shared_credentials_files = null',
  's3_use_path_style = true',
];
const BEFORE_4 = [
  'access_key = null',
  'secret_key = null',
  'token = null',
  'profile = null',
  'shared_credentials_file = null',
  's3_force_path_style = true',
];
/** An endpoint that is gone, or cannot do something, is given up after seconds: the provider's own 25 retries take ten minutes. */
const ALWAYS = [
  'max_retries = 5',
  'skip_credentials_validation = true',
  'skip_metadata_api_check = true',
  'skip_region_validation = true',
];

/** HCL by module directory. */
export function endpointOverrides(
  modules: readonly Module[],
  version: string | undefined,
  endpoint: string,
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const module of modules) {
    if (texts.has(module.directory)) continue;
    const blocks = configurationsOf(module).map(({ localName, alias }) =>
      providerBlock(localName, alias, version, endpoint),
    );
    if (blocks.length > 0) texts.set(module.directory, blocks.join('\n'));
  }
  return texts;
}

interface Named {
  readonly localName: string;
  readonly alias: string | undefined;
}

function configurationsOf(module: Module): Named[] {
  const written: Named[] = [...module.providerConfigurations.values()].filter(
    ({ localName }) => module.providerAddress(localName) === AWS,
  );
  if (module.path.length > 0) return written;
  const localName = [...module.requiredProviders.values()].find(({ address }) => address === AWS)?.localName ?? 'aws';
  const given = written.some((one) => one.alias === undefined && one.localName === localName);
  return given ? written : [...written, { localName, alias: undefined }];
}

function providerBlock(
  localName: string,
  alias: string | undefined,
  version: string | undefined,
  endpoint: string,
): string {
  const major = Number(version?.split('.')[0] ?? 5);
  const lines = [
    ...(alias === undefined ? [] : [`alias = ${JSON.stringify(alias)}`]),
    ...(major >= 4 ? SINCE_4 : BEFORE_4),
    ...ALWAYS,
    'endpoints {',
    ...SERVICES.map((service) => `  ${service} = ${JSON.stringify(endpoint)}`),
    '}',
  ];
  return `provider ${JSON.stringify(localName)} {\n${lines.map((line) => `  ${line}`).join('\n')}\n}\n`;
}
