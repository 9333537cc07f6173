/** People, roles, keys and secrets. */
import { type Family, facet, facets, json, owner } from '../../part.ts';
import { hyphenated, tagged, trusts } from '../shared.ts';

const SERVICES = {
  lambda: 'Lambda',
  ec2: 'EC2',
  'ecs-tasks': 'ECS tasks',
  states: 'Step Functions',
  glue: 'Glue',
  events: 'EventBridge',
  firehose: 'Firehose',
  codebuild: 'CodeBuild',
  eks: 'EKS',
  apigateway: 'API Gateway',
  backup: 'AWS Backup',
  sagemaker: 'SageMaker',
};

const paths = facet('path', ['/{team}/', '/{company}/', '/service/', '/{env}/', '/system/', '/{subject}/'], {
  with: ['the path {v}'],
  it: ['lives under the path {v}'],
  plain: ['is filed under the path {v}'],
});

const MANAGED = [
  'AmazonS3ReadOnlyAccess',
  'AmazonS3FullAccess',
  'AmazonSQSFullAccess',
  'AmazonDynamoDBReadOnlyAccess',
  'AmazonDynamoDBFullAccess',
  'CloudWatchLogsFullAccess',
  'CloudWatchReadOnlyAccess',
  'AmazonEC2ReadOnlyAccess',
  'AmazonSNSFullAccess',
  'AmazonKinesisReadOnlyAccess',
  'ReadOnlyAccess',
  'AmazonSSMManagedInstanceCore',
  'AmazonECS_FullAccess',
  'AmazonRDSReadOnlyAccess',
  'SecretsManagerReadWrite',
];
const managed = facet(
  'policy_arn',
  MANAGED.map((name) => `arn:aws:iam::aws:policy/${name}`),
  { required: true, with: ['the policy {v}', 'the managed policy {v}'], it: ['grants {v}'], plain: ['grants {v}'] },
);

/** A part for the role that a service takes: needed by others, seldom asked for alone. */
function serviceRole(service: string, noun: string): Family[string] {
  return {
    type: 'aws_iam_role',
    noun: `${noun} role`,
    name: [
      'name',
      '{owner}-role',
      '{owner}-execution',
      '{subject}-role',
      '{company}-{subject}-role',
      '{subject}-{env}-role',
    ],
    always: { assume_role_policy: trusts(service) },
    needed: [`an IAM role that ${service}.amazonaws.com may assume`, `an IAM role trusted by ${service}.amazonaws.com`],
  };
}

export const identity: Family = {
  lambda_role: serviceRole('lambda', 'execution'),
  task_role: serviceRole('ecs-tasks', 'task execution'),
  states_role: serviceRole('states', 'state machine'),
  build_role: serviceRole('codebuild', 'build'),
  cluster_role: serviceRole('eks', 'cluster'),
  firehose_role: serviceRole('firehose', 'delivery'),
  instance_role: serviceRole('ec2', 'instance'),
  ...Object.fromEntries(
    Object.entries(SERVICES).map(([service, spoken]) => [
      `role_for_${service.replaceAll('-', '_')}`,
      {
        type: 'aws_iam_role',
        noun: `IAM role for ${spoken}`,
        plain: [`an identity that ${service}.amazonaws.com can act under`],
        name: ['name', ...hyphenated('role')],
        root: 0.5,
        facets: [
          facets({ assume_role_policy: trusts(service) }, [], {
            required: true,
            with: [`a trust policy for ${service}.amazonaws.com`],
            it: [`can be assumed by ${service}.amazonaws.com`],
            plain: [`can be assumed by ${service}.amazonaws.com`],
          }),
          facet('description', ['Role of {subject}', 'Lets {subject} do its work', '{subject.title} role of {team}'], {
            with: ['the description "{v}"'],
            it: ['is described as "{v}"'],
          }),
          facet('max_session_duration', [3600, 7200, 10800, 14400, 21600, 28800, 43200], {
            with: ['sessions of at most {v} seconds', 'a maximum session duration of {v} seconds'],
            it: ['allows sessions of {v} seconds'],
          }),
          paths,
          ...tagged(),
        ],
      } satisfies Family[string],
    ]),
  ),
  role_policy_attachment: {
    type: 'aws_iam_role_policy_attachment',
    noun: 'policy attachment',
    on: [
      ...Object.keys(SERVICES).map((service) => `role_for_${service.replaceAll('-', '_')}`),
      'lambda_role',
      'instance_role',
    ].map((part) => ({
      part,
      set: { role: owner('name') },
      say: ['a managed policy is attached to the role', 'attach a managed policy to the role'],
      plain: ['it may use what an attached policy grants'],
      repeat: true,
    })),
    facets: [managed],
  },
  user: {
    type: 'aws_iam_user',
    noun: 'IAM user',
    plural: 'IAM users',
    plain: ['an account for a person or a program'],
    name: ['name', ...hyphenated('user'), '{subject}-deployer', '{team}-bot', '{company}-ci', '{subject}-ci'],
    root: 4,
    facets: [
      paths,
      facet('force_destroy', [true], {
        with: ['force destroy'],
        it: ['is deleted along with its keys (force_destroy)'],
      }),
      ...tagged(),
    ],
    needed: ['an IAM user'],
  },
  access_key: {
    type: 'aws_iam_access_key',
    noun: 'access key',
    on: [
      {
        part: 'user',
        set: { user: owner('name') },
        say: ['{it} has an access key', 'create an access key for {it}'],
        plain: ['it signs in with an access key'],
      },
    ],
  },
  user_policy_attachment: {
    type: 'aws_iam_user_policy_attachment',
    noun: 'policy attachment',
    on: [
      {
        part: 'user',
        set: { user: owner('name') },
        say: ['a managed policy is attached to {it}', 'attach a managed policy to the user'],
        plain: ['it may use what an attached policy grants'],
      },
    ],
    facets: [managed],
  },
  group: {
    type: 'aws_iam_group',
    noun: 'IAM group',
    plain: ['a group for people with the same rights'],
    name: [
      'name',
      ...hyphenated('group'),
      '{team}-admins',
      '{team}-developers',
      '{company}-readers',
      '{subject}-operators',
    ],
    root: 3,
    facets: [paths],
  },
  group_policy_attachment: {
    type: 'aws_iam_group_policy_attachment',
    noun: 'policy attachment',
    on: [
      {
        part: 'group',
        set: { group: owner('name') },
        say: ['a managed policy is attached to {it}', 'attach a managed policy to the group'],
        plain: ['its members may use what an attached policy grants'],
      },
    ],
    facets: [managed],
  },
  policy: {
    type: 'aws_iam_policy',
    noun: 'IAM policy',
    plain: ['a set of permissions'],
    name: ['name', ...hyphenated('policy'), '{subject}-read', '{team}-access'],
    root: 4,
    facets: [
      facets(
        { policy: json({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '{v}', Resource: '*' }] }) },
        [
          's3:GetObject',
          's3:ListAllMyBuckets',
          'sqs:SendMessage',
          'sqs:ReceiveMessage',
          'dynamodb:GetItem',
          'dynamodb:Query',
          'logs:PutLogEvents',
          'ec2:DescribeInstances',
          'sns:Publish',
          'kms:Decrypt',
          'secretsmanager:GetSecretValue',
          'ssm:GetParameter',
          'lambda:InvokeFunction',
          'cloudwatch:PutMetricData',
          'ecr:GetAuthorizationToken',
          'states:StartExecution',
          'kinesis:PutRecord',
          'events:PutEvents',
          'sts:GetCallerIdentity',
          'iam:ListUsers',
        ],
        {
          required: true,
          with: ['permission for {v} on all resources', 'a statement that allows {v} on every resource'],
          it: ['allows {v} on all resources'],
          plain: ['allows {v} on everything'],
        },
      ),
      facet(
        'description',
        ['Permissions of {subject}', 'Access for {team}', 'Lets {subject} do its work', 'Policy of {company.title}'],
        { with: ['the description "{v}"'], it: ['is described as "{v}"'] },
      ),
      paths,
      ...tagged(),
    ],
  },
  kms_key: {
    type: 'aws_kms_key',
    noun: 'KMS key',
    plain: ['an encryption key'],
    root: 4,
    needed: ['a KMS key'],
    facets: [
      facet(
        'description',
        [
          'Key of {subject}',
          'Encrypts {subject}',
          '{company.title} {env} key',
          'Key for {team}',
          '{subject.title} encryption',
        ],
        { with: ['the description "{v}"'], it: ['is described as "{v}"'], plain: ['is described as "{v}"'], weight: 3 },
      ),
      facet('deletion_window_in_days', [7, 8, 10, 12, 14, 15, 20, 21, 25, 28], {
        with: ['a deletion window of {v:days}'],
        it: ['waits {v:days} before it is deleted'],
        plain: ['waits {v:days} before it is deleted'],
        weight: 2,
      }),
      facet('enable_key_rotation', [true], {
        with: ['key rotation enabled', 'automatic rotation'],
        it: ['rotates automatically'],
        plain: ['is renewed by itself'],
        weight: 2,
      }),
      facet('key_usage', ['ENCRYPT_DECRYPT'], { with: ['the usage {v}'], weight: 0.4 }),
      facet('multi_region', [true], {
        with: ['multi-region replication', 'multi_region on'],
        it: ['is a multi-region key'],
      }),
      facet('is_enabled', [true], { with: ['is_enabled set to true'], it: ['is enabled'], weight: 0.3 }),
      ...tagged(),
    ],
  },
  kms_alias: {
    type: 'aws_kms_alias',
    noun: 'KMS alias',
    name: [
      'name',
      'alias/{subject}',
      'alias/{company}-{subject}',
      'alias/{env}-{subject}',
      'alias/{team}/{subject}',
      'alias/{subject}-key',
      'alias/{company}/{env}',
    ],
    on: [
      {
        part: 'kms_key',
        set: { target_key_id: owner('key_id') },
        say: ['{it} has an alias', 'add an alias for {it}'],
        plain: ['it goes by an alias'],
        weight: 3,
      },
    ],
  },
  secret: {
    type: 'aws_secretsmanager_secret',
    noun: 'Secrets Manager secret',
    plain: ['a safe place for a credential'],
    name: [
      'name',
      ...hyphenated('secret'),
      '{env}/{subject}/password',
      '{company}/{subject}',
      '{subject}/api-key',
      '{team}/{env}/token',
    ],
    root: 4,
    facets: [
      facet(
        'description',
        [
          'Credentials of {subject}',
          'API key for {subject}',
          'Password of {company.title} {subject}',
          'Token that {team} uses',
        ],
        { with: ['the description "{v}"'], it: ['is described as "{v}"'], plain: ['is described as "{v}"'] },
      ),
      facet('recovery_window_in_days', [7, 8, 10, 12, 14, 15, 20, 21, 28], {
        with: ['a recovery window of {v:days}'],
        it: ['can be recovered for {v:days}'],
        plain: ['can be brought back for {v:days}'],
        weight: 2,
      }),
      ...tagged(),
    ],
  },
  secret_version: {
    type: 'aws_secretsmanager_secret_version',
    noun: 'secret version',
    on: [
      {
        part: 'secret',
        set: { secret_id: owner('id') },
        say: ['{it} gets a first version', 'store a version of {it}'],
        plain: ['it holds a first value'],
      },
    ],
    facets: [
      facet('secret_string', ['change-me-{id8}', 'initial-{subject}', 'replace-{id8}', 'example-{id8}'], {
        required: true,
        with: ['the value "{v}"'],
        it: ['holds the text "{v}"'],
        plain: ['is "{v}"'],
      }),
    ],
  },
  parameter: {
    type: 'aws_ssm_parameter',
    noun: 'SSM parameter',
    plain: ['a setting that programs can read at run time'],
    name: [
      'name',
      '/{company}/{subject}/url',
      '/{env}/{subject}/host',
      '/{subject}/{env}/version',
      '/{team}/{subject}',
      '/{subject}/config',
      '/{env}/{company}/level',
      '{subject}-version',
    ],
    root: 5,
    facets: [
      facet('type', ['String', 'SecureString', 'StringList'], {
        required: true,
        with: ['the type {v}'],
        it: ['is a {v}', 'is of type {v}'],
        plain: ['is a {v}'],
      }),
      facet(
        'value',
        [
          '{subject}.{domain}',
          'https://{domain}',
          '{domain}',
          '{subject}',
          'v{n}',
          'enabled',
          '{n}',
          'debug',
          '{env}-{subject}',
        ],
        { required: true, with: ['the value "{v}"'], it: ['holds "{v}"', 'is set to "{v}"'], plain: ['holds "{v}"'] },
      ),
      facet('description', ['Address of {subject}', 'Version of {subject}', 'Setting of {team}', 'Read by {subject}'], {
        with: ['the description "{v}"'],
        it: ['is described as "{v}"'],
      }),
      facet('tier', ['Standard', 'Advanced', 'Intelligent-Tiering'], { with: ['the tier {v}'] }),
      ...tagged(),
    ],
  },
};
