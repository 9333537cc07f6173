/** Servers, functions, containers and what starts them. */
import { block, type Family, facet, facets, json, owner, ref } from '../../part.ts';
import { hyphenated, pascal, tagged } from '../shared.ts';

const INSTANCES = [
  't2.micro',
  't2.small',
  't3.nano',
  't3.micro',
  't3.small',
  't3.medium',
  't3.large',
  't3a.small',
  'm5.large',
  'm5.xlarge',
  'm6i.large',
  'c5.large',
  'c5.xlarge',
  'c6i.large',
  'r5.large',
  'r6i.large',
];
const nameTag = facets(
  { tags: { Name: '{v}' } },
  [
    '{subject}',
    '{subject}-{env}',
    '{env}-{subject}',
    '{company}-{subject}',
    '{subject}-server',
    '{team}-host',
    '{company}-{env}-node',
    '{subject}-{n}',
  ],
  {
    with: ['the Name tag "{v}"', 'the name tag "{v}"'],
    it: ['carries the Name tag "{v}"', 'is tagged Name = "{v}"'],
    plain: ['is tagged with the Name "{v}"'],
    group: 'tags',
    weight: 4,
  },
);
const memory = facet('memory_size', [128, 192, 256, 320, 384, 512, 640, 768, 1024, 1536, 2048, 3008, 4096], {
  with: ['{v} MB of memory', 'a memory size of {v} MB'],
  it: ['gets {v} MB of memory', 'has {v} MB of memory'],
  plain: ['gets {v} MB of memory'],
  weight: 3,
});
const timeout = facet('timeout', [5, 10, 15, 20, 25, 30, 45, 60, 90, 120, 180, 300, 600, 900], {
  with: ['a timeout of {v} seconds'],
  it: ['may run for {v} seconds', 'times out after {v} seconds'],
  plain: ['may run for {v} seconds'],
  weight: 3,
});

export const compute: Family = {
  instance: {
    type: 'aws_instance',
    noun: 'EC2 instance',
    plain: ['a server'],
    root: 6,
    facets: [
      facet('ami', ['ami-{id}'], {
        required: true,
        with: ['the AMI {v}', 'the image {v}'],
        it: ['boots from {v}', 'uses the AMI {v}'],
        plain: ['boots from the image {v}'],
      }),
      facet('instance_type', INSTANCES, {
        required: true,
        with: ['the type {v}', 'the instance type {v}'],
        it: ['is a {v}', 'is of type {v}'],
        plain: ['is a {v}'],
      }),
      facet('monitoring', [true], {
        with: ['detailed monitoring'],
        it: ['has detailed monitoring'],
        plain: ['is watched in detail'],
      }),
      facet('associate_public_ip_address', [true], {
        with: ['a public IP address'],
        it: ['gets a public IP address'],
        plain: ['gets a public address'],
      }),
      facet('ebs_optimized', [true], { with: ['EBS optimisation'], it: ['is EBS-optimised'] }),
      facets(
        { root_block_device: block({ volume_size: '{v}', volume_type: 'gp3' }) },
        [10, 16, 20, 24, 30, 40, 50, 64, 80, 100, 128, 200],
        {
          with: ['a gp3 root volume of {v} GiB', 'a root disk of {v} GiB (gp3)'],
          it: ['has a gp3 root volume of {v} GiB'],
          plain: ['has a gp3 disk of {v} GiB'],
        },
      ),
      facets({ metadata_options: block({ http_tokens: 'required' }) }, [], {
        with: ['IMDSv2 required (http_tokens = "required")'],
        it: ['demands session tokens of metadata requests (http_tokens "required")'],
      }),
      facets({ vpc_security_group_ids: [ref('security_group', 'id')] }, [], {
        with: ['a security group of its own'],
        it: ['sits behind a security group of its own'],
        plain: ['sits behind a firewall of its own'],
        weight: 0.7,
      }),
      facets({ subnet_id: ref('subnet', 'id') }, [], {
        with: ['a place in a subnet'],
        it: ['stands in a subnet'],
        plain: ['stands in a network of its own'],
        weight: 0.6,
      }),
      nameTag,
      ...tagged(),
    ],
    needed: ['an EC2 instance'],
  },
  instance_ip: {
    type: 'aws_eip',
    noun: 'Elastic IP',
    on: [
      {
        part: 'instance',
        set: { instance: owner('id'), domain: 'vpc' },
        say: ['{it} has an Elastic IP', 'attach an Elastic IP to {it}'],
        plain: ['its address never changes'],
        weight: 2,
      },
    ],
  },
  key_pair: {
    type: 'aws_key_pair',
    noun: 'key pair',
    plain: ['a key to sign in to servers with'],
    name: ['key_name', ...hyphenated('key'), '{team}-ssh'],
    root: 2,
    facets: [
      facet(
        'public_key',
        [
          'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{uuid} {team}@{domain}',
          'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAB{id}{id} {subject}@{domain}',
        ],
        {
          required: true,
          with: ['the public key "{v}"'],
          it: ['holds the public key "{v}"'],
          plain: ['holds the public key "{v}"'],
        },
      ),
      ...tagged(),
    ],
  },
  launch_template: {
    type: 'aws_launch_template',
    noun: 'launch template',
    plain: ['a recipe for new servers'],
    name: ['name', ...hyphenated('template')],
    root: 3,
    needed: ['a launch template'],
    facets: [
      facet('image_id', ['ami-{id}'], {
        required: true,
        with: ['the AMI {v}', 'the image {v}'],
        it: ['boots {v}'],
        plain: ['uses the image {v}'],
      }),
      facet('instance_type', INSTANCES, {
        required: true,
        with: ['the instance type {v}'],
        it: ['makes {v} instances'],
        plain: ['makes servers of the type {v}'],
      }),
      facet('description', ['Servers of {subject}', 'Nodes for {team}', '{subject.title} template'], {
        with: ['the description "{v}"'],
      }),
      facet('ebs_optimized', ['true'], { with: ['EBS optimisation'], weight: 0.3 }),
      facets({ monitoring: block({ enabled: true }) }, [], {
        with: ['monitoring enabled'],
        it: ['switches on monitoring'],
      }),
      ...tagged(),
    ],
  },
  scaling_group: {
    type: 'aws_autoscaling_group',
    noun: 'Auto Scaling group',
    name: ['name', ...hyphenated('asg')],
    always: { vpc_zone_identifier: [ref('subnet', 'id')] },
    on: [
      {
        part: 'launch_template',
        set: { launch_template: block({ id: owner('id'), version: '$Latest' }) },
        say: [
          'an Auto Scaling group uses {it} in a subnet',
          'start servers from {it} by an Auto Scaling group in a subnet',
        ],
        plain: ['a group of servers is made from it'],
        weight: 3,
      },
    ],
    facets: [
      facets({ min_size: 1, max_size: '{v}' }, [2, 3, 4, 5, 6, 8, 10, 12, 20], {
        required: true,
        with: ['between 1 and {v} instances', 'a minimum size of 1 and a maximum size of {v}'],
        it: ['keeps between 1 and {v} instances'],
        plain: ['has between 1 and {v} members'],
      }),
      facet('desired_capacity', [1, 2], {
        with: ['a desired capacity of {v}'],
        it: ['starts with {v:number} (desired capacity)'],
      }),
      facet('health_check_grace_period', [60, 90, 120, 180, 240, 300, 600], {
        with: ['a health check grace period of {v} seconds'],
      }),
    ],
  },
  lambda: {
    type: 'aws_lambda_function',
    noun: 'Lambda function',
    plain: ['a function that runs without servers'],
    name: ['function_name', ...hyphenated('function'), '{subject}-handler', 'process-{subject}', '{subject}-worker'],
    root: 6,
    needed: ['a Lambda function'],
    always: { role: ref('lambda_role', 'arn') },
    facets: [
      facets({ runtime: '{v}', handler: 'index.handler' }, ['nodejs18.x', 'nodejs20.x', 'nodejs22.x'], {
        required: true,
        group: 'runtime',
        with: ['the runtime {v} and the handler index.handler'],
        it: ['runs on {v} with the handler index.handler'],
        plain: ['runs index.handler on {v}'],
        weight: 1,
      }),
      facets({ runtime: '{v}', handler: 'main.handler' }, ['python3.10', 'python3.11', 'python3.12', 'python3.13'], {
        required: true,
        group: 'runtime',
        with: ['the runtime {v} and the handler main.handler'],
        it: ['runs on {v} with the handler main.handler'],
        plain: ['runs main.handler on {v}'],
      }),
      facet(
        'filename',
        ['function.zip', 'lambda.zip', 'build/app.zip', 'dist/{subject}.zip', '{subject}.zip', 'package.zip'],
        {
          required: true,
          with: ['the code in {v}', 'its code from {v}'],
          it: ['is packed in {v}', 'takes its code from {v}'],
          plain: ['takes its code from {v}'],
        },
      ),
      memory,
      timeout,
      facets({ environment: block({ variables: { STAGE: '{env}' } }) }, [], {
        with: ['the environment variable STAGE = "{env}"'],
        it: ['sees STAGE = "{env}" in its environment'],
        plain: ['sees STAGE = "{env}" in its environment'],
      }),
      facets(
        { environment: block({ variables: { LOG_LEVEL: '{v}' } }) },
        ['debug', 'info', 'warn', 'error', 'DEBUG', 'INFO'],
        { with: ['the environment variable LOG_LEVEL = "{v}"'], it: ['sees LOG_LEVEL = "{v}" in its environment'] },
      ),
      facets({ architectures: ['{v}'] }, ['arm64', 'x86_64'], { with: ['the architecture {v}'], it: ['runs on {v}'] }),
      facet('reserved_concurrent_executions', [1, 2, 5, 10, 20, 25, 50, 100], {
        with: ['a reserved concurrency of {v}'],
        it: ['runs at most {v} at a time (reserved concurrency)'],
      }),
      facets({ tracing_config: block({ mode: 'Active' }) }, [], {
        with: ['active tracing (X-Ray)'],
        it: ['is traced by X-Ray in mode Active'],
      }),
      ...tagged(),
    ],
  },
  queue_trigger: {
    type: 'aws_lambda_event_source_mapping',
    noun: 'event source mapping',
    on: [
      {
        part: 'lambda',
        set: { function_name: owner('arn'), event_source_arn: ref('queue', 'arn') },
        say: [
          'an event source mapping feeds {it} from an SQS queue',
          '{it} is triggered by an SQS queue through an event source mapping',
        ],
        plain: ['it works off a queue'],
        weight: 2,
      },
    ],
    facets: [
      facet('batch_size', [1, 2, 5, 8, 10], {
        with: ['a batch size of {v}'],
        it: ['hands over {v} messages at a time'],
        weight: 2,
      }),
    ],
  },
  function_permission: {
    type: 'aws_lambda_permission',
    noun: 'permission',
    on: [
      {
        part: 'lambda',
        set: { function_name: owner('function_name'), action: 'lambda:InvokeFunction' },
        say: ['a permission lets a service invoke {it}', 'allow a service to invoke {it}'],
        weight: 2,
      },
    ],
    facets: [
      facet(
        'principal',
        [
          's3.amazonaws.com',
          'events.amazonaws.com',
          'apigateway.amazonaws.com',
          'sns.amazonaws.com',
          'logs.amazonaws.com',
        ],
        { required: true, with: ['the principal {v}'], it: ['is for {v}'] },
      ),
      facet('statement_id', ['AllowExecution', 'AllowInvoke', 'AllowFromService', 'Allow{subject.pascal}'], {
        with: ['the statement id "{v}"'],
      }),
    ],
  },
  cluster: {
    type: 'aws_ecs_cluster',
    noun: 'ECS cluster',
    plain: ['a place to run containers'],
    name: ['name', ...hyphenated('cluster')],
    root: 4,
    needed: ['an ECS cluster'],
    facets: [
      facets({ setting: block({ name: 'containerInsights', value: '{v}' }) }, ['enabled', 'disabled'], {
        with: ['Container Insights {v}'],
        it: ['has Container Insights {v}'],
        plain: ['has Container Insights {v}'],
        weight: 3,
      }),
      ...tagged(),
    ],
  },
  capacity_providers: {
    type: 'aws_ecs_cluster_capacity_providers',
    noun: 'capacity providers',
    on: [
      {
        part: 'cluster',
        set: { cluster_name: owner('name') },
        say: ['{it} uses capacity providers', 'give {it} capacity providers'],
      },
    ],
    facets: [
      facets({ capacity_providers: ['{v}'] }, ['FARGATE', 'FARGATE_SPOT'], {
        required: true,
        with: ['{v} alone'],
        it: ['are {v}'],
      }),
    ],
  },
  task_definition: {
    type: 'aws_ecs_task_definition',
    noun: 'ECS task definition',
    plain: ['a description of a container to run'],
    name: ['family', ...hyphenated('task')],
    root: 4,
    needed: ['a task definition'],
    always: { requires_compatibilities: ['FARGATE'], network_mode: 'awsvpc' },
    facets: [
      facets({ cpu: '{v}', memory: '512' }, ['256'], {
        required: true,
        group: 'size',
        with: ['{v} CPU units and 512 MB on Fargate'],
        it: ['gets {v} CPU units and 512 MB on Fargate'],
        plain: ['gets {v} CPU units and 512 MB'],
      }),
      facets({ cpu: '{v}', memory: '1024' }, ['256', '512'], {
        required: true,
        group: 'size',
        with: ['{v} CPU units and 1024 MB on Fargate'],
        it: ['gets {v} CPU units and 1024 MB on Fargate'],
        plain: ['gets {v} CPU units and 1024 MB'],
      }),
      facets({ cpu: '{v}', memory: '2048' }, ['512', '1024'], {
        required: true,
        group: 'size',
        with: ['{v} CPU units and 2048 MB on Fargate'],
        it: ['gets {v} CPU units and 2048 MB on Fargate'],
        plain: ['gets {v} CPU units and 2048 MB'],
      }),
      facets(
        { container_definitions: json([{ name: '{subject}', image: '{v}', essential: true }]) },
        [
          'nginx:latest',
          'nginx:1.27',
          'redis:7',
          'httpd:2.4',
          'node:20',
          'python:3.12',
          'busybox:1.36',
          '{company}/{subject}:latest',
          '{company}/{subject}:1.{n}',
        ],
        {
          required: true,
          with: ['one container "{subject}" from the image {v}', 'a container named "{subject}" that runs {v}'],
          it: ['runs one container "{subject}" from {v}'],
          plain: ['runs the image {v} as "{subject}"'],
        },
      ),
      ...tagged(),
    ],
  },
  service: {
    type: 'aws_ecs_service',
    noun: 'ECS service',
    name: ['name', ...hyphenated('service')],
    on: [
      {
        part: 'cluster',
        set: {
          cluster: owner('id'),
          task_definition: ref('task_definition', 'arn'),
          launch_type: 'FARGATE',
          network_configuration: block({ subnets: [ref('subnet', 'id')] }),
        },
        say: ['a Fargate service runs in {it}', 'run a service on Fargate in {it}'],
        plain: ['a service runs in it'],
        weight: 3,
      },
    ],
    facets: [
      facet('desired_count', [1, 2, 3, 4, 5, 6, 8, 10], {
        required: true,
        with: ['{v:number} tasks', 'a desired count of {v}'],
        it: ['keeps {v:number} tasks running'],
        plain: ['runs {v} times'],
      }),
    ],
  },
  state_machine: {
    type: 'aws_sfn_state_machine',
    noun: 'state machine',
    plain: ['a workflow in steps'],
    name: ['name', ...pascal('Workflow'), ...hyphenated('workflow')],
    root: 2,
    always: { role_arn: ref('states_role', 'arn') },
    facets: [
      facets(
        { definition: json({ StartAt: '{v}', States: { '{v}': { Type: 'Pass', End: true } } }) },
        ['Start', 'Done', 'Begin', 'Accept', 'Noop', 'Receive'],
        {
          required: true,
          with: ['a single Pass state named {v}'],
          it: ['consists of one Pass state, {v}'],
          plain: ['has a single Pass step called {v}'],
        },
      ),
      facet('type', ['STANDARD', 'EXPRESS'], {
        with: ['the type {v}'],
        it: ['is of type {v}'],
        plain: ['is of type {v}'],
      }),
      ...tagged(),
    ],
  },
  http_api: {
    type: 'aws_apigatewayv2_api',
    noun: 'API Gateway HTTP API',
    plain: ['an HTTP entry point for our services'],
    name: ['name', ...hyphenated('api')],
    root: 4,
    always: { protocol_type: 'HTTP' },
    facets: [
      facet(
        'description',
        ['API of {subject}', 'Entry point of {company.title}', 'Public API of {team}', '{subject.title} API'],
        { with: ['the description "{v}"'], it: ['is described as "{v}"'], plain: ['is described as "{v}"'], weight: 2 },
      ),
      facets(
        { cors_configuration: block({ allow_origins: ['{v}'] }) },
        ['https://{domain}', 'https://www.{domain}', 'https://app.{domain}', '*'],
        {
          with: ['CORS for the origin {v}', 'CORS that allows {v}'],
          it: ['allows the origin {v} (CORS)'],
          plain: ['may be called from {v} (CORS)'],
        },
      ),
      facet('disable_execute_api_endpoint', [true], {
        with: ['the default endpoint disabled'],
        it: ['does without the default endpoint (disable_execute_api_endpoint)'],
      }),
      ...tagged(),
    ],
  },
  api_stage: {
    type: 'aws_apigatewayv2_stage',
    noun: 'stage',
    name: ['name', '$default', '{env}', 'v1', 'v2', 'live'],
    on: [
      {
        part: 'http_api',
        set: { api_id: owner('id') },
        say: ['{it} has a stage', 'add a stage to {it}'],
        plain: ['it is published as a stage'],
        weight: 3,
      },
    ],
    facets: [
      facet('auto_deploy', [true], {
        with: ['automatic deployment'],
        it: ['deploys automatically'],
        plain: ['goes live by itself'],
        weight: 2,
      }),
    ],
  },
};
