/** Buckets, databases, warehouses, queues and topics. */
import { block, type Family, facet, facets, owner, ref } from '../../part.ts';
import { hyphenated, underscored } from '../shared.ts';
import { labelled, ZONES } from './shared.ts';

const region = facet('region', ['{region}'], {
  required: true,
  with: ['the region {v}'],
  it: ['runs in {v}'],
  plain: ['runs in {v}'],
});

export const data: Family = {
  password: {
    type: 'random_password',
    noun: 'generated password',
    root: 0,
    facets: [
      facet('length', [16, 20, 24, 32], { required: true, with: ['{v} characters'], it: ['is {v} characters long'] }),
    ],
    needed: ['a generated password (random_password)'],
    shared: true,
  },
  bucket: {
    type: 'google_storage_bucket',
    noun: 'Cloud Storage bucket',
    plain: ['a place to keep files on Google Cloud'],
    name: ['name', ...hyphenated('bucket'), '{company}-{subject}-{id8}', '{subject}-assets', '{subject}-files'],
    root: 6,
    facets: [
      facet('location', ['{region}', 'EU', 'US', 'ASIA'], {
        required: true,
        with: ['the location {v}'],
        it: ['lies in {v}'],
        plain: ['lies in {v}'],
      }),
      facet('storage_class', ['STANDARD', 'NEARLINE', 'COLDLINE', 'ARCHIVE'], {
        with: ['the storage class {v}'],
        it: ['uses {v} storage'],
      }),
      facet('uniform_bucket_level_access', [true], {
        with: ['uniform bucket-level access'],
        it: ['has uniform bucket-level access'],
        plain: ['decides access for the bucket as a whole'],
        weight: 2,
      }),
      facet('public_access_prevention', ['enforced'], {
        with: ['public access prevention {v}'],
        plain: ['is never public'],
      }),
      facet('force_destroy', [true], { with: ['force destroy'], plain: ['can be deleted even while it is not empty'] }),
      facets({ versioning: block({ enabled: true }) }, [], {
        with: ['versioning enabled'],
        it: ['keeps older versions'],
        plain: ['keeps older versions of files'],
      }),
      facets(
        { lifecycle_rule: block({ action: block({ type: 'Delete' }), condition: block({ age: '{v}' }) }) },
        [7, 14, 30, 60, 90, 180, 365],
        {
          with: ['a lifecycle rule that deletes (Delete) objects after {v:days}'],
          plain: ['deletes files (Delete) after {v:days}'],
        },
      ),
      facets({ website: block({ main_page_suffix: 'index.html', not_found_page: '404.html' }) }, [], {
        with: ['a website (index.html, 404.html)'],
        weight: 0.6,
      }),
      facets({ encryption: block({ default_kms_key_name: ref('crypto_key', 'id') }) }, [], {
        with: ['encryption by a KMS key of its own'],
        weight: 0.4,
      }),
      facets({ retention_policy: block({ retention_period: '{v}' }) }, [86400, 604800, 2592000], {
        with: ['a retention of {v:seconds}'],
        weight: 0.6,
      }),
      ...labelled(),
    ],
    needed: ['a Cloud Storage bucket'],
  },
  bucket_member: {
    type: 'google_storage_bucket_iam_member',
    noun: 'bucket IAM member',
    on: [
      {
        part: 'bucket',
        set: { bucket: owner('name') },
        say: ['grant a role on {it}', 'an IAM member has access to {it}'],
        plain: ['somebody else may use it'],
        weight: 2,
        repeat: true,
      },
    ],
    facets: [
      facet('role', ['roles/storage.objectViewer', 'roles/storage.objectAdmin', 'roles/storage.objectCreator'], {
        required: true,
        with: ['the role {v}'],
        it: ['has {v}'],
        plain: ['has {v}'],
      }),
      facet('member', ['group:{team}@{domain}', 'user:{team}@{domain}', 'user:ops@{domain}'], {
        required: true,
        with: ['the member {v}'],
        it: ['is {v}'],
        plain: ['is {v}'],
      }),
    ],
  },
  sql: {
    type: 'google_sql_database_instance',
    noun: 'Cloud SQL instance',
    plain: ['a managed SQL database on Google Cloud'],
    name: ['name', ...hyphenated('db'), '{subject}-sql'],
    root: 5,
    facets: [
      facet('database_version', ['POSTGRES_14', 'POSTGRES_15', 'POSTGRES_16', 'MYSQL_8_0', 'POSTGRES_13'], {
        required: true,
        with: ['the version {v}', '{v}'],
        it: ['runs {v}'],
        plain: ['runs {v}'],
      }),
      region,
      facet(
        'settings.tier',
        ['db-f1-micro', 'db-g1-small', 'db-custom-2-7680', 'db-custom-4-15360', 'db-n1-standard-1'],
        {
          required: true,
          with: ['the tier {v}'],
          it: ['uses the tier {v}'],
          plain: ['is of the tier {v}'],
        },
      ),
      facet('deletion_protection', [false], {
        with: ['no deletion protection'],
        plain: ['may be deleted (no deletion protection)'],
      }),
      facet('settings.availability_type', ['REGIONAL', 'ZONAL'], {
        with: ['{v} availability'],
        it: ['has the availability type {v}'],
      }),
      facet('settings.disk_size', [10, 20, 50, 100, 200], {
        with: ['a disk of {v} GB'],
        plain: ['has {v} GB of disk'],
      }),
      facet('settings.disk_type', ['PD_SSD', 'PD_HDD'], { with: ['a disk of type {v}'] }),
      facets(
        { 'settings.backup_configuration': block({ enabled: true, start_time: '{v}' }) },
        ['01:00', '02:30', '03:00', '04:00'],
        {
          with: ['backups at {v}'],
          it: ['is backed up at {v}'],
          plain: ['is backed up every day at {v}'],
        },
      ),
      facets({ 'settings.ip_configuration': block({ ipv4_enabled: true, ssl_mode: 'ENCRYPTED_ONLY' }) }, [], {
        with: ['a public address that takes encrypted connections alone (ENCRYPTED_ONLY)'],
      }),
      facets({ 'settings.database_flags': block({ name: 'max_connections', value: '{v}' }) }, ['100', '200', '500'], {
        with: ['the database flag max_connections = {v}'],
      }),
      ...labelled('settings.user_labels'),
    ],
    needed: ['a Cloud SQL instance'],
  },
  sql_database: {
    type: 'google_sql_database',
    noun: 'SQL database',
    name: ['name', ...underscored('db'), 'app'],
    on: [
      {
        part: 'sql',
        set: { instance: owner('name') },
        say: ['{it} has a database{named}', 'add a database{named} to {it}'],
        plain: ['it holds a database'],
        weight: 4,
        repeat: true,
      },
    ],
    facets: [facet('charset', ['UTF8'], { with: ['the charset {v}'] })],
  },
  sql_user: {
    type: 'google_sql_user',
    noun: 'SQL user',
    name: ['name', '{team}', 'app', '{subject.snake}', 'dbuser'],
    on: [
      {
        part: 'sql',
        set: { instance: owner('name'), password: ref('password', 'result') },
        say: [
          '{it} has a user{named} with a generated password',
          'add a user{named} with a generated password to {it}',
        ],
        plain: ['an application logs in to it with a generated password'],
        weight: 3,
      },
    ],
  },
  spanner: {
    type: 'google_spanner_instance',
    noun: 'Spanner instance',
    plain: ['a relational database that spans regions'],
    name: ['name', '{subject.brief}-spanner', 'span-{subject.brief}', '{company.brief}-{subject.brief}'],
    root: 2,
    facets: [
      facet('config', ['regional-{region}', 'nam3', 'eur3'], {
        required: true,
        with: ['the configuration {v}'],
        plain: ['has the configuration {v}'],
      }),
      facet('display_name', ['{subject.title}', '{company.title} {subject.title}'], {
        required: true,
        with: ['the display name "{v}"'],
        plain: ['is displayed as "{v}"'],
      }),
      facet('num_nodes', [1, 2, 3, 4, 5], {
        required: true,
        group: 'capacity',
        with: ['{v:number} nodes'],
        plain: ['has {v:number} nodes'],
      }),
      facet('processing_units', [100, 200, 300, 500, 1000, 2000], {
        required: true,
        group: 'capacity',
        with: ['{v} processing units'],
        plain: ['has {v} processing units'],
      }),
      ...labelled(),
    ],
  },
  spanner_database: {
    type: 'google_spanner_database',
    noun: 'Spanner database',
    name: ['name', '{subject.brief}', '{subject.brief}-db', 'main'],
    on: [
      {
        part: 'spanner',
        set: { instance: owner('name') },
        say: ['{it} has a database{named}', 'add a database{named} to {it}'],
        plain: ['it holds a database'],
        weight: 4,
      },
    ],
    facets: [
      facet('database_dialect', ['GOOGLE_STANDARD_SQL', 'POSTGRESQL'], { with: ['the dialect {v}'] }),
      facet('deletion_protection', [false], { with: ['no deletion protection'] }),
      facet('version_retention_period', ['1h', '3d', '7d'], { with: ['versions kept for {v}'] }),
    ],
  },
  firestore: {
    type: 'google_firestore_database',
    noun: 'Firestore database',
    plain: ['a document database on Google Cloud'],
    name: ['name', '(default)', '{subject.brief}-docs', '{company.brief}-{subject.brief}'],
    root: 2,
    facets: [
      facet('location_id', ['{region}', 'nam5', 'eur3'], {
        required: true,
        with: ['the location {v}'],
        plain: ['lies in {v}'],
      }),
      facet('type', ['FIRESTORE_NATIVE', 'DATASTORE_MODE'], {
        required: true,
        with: ['the type {v}'],
        it: ['is of type {v}'],
        plain: ['is of type {v}'],
      }),
      facet('delete_protection_state', ['DELETE_PROTECTION_ENABLED'], { with: ['delete protection ({v})'] }),
      facet('point_in_time_recovery_enablement', ['POINT_IN_TIME_RECOVERY_ENABLED'], {
        with: ['point-in-time recovery ({v})'],
      }),
    ],
  },
  redis: {
    type: 'google_redis_instance',
    noun: 'Memorystore for Redis instance',
    plain: ['a cache in memory on Google Cloud'],
    name: ['name', ...hyphenated('cache'), '{subject}-redis'],
    root: 3,
    facets: [
      facet('memory_size_gb', [1, 2, 3, 4, 5, 8, 10, 16], {
        required: true,
        with: ['{v} GB of memory'],
        it: ['has {v} GB of memory'],
        plain: ['has {v} GB of memory'],
      }),
      region,
      facet('tier', ['BASIC', 'STANDARD_HA'], { with: ['the tier {v}'], it: ['is of the tier {v}'] }),
      facet('redis_version', ['REDIS_6_X', 'REDIS_7_0', 'REDIS_7_2'], {
        with: ['the version {v}'],
        plain: ['runs the version {v}'],
      }),
      facet('auth_enabled', [true], { with: ['AUTH enabled'], plain: ['asks for a password (AUTH)'] }),
      facet('transit_encryption_mode', ['SERVER_AUTHENTICATION'], { with: ['encryption in transit ({v})'] }),
      facets({ authorized_network: ref('network', 'id') }, [], {
        with: ['a VPC network that may reach it'],
        weight: 0.6,
      }),
      facet('display_name', ['{subject.title} Cache', '{company.title} {subject.title}'], {
        with: ['the display name "{v}"'],
      }),
      ...labelled(),
    ],
  },
  dataset: {
    type: 'google_bigquery_dataset',
    noun: 'BigQuery dataset',
    plain: ['a place for data to be analysed'],
    name: ['dataset_id', ...underscored('dataset')],
    root: 4,
    facets: [
      facet('location', ['EU', 'US', '{region}'], {
        required: true,
        with: ['the location {v}'],
        it: ['lies in {v}'],
        plain: ['lies in {v}'],
      }),
      facet('friendly_name', ['{subject.title}', '{company.title} {subject.title}'], {
        with: ['the friendly name "{v}"'],
      }),
      facet('description', ['Data of {subject}', 'Used by {team}'], { with: ['the description "{v}"'] }),
      facet('default_table_expiration_ms', [3600000, 86400000, 604800000, 2592000000], {
        with: ['tables that expire after {v} ms'],
        plain: ['forgets tables after {v} ms'],
      }),
      facet('delete_contents_on_destroy', [true], { with: ['its contents deleted on destroy'] }),
      ...labelled(),
    ],
    needed: ['a BigQuery dataset'],
  },
  table: {
    type: 'google_bigquery_table',
    noun: 'BigQuery table',
    name: ['table_id', '{subject.snake}', 'events', '{subject.snake}_raw', 'daily'],
    on: [
      {
        part: 'dataset',
        set: { dataset_id: owner('dataset_id') },
        say: ['{it} has a table{named}', 'add a table{named} to {it}'],
        plain: ['it holds a table'],
        weight: 4,
        repeat: true,
      },
    ],
    facets: [
      facet('deletion_protection', [false], { with: ['no deletion protection'] }),
      facets({ time_partitioning: block({ type: '{v}' }) }, ['DAY', 'HOUR', 'MONTH'], {
        with: ['partitions by time ({v})'],
        it: ['is partitioned by {v}'],
        plain: ['is partitioned by time ({v})'],
      }),
      facet('description', ['Rows of {subject}', 'Made by {team}'], { with: ['the description "{v}"'] }),
      ...labelled(),
    ],
  },
  topic: {
    type: 'google_pubsub_topic',
    noun: 'Pub/Sub topic',
    plain: ['a topic that services publish to on Google Cloud'],
    name: ['name', ...hyphenated('topic'), '{subject}-events'],
    root: 5,
    facets: [
      facet('message_retention_duration', ['600s', '3600s', '86400s', '604800s', '2678400s'], {
        with: ['messages kept for {v}', 'a message retention of {v}'],
        plain: ['keeps messages for {v}'],
        weight: 2,
      }),
      facets({ message_storage_policy: block({ allowed_persistence_regions: ['{v}'] }) }, ['{region}'], {
        with: ['messages stored in {v} alone'],
        plain: ['stores messages in {v} alone'],
      }),
      facets({ kms_key_name: ref('crypto_key', 'id') }, [], {
        with: ['encryption by a KMS key of its own'],
        weight: 0.4,
      }),
      ...labelled(),
    ],
    needed: ['a Pub/Sub topic'],
  },
  subscription: {
    type: 'google_pubsub_subscription',
    noun: 'Pub/Sub subscription',
    plain: ['a queue of what a topic announces'],
    name: ['name', ...hyphenated('subscription'), '{subject}-worker', '{subject}-sub'],
    root: 2,
    always: { topic: ref('topic', 'id') },
    on: [
      {
        part: 'topic',
        set: {},
        say: ['{it} has a subscription{named}', 'add a subscription{named} to {it}'],
        plain: ['somebody subscribes to it'],
        weight: 4,
        repeat: true,
      },
    ],
    facets: [
      facet('ack_deadline_seconds', [15, 20, 30, 45, 60, 120, 300, 600], {
        with: ['an acknowledgement deadline of {v:seconds}'],
        it: ['waits {v:seconds} for an acknowledgement'],
        plain: ['gives a worker {v:seconds} for each message'],
      }),
      facet('message_retention_duration', ['1200s', '3600s', '86400s', '604800s'], { with: ['messages kept for {v}'] }),
      facet('retain_acked_messages', [true], { with: ['acknowledged messages retained'] }),
      facet('enable_message_ordering', [true], { with: ['message ordering'], plain: ['keeps messages in order'] }),
      facet('enable_exactly_once_delivery', [true], { with: ['exactly-once delivery'] }),
      facets({ retry_policy: block({ minimum_backoff: '{v}' }) }, ['10s', '30s', '60s'], {
        with: ['a minimum backoff of {v} between retries'],
      }),
      facets(
        { dead_letter_policy: block({ dead_letter_topic: ref('dead_letters', 'id'), max_delivery_attempts: '{v}' }) },
        [5, 6, 8, 10, 20],
        { with: ['a dead-letter topic after {v} attempts'], weight: 0.6 },
      ),
      ...labelled(),
    ],
  },
  dead_letters: {
    type: 'google_pubsub_topic',
    noun: 'dead-letter topic',
    name: ['name', '{owner}-dead-letters', '{owner}-failed'],
    root: 0,
  },
  schema: {
    type: 'google_pubsub_schema',
    noun: 'Pub/Sub schema',
    name: ['name', '{subject}-schema', '{company}-{subject}-schema'],
    root: 1,
    facets: [
      facets(
        { type: 'PROTOCOL_BUFFER', definition: 'syntax = "proto3"; message Event { string {v} = 1; }' },
        ['id', 'name', 'kind'],
        { required: true, with: ['a PROTOCOL_BUFFER message Event with one string field "{v}"'] },
      ),
    ],
  },
  tasks: {
    type: 'google_cloud_tasks_queue',
    noun: 'Cloud Tasks queue',
    plain: ['a queue of tasks that are called by HTTP'],
    name: ['name', ...hyphenated('queue'), '{subject}-tasks'],
    root: 3,
    facets: [
      facet('location', ['{region}'], {
        required: true,
        with: ['the location {v}'],
        it: ['lies in {v}'],
        plain: ['lies in {v}'],
      }),
      facets({ rate_limits: block({ max_dispatches_per_second: '{v}' }) }, [1, 5, 10, 50, 100, 500], {
        with: ['at most {v} dispatches a second'],
        plain: ['calls at most {v} times a second'],
      }),
      facets({ retry_config: block({ max_attempts: '{v}' }) }, [3, 5, 10, 20], {
        with: ['at most {v} attempts'],
        plain: ['tries each task at most {v} times'],
      }),
    ],
  },
  schedule: {
    type: 'google_cloud_scheduler_job',
    noun: 'Cloud Scheduler job',
    plain: ['something that is started regularly'],
    name: ['name', ...hyphenated('schedule'), 'run-{subject}'],
    root: 3,
    facets: [
      facet('schedule', ['0 3 * * *', '*/5 * * * *', '0 * * * *', '30 6 * * 1', '0 0 1 * *', '*/15 * * * *'], {
        required: true,
        with: ['the schedule "{v}"'],
        it: ['runs on "{v}"'],
        plain: ['runs on "{v}"'],
      }),
      facets(
        { http_target: block({ http_method: '{v}', uri: 'https://{domain}/{subject}' }) },
        ['POST', 'GET', 'PUT'],
        {
          required: true,
          group: 'target',
          with: ['a {v} request to https://{domain}/{subject}'],
          it: ['sends a {v} request to https://{domain}/{subject}'],
          plain: ['sends a {v} request to https://{domain}/{subject}'],
        },
      ),
      facets({ pubsub_target: block({ topic_name: ref('topic', 'id'), data: 'cnVu' }) }, [], {
        required: true,
        group: 'target',
        with: ['a message (data "cnVu") to a Pub/Sub topic'],
      }),
      facet('region', ['{region}'], { with: ['the region {v}'] }),
      facet('time_zone', ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'Etc/UTC'], {
        with: ['the time zone {v}'],
        plain: ['goes by the clock of {v}'],
      }),
      facet('description', ['Starts {subject}', 'Schedule of {team}'], { with: ['the description "{v}"'] }),
    ],
  },
  filestore: {
    type: 'google_filestore_instance',
    noun: 'Filestore instance',
    plain: ['a shared file system on Google Cloud'],
    name: ['name', ...hyphenated('files')],
    root: 2,
    always: { networks: block({ network: 'default', modes: ['MODE_IPV4'] }) },
    facets: [
      facet('tier', ['BASIC_HDD', 'BASIC_SSD', 'STANDARD'], {
        required: true,
        with: ['the tier {v}'],
        plain: ['is of the tier {v}'],
      }),
      facet('location', ZONES, { required: true, with: ['the location {v}'], plain: ['lies in {v}'] }),
      facets({ file_shares: block({ name: 'share1', capacity_gb: '{v}' }) }, [1024, 2048, 2560, 4096], {
        required: true,
        with: ['a share "share1" of {v} GB'],
        plain: ['has a share "share1" of {v} GB'],
      }),
      ...labelled(),
    ],
  },
};
