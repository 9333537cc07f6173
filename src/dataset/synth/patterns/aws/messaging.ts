/** Queues, topics, streams and buses. */
import { block, type Family, facet, facets, json, owner, ref } from '../../part.ts';
import { hyphenated, tagged } from '../shared.ts';

const SECONDS = [5, 10, 20, 30, 45, 60, 90, 120, 180, 240, 300, 600, 900];

const queueFacets = [
  facet('visibility_timeout_seconds', [15, 45, 60, 75, 90, 120, 150, 180, 240, 300, 600, 900, 1800, 3600], {
    with: ['a visibility timeout of {v:seconds}', 'its visibility timeout set to {v:seconds}'],
    it: ['hides a received message for {v:seconds}', 'keeps messages invisible for {v:seconds} after receipt'],
    plain: ['gives a worker {v:seconds} for each message before another may take it'],
  }),
  facet('message_retention_seconds', [3600, 43200, 86400, 172800, 259200, 432000, 604800, 864000, 1209600], {
    with: ['a message retention of {v:seconds}', 'messages kept for {v:seconds}'],
    it: ['keeps messages for {v:seconds}', 'retains messages {v:seconds}'],
    plain: ['keeps jobs that nobody fetches for {v:seconds}'],
  }),
  facet('delay_seconds', SECONDS, {
    with: ['a delivery delay of {v:seconds}', 'a delay of {v:seconds} on new messages'],
    it: ['delays each message by {v:seconds}'],
    plain: ['holds each new job back for {v:seconds}'],
  }),
  facet('max_message_size', [1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072], {
    with: ['a maximum message size of {v:bytes}', 'messages of at most {v:bytes}'],
    it: ['refuses messages over {v:bytes}'],
  }),
  facet('receive_wait_time_seconds', [5, 8, 10, 12, 15, 20], {
    with: ['long polling of {v:seconds}', 'a receive wait time of {v:seconds}'],
    it: ['uses long polling with a wait of {v:seconds}'],
  }),
  facet('sqs_managed_sse_enabled', [true], {
    with: ['server-side encryption with keys that SQS manages', 'SQS-managed encryption'],
    it: ['is encrypted with SQS-managed keys'],
    plain: ['encrypts what it holds'],
    group: 'encryption',
  }),
  facets({ kms_master_key_id: ref('kms_key', 'arn') }, [], {
    with: ['encryption by a KMS key of its own'],
    group: 'encryption',
    weight: 0.2,
  }),
  ...tagged(),
];

export const messaging: Family = {
  queue: {
    type: 'aws_sqs_queue',
    noun: 'SQS queue',
    plain: ['a place for background jobs to wait', 'a managed queue for messages between services', 'a message queue'],
    name: ['name', ...hyphenated('queue'), '{subject}-jobs', '{subject}-events', '{subject}-tasks'],
    root: 6,
    facets: queueFacets,
    needed: ['an SQS queue'],
  },
  fifo_queue: {
    type: 'aws_sqs_queue',
    noun: 'FIFO queue',
    plain: ['a queue that keeps messages in order'],
    name: [
      'name',
      '{subject}.fifo',
      '{company}-{subject}.fifo',
      '{subject}-{env}.fifo',
      '{team}-{subject}.fifo',
      '{env}-{subject}.fifo',
    ],
    root: 2,
    always: { fifo_queue: true },
    facets: [
      facet('content_based_deduplication', [true], {
        with: ['content-based deduplication'],
        it: ['drops duplicates by their content'],
        plain: ['drops messages that were sent twice'],
        weight: 2,
      }),
      ...queueFacets,
    ],
  },
  dead_letter_queue: {
    type: 'aws_sqs_queue',
    noun: 'dead-letter queue',
    name: ['name', '{owner}-dlq', '{owner}-dead-letters', '{owner}-failed'],
    facets: [
      facet('message_retention_seconds', [604800, 1209600], {
        with: ['a message retention of {v:seconds}'],
        it: ['keeps messages for {v:seconds}'],
        weight: 1,
      }),
    ],
    most: 1,
  },
  redrive: {
    type: 'aws_sqs_queue_redrive_policy',
    noun: 'redrive policy',
    always: {},
    on: [
      {
        part: 'queue',
        set: {
          queue_url: owner('id'),
          redrive_policy: json({ deadLetterTargetArn: ref('dead_letter_queue', 'arn'), maxReceiveCount: 5 }),
        },
        say: [
          'messages of {it} that were received five times go to a dead-letter queue by a redrive policy',
          '{it} has a redrive policy to a dead-letter queue after five receives',
        ],
        plain: ['what fails five times is put aside for people to look at'],
      },
    ],
  },
  queue_policy: {
    type: 'aws_sqs_queue_policy',
    noun: 'queue policy',
    on: [
      {
        part: 'queue',
        set: {
          queue_url: owner('id'),
          policy: json({
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: 'sns.amazonaws.com' },
                Action: 'sqs:SendMessage',
                Resource: owner('arn'),
              },
            ],
          }),
        },
        say: [
          'a queue policy lets SNS send messages to {it}',
          'attach a policy to {it} that allows sns.amazonaws.com to send messages',
        ],
      },
    ],
  },
  topic: {
    type: 'aws_sns_topic',
    noun: 'SNS topic',
    plain: ['a channel that announces events to whoever subscribes', 'a topic for notifications'],
    name: ['name', ...hyphenated('topic'), '{subject}-alerts', '{subject}-events', '{team}-notifications'],
    root: 5,
    facets: [
      facet(
        'display_name',
        [
          '{subject.title}',
          '{company.title} {subject.title}',
          '{team.title} Alerts',
          '{subject.title} Alerts',
          '{company.title} Events',
        ],
        {
          with: ['the display name "{v}"'],
          it: ['is displayed as "{v}"', 'shows "{v}" as its display name'],
          weight: 2,
        },
      ),
      facet('kms_master_key_id', ['alias/aws/sns'], {
        with: ['encryption by the key alias/aws/sns'],
        it: ['is encrypted with the key alias/aws/sns'],
        plain: ['encrypts what passes through it'],
      }),
      facet('tracing_config', ['Active', 'PassThrough'], { with: ['tracing set to {v}', 'X-Ray tracing in mode {v}'] }),
      facet('signature_version', [1, 2], { with: ['signature version {v}'] }),
      ...tagged(),
    ],
    needed: ['an SNS topic'],
  },
  fifo_topic: {
    type: 'aws_sns_topic',
    noun: 'FIFO SNS topic',
    name: ['name', '{subject}.fifo', '{company}-{subject}.fifo', '{team}-{subject}.fifo'],
    root: 1,
    always: { fifo_topic: true },
    facets: [
      facet('content_based_deduplication', [true], {
        with: ['content-based deduplication'],
        it: ['drops duplicates by their content'],
      }),
      ...tagged(),
    ],
  },
  email_subscription: {
    type: 'aws_sns_topic_subscription',
    noun: 'email subscription',
    on: [
      {
        part: 'topic',
        set: { topic_arn: owner('arn'), protocol: 'email' },
        say: ['an email subscription', '{it} notifies people by an email subscription'],
        plain: ['people are told by email'],
        weight: 2,
      },
    ],
    facets: [
      facet(
        'endpoint',
        [
          '{team}@{domain}',
          'ops@{domain}',
          'alerts@{domain}',
          '{subject}@{domain}',
          'oncall@{domain}',
          'admin@{domain}',
        ],
        {
          required: true,
          with: ['the address {v}', 'the endpoint {v}'],
          it: ['goes to {v}'],
          plain: ['goes to {v}'],
        },
      ),
    ],
    most: 1,
  },
  queue_subscription: {
    type: 'aws_sns_topic_subscription',
    noun: 'subscription',
    on: [
      {
        part: 'topic',
        set: { topic_arn: owner('arn'), protocol: 'sqs', endpoint: ref('queue', 'arn') },
        say: ['an SQS queue subscribes to {it}', 'everything published to {it} is delivered to an SQS queue'],
        plain: ['what it announces lands in a queue'],
        weight: 2,
      },
    ],
    facets: [facet('raw_message_delivery', [true], { with: ['raw message delivery'], it: ['delivers messages raw'] })],
    most: 1,
  },
  stream: {
    type: 'aws_kinesis_stream',
    noun: 'Kinesis data stream',
    plain: ['a stream that takes in events as they happen'],
    name: ['name', ...hyphenated('stream')],
    root: 4,
    facets: [
      facet('shard_count', [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 32], {
        required: true,
        group: 'capacity',
        with: ['{v:number} shards', 'a shard count of {v}'],
        it: ['has {v:number} shards'],
        plain: ['is split into {v:number} shards'],
      }),
      facets({ stream_mode_details: block({ stream_mode: 'ON_DEMAND' }) }, [], {
        required: true,
        group: 'capacity',
        with: ['on-demand capacity'],
        it: ['runs in on-demand mode (ON_DEMAND)'],
        plain: ['scales on demand'],
      }),
      facet('retention_period', [24, 36, 48, 72, 96, 120, 168, 240, 336, 720], {
        with: ['a retention period of {v:hours}', 'records kept for {v:hours}'],
        it: ['keeps records for {v:hours}'],
        plain: ['can be read again for {v:hours}'],
        weight: 2,
      }),
      facets({ encryption_type: 'KMS', kms_key_id: 'alias/aws/kinesis' }, [], {
        with: ['KMS encryption by alias/aws/kinesis'],
        plain: ['is encrypted with the key alias/aws/kinesis'],
      }),
      facets({ shard_level_metrics: ['IncomingBytes', 'OutgoingBytes'] }, [], {
        with: ['the shard-level metrics IncomingBytes and OutgoingBytes'],
      }),
      ...tagged(),
    ],
  },
  event_bus: {
    type: 'aws_cloudwatch_event_bus',
    noun: 'EventBridge event bus',
    plain: ['a bus that our own events travel on'],
    name: ['name', ...hyphenated('bus'), '{subject}-events'],
    root: 2,
    facets: tagged(),
  },
  event_rule: {
    type: 'aws_cloudwatch_event_rule',
    noun: 'EventBridge rule',
    plain: ['a schedule that starts something regularly'],
    name: ['name', ...hyphenated('schedule'), 'run-{subject}', 'start-{subject}'],
    root: 4,
    facets: [
      facet(
        'schedule_expression',
        [
          'rate(1 minute)',
          'rate(5 minutes)',
          'rate(10 minutes)',
          'rate(15 minutes)',
          'rate(30 minutes)',
          'rate(1 hour)',
          'rate(2 hours)',
          'rate(6 hours)',
          'rate(12 hours)',
          'rate(1 day)',
          'rate(7 days)',
          'cron(0 6 * * ? *)',
          'cron(0 12 * * ? *)',
          'cron(30 2 * * ? *)',
          'cron(0 8 ? * MON-FRI *)',
          'cron(15 10 * * ? *)',
          'cron(0 0 1 * ? *)',
        ],
        {
          required: true,
          with: ['the schedule {v}', 'the schedule expression {v}'],
          it: ['runs on {v}', 'fires on the schedule {v}'],
          plain: ['fires on {v}'],
        },
      ),
      facet(
        'description',
        ['Starts {subject}', 'Runs {subject} regularly', 'Schedule of {subject}', 'Triggers {subject} for {team}'],
        {
          with: ['the description "{v}"'],
          it: ['is described as "{v}"'],
        },
      ),
      facet('state', ['DISABLED', 'ENABLED'], { with: ['its state {v}'], it: ['has the state {v}'] }),
      ...tagged(),
    ],
    needed: ['an EventBridge rule'],
  },
  event_target_queue: {
    type: 'aws_cloudwatch_event_target',
    noun: 'event target',
    on: [
      {
        part: 'event_rule',
        set: { rule: owner('name'), arn: ref('queue', 'arn') },
        say: ['{it} sends its events to an SQS queue', 'an event target forwards to an SQS queue'],
        plain: ['each time a message lands in a queue'],
      },
    ],
    facets: [
      facet('target_id', ['{subject}', 'send-to-queue', 'queue', '{subject}-target'], {
        with: ['the target id "{v}"'],
        weight: 1,
      }),
    ],
  },
  event_target_topic: {
    type: 'aws_cloudwatch_event_target',
    noun: 'event target',
    on: [
      {
        part: 'event_rule',
        set: { rule: owner('name'), arn: ref('topic', 'arn') },
        say: ['{it} publishes to an SNS topic', 'an event target publishes to an SNS topic'],
        plain: ['each time an announcement goes to a topic'],
      },
    ],
    facets: [
      facet('target_id', ['{subject}', 'send-to-sns', 'topic', '{subject}-target'], {
        with: ['the target id "{v}"'],
        weight: 1,
      }),
    ],
  },
};
