/** Identity, keys, secrets, registries, and what watches the rest. */
import { block, type Family, facet, facets, join, owner, ref } from '../../part.ts';
import { hyphenated, underscored } from '../shared.ts';
import { accountIds, labelled } from './shared.ts';

const ROLES = [
  'roles/viewer',
  'roles/logging.logWriter',
  'roles/storage.objectViewer',
  'roles/pubsub.publisher',
  'roles/bigquery.dataViewer',
  'roles/cloudsql.client',
  'roles/monitoring.metricWriter',
  'roles/secretmanager.secretAccessor',
];

export const platform: Family = {
  service_account: {
    type: 'google_service_account',
    noun: 'service account',
    plain: ['an identity that a program acts under on Google Cloud'],
    name: ['account_id', ...accountIds],
    root: 5,
    facets: [
      facet('display_name', ['{subject.title}', '{team.title} {subject.title}', '{company.title} Runner'], {
        with: ['the display name "{v}"'],
        it: ['is displayed as "{v}"'],
        plain: ['is displayed as "{v}"'],
        weight: 3,
      }),
      facet('description', ['Runs {subject}', 'Used by {team}', 'Account of {subject}'], {
        with: ['the description "{v}"'],
        plain: ['is described as "{v}"'],
      }),
      facet('disabled', [true], { with: ['its use disabled'], weight: 0.3 }),
    ],
    needed: ['a service account'],
  },
  project_member: {
    type: 'google_project_iam_member',
    noun: 'project IAM member',
    always: { project: 'example-project' },
    on: [
      {
        part: 'service_account',
        set: { member: join('serviceAccount:', ref('service_account', 'email')) },
        say: ['{it} has a role in the project example-project', 'grant {it} a role in the project example-project'],
        plain: ['it has a role in the project example-project'],
        weight: 4,
        repeat: true,
      },
    ],
    facets: [
      facet('role', ROLES, { required: true, with: ['the role {v}'], it: ['grants {v}'], plain: ['grants {v}'] }),
    ],
  },
  account_user: {
    type: 'google_service_account_iam_member',
    noun: 'service account IAM member',
    on: [
      {
        part: 'service_account',
        set: { service_account_id: owner('name') },
        say: ['an IAM member may use {it}', 'grant a role on {it}'],
        weight: 1,
      },
    ],
    facets: [
      facet(
        'role',
        ['roles/iam.serviceAccountUser', 'roles/iam.serviceAccountTokenCreator', 'roles/iam.workloadIdentityUser'],
        {
          required: true,
          with: ['the role {v}'],
        },
      ),
      facet('member', ['group:{team}@{domain}', 'user:{team}@{domain}'], { required: true, with: ['the member {v}'] }),
    ],
  },
  account_key: {
    type: 'google_service_account_key',
    noun: 'service account key',
    on: [
      {
        part: 'service_account',
        set: { service_account_id: owner('name') },
        say: ['{it} has a key', 'create a key for {it}'],
        weight: 1,
      },
    ],
    facets: [facet('key_algorithm', ['KEY_ALG_RSA_2048', 'KEY_ALG_RSA_1024'], { with: ['the algorithm {v}'] })],
  },
  custom_role: {
    type: 'google_project_iam_custom_role',
    noun: 'custom IAM role',
    plain: ['a set of permissions of our own'],
    name: ['role_id', ...underscored('role')],
    root: 2,
    facets: [
      facet('title', ['{subject.title} Operator', '{team.title} Reader', '{company.title} {subject.title}'], {
        required: true,
        with: ['the title "{v}"'],
        plain: ['is titled "{v}"'],
      }),
      facets(
        { permissions: ['{v}'] },
        [
          'storage.objects.get',
          'compute.instances.list',
          'pubsub.topics.publish',
          'logging.logEntries.list',
          'run.services.get',
        ],
        { required: true, with: ['the permission {v}'], it: ['permits {v}'], plain: ['permits {v} alone'] },
      ),
      facet('description', ['Made for {team}', 'Operates {subject}'], { with: ['the description "{v}"'] }),
      facet('stage', ['GA', 'BETA', 'ALPHA'], { with: ['the stage {v}'] }),
    ],
  },
  secret: {
    type: 'google_secret_manager_secret',
    noun: 'Secret Manager secret',
    plain: ['a safe place for a secret on Google Cloud'],
    name: ['secret_id', ...hyphenated('secret'), '{subject}-token'],
    root: 3,
    facets: [
      facets({ replication: block({ auto: block({}) }) }, [], {
        required: true,
        group: 'replication',
        with: ['automatic replication'],
        it: ['replicates automatically'],
        plain: ['is copied to wherever Google likes'],
      }),
      facets({ replication: block({ user_managed: block({ replicas: block({ location: '{v}' }) }) }) }, ['{region}'], {
        required: true,
        group: 'replication',
        with: ['a replica in {v} alone'],
        plain: ['stays in {v}'],
      }),
      facet('version_destroy_ttl', ['86400s', '604800s', '2592000s'], { with: ['versions destroyed after {v}'] }),
      ...labelled(),
    ],
    needed: ['a secret'],
  },
  secret_version: {
    type: 'google_secret_manager_secret_version',
    noun: 'secret version',
    always: { secret_data: ref('password', 'result') },
    on: [
      {
        part: 'secret',
        set: { secret: owner('id') },
        say: ['a version of {it} holds a generated password', 'store a generated password as a version of {it}'],
        plain: ['it holds a generated password'],
        weight: 4,
      },
    ],
    facets: [facet('deletion_policy', ['ABANDON', 'DISABLE'], { with: ['the deletion policy {v}'] })],
  },
  secret_member: {
    type: 'google_secret_manager_secret_iam_member',
    noun: 'secret IAM member',
    always: { role: 'roles/secretmanager.secretAccessor' },
    on: [
      {
        part: 'secret',
        set: { secret_id: owner('id') },
        say: [
          'roles/secretmanager.secretAccessor on {it} is granted',
          'grant roles/secretmanager.secretAccessor on {it}',
        ],
        weight: 2,
      },
    ],
    facets: [
      facet('member', ['group:{team}@{domain}', 'user:{team}@{domain}'], { required: true, with: ['the member {v}'] }),
    ],
  },
  key_ring: {
    type: 'google_kms_key_ring',
    noun: 'KMS key ring',
    name: ['name', ...hyphenated('keys')],
    root: 1,
    facets: [
      facet('location', ['{region}', 'global', 'europe', 'us'], {
        required: true,
        with: ['the location {v}'],
        it: ['lies in {v}'],
      }),
    ],
    needed: ['a KMS key ring'],
  },
  crypto_key: {
    type: 'google_kms_crypto_key',
    noun: 'KMS key',
    plain: ['a key to encrypt things with on Google Cloud'],
    name: ['name', ...hyphenated('key')],
    root: 2,
    always: { key_ring: ref('key_ring', 'id') },
    facets: [
      facet('rotation_period', ['2592000s', '7776000s', '15552000s', '31536000s'], {
        with: ['a rotation period of {v}'],
        it: ['rotates every {v}'],
        plain: ['changes every {v}'],
        weight: 3,
      }),
      facet('purpose', ['ENCRYPT_DECRYPT'], { with: ['the purpose {v}'] }),
      facet('destroy_scheduled_duration', ['86400s', '604800s'], { with: ['versions destroyed after {v}'] }),
      ...labelled(),
    ],
  },
  artifacts: {
    type: 'google_artifact_registry_repository',
    noun: 'Artifact Registry repository',
    plain: ['a place for what our builds make'],
    name: ['repository_id', ...hyphenated('repo'), '{subject}-images'],
    root: 3,
    facets: [
      facet('format', ['DOCKER', 'NPM', 'PYTHON', 'MAVEN'], {
        required: true,
        with: ['the format {v}'],
        it: ['holds {v} artifacts'],
        plain: ['holds {v} artifacts'],
      }),
      facet('location', ['{region}', 'europe', 'us'], {
        required: true,
        with: ['the location {v}'],
        it: ['lies in {v}'],
        plain: ['lies in {v}'],
      }),
      facet('description', ['Images of {subject}', 'Packages of {team}'], { with: ['the description "{v}"'] }),
      facet('cleanup_policy_dry_run', [true], { with: ['cleanup policies as a dry run'], weight: 0.4 }),
      facets({ docker_config: block({ immutable_tags: true }), format: 'DOCKER' }, [], {
        with: ['immutable tags'],
        weight: 0.4,
      }),
      ...labelled(),
    ],
  },
  service: {
    type: 'google_project_service',
    noun: 'enabled API',
    root: 1,
    facets: [
      facet(
        'service',
        [
          'run.googleapis.com',
          'compute.googleapis.com',
          'container.googleapis.com',
          'sqladmin.googleapis.com',
          'pubsub.googleapis.com',
          'secretmanager.googleapis.com',
          'dns.googleapis.com',
          'artifactregistry.googleapis.com',
          'cloudkms.googleapis.com',
          'bigquery.googleapis.com',
        ],
        {
          required: true,
          with: ['the service {v}'],
          it: ['is {v}'],
          plain: ['is {v}'],
        },
      ),
      facet('disable_on_destroy', [false], {
        with: ['no disabling on destroy'],
        it: ['stays enabled on destroy'],
        plain: ['stays enabled when this is destroyed'],
      }),
    ],
  },
  log_metric: {
    type: 'google_logging_metric',
    noun: 'log-based metric',
    plain: ['a count of what happens in the logs'],
    name: ['name', ...hyphenated('errors'), '{subject}/errors'],
    root: 2,
    facets: [
      facet(
        'filter',
        [
          'severity>=ERROR',
          'severity>=WARNING',
          'resource.type=gce_instance AND severity>=ERROR',
          'resource.type=cloud_run_revision',
        ],
        {
          required: true,
          with: ['the filter "{v}"'],
          it: ['counts what matches "{v}"'],
          plain: ['counts what matches "{v}"'],
        },
      ),
      facets({ metric_descriptor: block({ metric_kind: 'DELTA', value_type: 'INT64' }) }, [], {
        with: ['the kind DELTA and the value type INT64'],
      }),
      facet('description', ['Errors of {subject}', 'Watched by {team}'], { with: ['the description "{v}"'] }),
    ],
  },
  log_sink: {
    type: 'google_logging_project_sink',
    noun: 'log sink',
    plain: ['something that copies logs to where they are kept'],
    name: ['name', ...hyphenated('sink')],
    root: 2,
    always: { destination: join('storage.googleapis.com/', ref('bucket', 'name')) },
    facets: [
      facet(
        'filter',
        ['severity>=ERROR', 'severity>=WARNING', 'resource.type=k8s_container', 'logName:cloudaudit.googleapis.com'],
        {
          required: true,
          with: ['the filter "{v}"'],
          it: ['exports what matches "{v}"'],
          plain: ['copies what matches "{v}"'],
        },
      ),
      facet('unique_writer_identity', [true], {
        with: ['a unique writer identity'],
        it: ['has a unique writer identity'],
      }),
    ],
  },
  channel: {
    type: 'google_monitoring_notification_channel',
    noun: 'notification channel',
    plain: ['a way to tell people that something broke'],
    root: 2,
    facets: [
      facet('display_name', ['{team.title} Email', '{company.title} Oncall', '{subject.title} Alerts'], {
        required: true,
        with: ['the display name "{v}"'],
        plain: ['is displayed as "{v}"'],
      }),
      facets(
        { type: 'email', labels: { email_address: '{v}' } },
        ['{team}@{domain}', 'oncall@{domain}', 'ops@{domain}'],
        {
          required: true,
          with: ['the type email and the address {v}'],
          it: ['sends email to {v}'],
          plain: ['sends email to {v}'],
        },
      ),
    ],
    needed: ['an email notification channel'],
  },
  alert: {
    type: 'google_monitoring_alert_policy',
    noun: 'alert policy',
    plain: ['an alarm for machines that work too hard'],
    root: 2,
    always: {
      combiner: 'OR',
      'conditions.display_name': 'High CPU',
      'conditions.condition_threshold': block({
        filter: 'metric.type="compute.googleapis.com/instance/cpu/utilization" AND resource.type="gce_instance"',
        comparison: 'COMPARISON_GT',
        duration: '60s',
        threshold_value: 0.8,
      }),
    },
    facets: [
      facet('display_name', ['{subject.title} CPU', '{team.title} High CPU', '{company.title} {env} CPU'], {
        required: true,
        with: ['the display name "{v}" for CPU utilization of instances above 0.8 over 60s'],
        it: ['is displayed as "{v}" and watches CPU utilization of instances above 0.8 over 60s'],
        plain: ['is displayed as "{v}" and watches a CPU use above 0.8 over 60s'],
      }),
      facets({ notification_channels: [ref('channel', 'id')] }, [], {
        with: ['an email notification channel'],
        weight: 2,
      }),
      facet('severity', ['CRITICAL', 'ERROR', 'WARNING'], {
        with: ['the severity {v}'],
        plain: ['has the severity {v}'],
      }),
      ...labelled('user_labels'),
    ],
  },
  uptime: {
    type: 'google_monitoring_uptime_check_config',
    noun: 'uptime check',
    plain: ['a check whether our site answers'],
    root: 2,
    always: {},
    facets: [
      facet('display_name', ['{subject.title} Uptime', '{company.title} Site', '{subject.title}'], {
        required: true,
        with: ['the display name "{v}"'],
        plain: ['is displayed as "{v}"'],
      }),
      facet('timeout', ['5s', '10s', '30s', '60s'], {
        required: true,
        with: ['a timeout of {v}'],
        plain: ['waits at most {v}'],
      }),
      facets(
        {
          http_check: block({ path: '{v}', port: 443, use_ssl: true }),
          monitored_resource: block({ type: 'uptime_url', labels: { host: '{domain}' } }),
        },
        ['/', '/health', '/status', '/login'],
        {
          required: true,
          with: ['HTTPS requests to {v} of {domain} (uptime_url) on port 443'],
          plain: ['asks {domain} for {v} over HTTPS on port 443 (uptime_url)'],
        },
      ),
      facet('period', ['60s', '300s', '600s', '900s'], { with: ['a period of {v}'], plain: ['checks every {v}'] }),
    ],
  },
  workflow: {
    type: 'google_workflows_workflow',
    noun: 'workflow',
    plain: ['a sequence of steps that Google runs'],
    name: ['name', ...hyphenated('workflow')],
    root: 1,
    facets: [
      facet('region', ['{region}'], { required: true, with: ['the region {v}'], plain: ['runs in {v}'] }),
      facets(
        { source_contents: 'main:\n  steps:\n    - done:\n        return: "{v}"\n' },
        ['ok', 'done', '{subject}'],
        {
          required: true,
          with: ['a main step that returns "{v}"'],
          plain: ['returns "{v}" at once'],
        },
      ),
      facets({ service_account: ref('service_account', 'id') }, [], { with: ['a service account of its own'] }),
      facet('call_log_level', ['LOG_ALL_CALLS', 'LOG_ERRORS_ONLY'], { with: ['the call log level {v}'] }),
      ...labelled(),
    ],
  },
};
