/** Logs, alarms and who may sign in to what is watched. */
import { type Family, facet, facets, owner, ref } from '../../part.ts';
import { hyphenated, tagged } from '../shared.ts';

export const observability: Family = {
  log_group: {
    type: 'aws_cloudwatch_log_group',
    noun: 'CloudWatch log group',
    plain: ['a place for logs'],
    name: [
      'name',
      ...hyphenated('logs'),
      '/{company}/{subject}',
      '/aws/lambda/{subject}',
      '/ecs/{subject}',
      '/{env}/{subject}',
      '/{team}/{subject}/app',
      '/app/{subject}',
    ],
    root: 6,
    needed: ['a CloudWatch log group'],
    facets: [
      facet('retention_in_days', [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731], {
        with: ['a retention of {v} days', 'logs kept for {v} days', '{v} days of retention'],
        it: ['keeps logs for {v} days', 'retains logs for {v} days'],
        plain: ['keeps them for {v} days'],
        weight: 5,
      }),
      facet('log_group_class', ['INFREQUENT_ACCESS', 'STANDARD'], { with: ['the class {v}'], it: ['is of class {v}'] }),
      facet('skip_destroy', [true], { with: ['skip_destroy on'], it: ['is left in place on destroy (skip_destroy)'] }),
      ...tagged(),
    ],
  },
  log_stream: {
    type: 'aws_cloudwatch_log_stream',
    noun: 'log stream',
    name: ['name', '{subject}', 'app', 'web', 'worker', '{env}', 'main', '{team}', 'audit', 'access'],
    on: [
      {
        part: 'log_group',
        set: { log_group_name: owner('name') },
        say: ['{it} has a log stream{named}', 'add a log stream{named} to {it}'],
        plain: ['it holds a stream{named}'],
        weight: 3,
        repeat: true,
      },
    ],
  },
  metric_filter: {
    type: 'aws_cloudwatch_log_metric_filter',
    noun: 'metric filter',
    name: ['name', '{subject}-errors', 'count-errors', 'error-count', '{team}-failures', '{subject}-warnings'],
    on: [
      {
        part: 'log_group',
        set: {
          log_group_name: owner('name'),
          'metric_transformation.name': 'Matches',
          'metric_transformation.namespace': 'Logs',
          'metric_transformation.value': '1',
        },
        say: ['a metric filter{named} counts matching lines of {it}', 'add a metric filter{named} to {it}'],
        plain: ['certain lines are counted'],
        weight: 2,
      },
    ],
    facets: [
      facet('pattern', ['ERROR', 'WARN', 'FATAL', 'timeout', 'Exception', 'panic', '{subject}'], {
        required: true,
        with: ['the pattern "{v}"'],
        it: ['matches "{v}"'],
        plain: ['looks for "{v}"'],
      }),
    ],
  },
  alarm: {
    type: 'aws_cloudwatch_metric_alarm',
    noun: 'CloudWatch alarm',
    plain: ['an alarm'],
    name: ['alarm_name', ...hyphenated('alarm'), 'high-{subject}', '{subject}-cpu'],
    root: 5,
    facets: [
      facets(
        { namespace: 'AWS/EC2', metric_name: '{v}' },
        ['CPUUtilization', 'NetworkIn', 'NetworkOut', 'StatusCheckFailed', 'DiskReadOps'],
        {
          required: true,
          group: 'metric',
          with: ['the metric {v} of AWS/EC2'],
          it: ['watches the metric {v} in AWS/EC2'],
          plain: ['watches {v} of AWS/EC2'],
        },
      ),
      facets(
        { namespace: 'AWS/SQS', metric_name: '{v}' },
        ['ApproximateNumberOfMessagesVisible', 'ApproximateAgeOfOldestMessage', 'NumberOfMessagesSent'],
        {
          required: true,
          group: 'metric',
          with: ['the metric {v} of AWS/SQS'],
          it: ['watches {v} in AWS/SQS'],
          plain: ['watches {v} of AWS/SQS'],
        },
      ),
      facets({ namespace: 'AWS/Lambda', metric_name: '{v}' }, ['Errors', 'Duration', 'Throttles', 'Invocations'], {
        required: true,
        group: 'metric',
        with: ['the metric {v} of AWS/Lambda'],
        it: ['watches {v} in AWS/Lambda'],
        plain: ['watches {v} of AWS/Lambda'],
      }),
      facets(
        { namespace: 'AWS/RDS', metric_name: '{v}' },
        ['CPUUtilization', 'FreeStorageSpace', 'DatabaseConnections', 'ReadLatency'],
        {
          required: true,
          group: 'metric',
          with: ['the metric {v} of AWS/RDS'],
          it: ['watches {v} in AWS/RDS'],
          plain: ['watches {v} of AWS/RDS'],
        },
      ),
      facet(
        'comparison_operator',
        ['GreaterThanThreshold', 'GreaterThanOrEqualToThreshold', 'LessThanThreshold', 'LessThanOrEqualToThreshold'],
        {
          required: true,
          with: ['the comparison {v}', 'the operator {v}'],
          it: ['compares by {v}'],
          plain: ['compares by {v}'],
        },
      ),
      facet('threshold', [1, 5, 10, 20, 25, 50, 60, 70, 75, 80, 85, 90, 95, 100, 500, 1000], {
        required: true,
        with: ['a threshold of {v}', 'the threshold {v}'],
        it: ['has the threshold {v}'],
        plain: ['goes off at {v}'],
      }),
      facet('evaluation_periods', [1, 2, 3, 4, 5, 6], {
        required: true,
        with: ['{v:number} evaluation periods', 'evaluation over {v} periods'],
        it: ['evaluates {v:number} periods'],
        plain: ['looks at {v} periods'],
      }),
      facet('period', [60, 120, 180, 300, 600, 900, 3600], {
        required: true,
        with: ['a period of {v} seconds', 'periods of {v} seconds'],
        it: ['measures over {v} seconds'],
        plain: ['measures over {v} seconds'],
      }),
      facet('statistic', ['Average', 'Maximum', 'Minimum', 'Sum', 'SampleCount'], {
        required: true,
        with: ['the statistic {v}'],
        it: ['uses the {v}'],
        plain: ['takes the {v}'],
      }),
      facets({ alarm_actions: [ref('topic', 'arn')] }, [], {
        with: ['an SNS topic as its action'],
        it: ['notifies an SNS topic'],
        plain: ['tells an SNS topic'],
        weight: 2,
      }),
      facet('treat_missing_data', ['breaching', 'notBreaching', 'ignore', 'missing'], {
        with: ['missing data treated as {v}'],
      }),
    ],
  },
  user_pool: {
    type: 'aws_cognito_user_pool',
    noun: 'Cognito user pool',
    plain: ['a directory of users who sign in'],
    name: ['name', ...hyphenated('users')],
    root: 3,
    facets: [
      facets({ auto_verified_attributes: ['email'] }, [], {
        with: ['email addresses verified automatically'],
        it: ['verifies email addresses automatically'],
        plain: ['checks email addresses'],
      }),
      facet('mfa_configuration', ['OFF'], { with: ['MFA set to {v}'], weight: 0.4 }),
      facet('password_policy.minimum_length', [8, 9, 10, 12, 14, 16, 20], {
        with: ['passwords of at least {v} characters', 'a minimum password length of {v}'],
        it: ['asks for passwords of at least {v} characters'],
        plain: ['asks for passwords of at least {v} characters'],
        weight: 3,
      }),
      facet('deletion_protection', ['ACTIVE', 'INACTIVE'], {
        with: ['deletion protection {v}'],
        it: ['has {v} deletion protection'],
      }),
      ...tagged(),
    ],
  },
  user_pool_client: {
    type: 'aws_cognito_user_pool_client',
    noun: 'app client',
    name: ['name', 'web', 'mobile', '{subject}-client', '{company}-app', '{team}-cli', '{subject}-web', 'app'],
    on: [
      {
        part: 'user_pool',
        set: { user_pool_id: owner('id') },
        say: ['{it} has an app client{named}', 'add an app client{named} to {it}'],
        plain: ['an application{named} may use it'],
        weight: 3,
      },
    ],
    facets: [
      facet('generate_secret', [true], { with: ['a generated secret'], it: ['gets a secret'] }),
      facet('access_token_validity', [1, 2, 4, 6, 8, 12], {
        with: ['access tokens valid for {v:hours}'],
        it: ['issues access tokens for {v:hours}'],
      }),
    ],
  },
};
