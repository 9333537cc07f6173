/** Databases, caches and what queries them. */
import { block, type Family, facet, facets } from '../../part.ts';
import { hyphenated, tagged, underscored } from '../shared.ts';

export const data: Family = {
  table: {
    type: 'aws_dynamodb_table',
    noun: 'DynamoDB table',
    plain: ['a key-value table', 'a table for lookups by key'],
    name: ['name', ...hyphenated('table')],
    root: 7,
    facets: [
      facets(
        { hash_key: '{v}', attribute: block({ name: '{v}', type: 'S' }) },
        [
          'id',
          'pk',
          'user_id',
          'order_id',
          'UserId',
          'LockID',
          'key',
          'email',
          'session_id',
          'device_id',
          'tenant',
          'sku',
          'customer_id',
          'event_id',
          'uuid',
        ],
        {
          required: true,
          with: ['the hash key {v} (a string)', 'the partition key "{v}" of type S', 'the string hash key {v}'],
          it: ['has the hash key {v} of type S', 'is keyed by the string {v}'],
          plain: ['is looked up by the string {v}'],
        },
      ),
      facets({ billing_mode: 'PAY_PER_REQUEST' }, [], {
        required: true,
        group: 'billing',
        with: ['on-demand billing', 'the billing mode PAY_PER_REQUEST'],
        it: ['is billed per request'],
        plain: ['is paid for by request'],
      }),
      facets(
        { billing_mode: 'PROVISIONED', read_capacity: '{v}', write_capacity: '{v}' },
        [1, 2, 3, 4, 5, 8, 10, 15, 20, 25, 30, 50],
        {
          required: true,
          group: 'billing',
          with: [
            'provisioned billing with {v} read and {v} write units',
            'a provisioned capacity of {v} for reads and {v} for writes',
          ],
          it: ['is provisioned with a read and a write capacity of {v}'],
          plain: ['is provisioned for {v} reads and {v} writes'],
        },
      ),
      facets(
        { ttl: block({ attribute_name: '{v}', enabled: true }) },
        ['expires_at', 'ttl', 'expiry', 'TimeToExist', 'expireAt', 'delete_after'],
        {
          with: ['a TTL on the attribute {v}', 'time to live by {v}'],
          it: ['drops items by the TTL attribute {v}'],
          plain: ['forgets items by their attribute {v}'],
        },
      ),
      facets({ point_in_time_recovery: block({ enabled: true }) }, [], {
        with: ['point-in-time recovery'],
        it: ['has point-in-time recovery enabled'],
        plain: ['can be set back to any point in time'],
      }),
      facets({ server_side_encryption: block({ enabled: true }) }, [], {
        with: ['server-side encryption enabled'],
        it: ['has server-side encryption enabled'],
      }),
      facets(
        { stream_enabled: true, stream_view_type: '{v}' },
        ['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY'],
        {
          with: ['a stream of view type {v}'],
          it: ['streams its changes as {v}'],
        },
      ),
      facet('deletion_protection_enabled', [true], {
        with: ['deletion protection'],
        it: ['is protected against deletion'],
        plain: ['cannot be deleted by mistake'],
      }),
      facet('table_class', ['STANDARD_INFREQUENT_ACCESS', 'STANDARD'], { with: ['the table class {v}'], weight: 0.5 }),
      ...tagged(),
    ],
  },
  database: {
    type: 'aws_db_instance',
    noun: 'RDS instance',
    plain: ['a relational database'],
    name: ['identifier', ...hyphenated('db')],
    root: 5,
    always: { skip_final_snapshot: true, username: 'dbadmin', manage_master_user_password: true },
    facets: [
      facets({ engine: '{v}' }, ['mysql', 'postgres', 'mariadb'], {
        required: true,
        with: ['the engine {v}', 'the {v} engine'],
        it: ['runs {v}'],
        plain: ['runs {v}'],
      }),
      facet(
        'instance_class',
        [
          'db.t3.micro',
          'db.t3.small',
          'db.t3.medium',
          'db.t4g.micro',
          'db.t4g.small',
          'db.t4g.medium',
          'db.m5.large',
          'db.m6g.large',
          'db.r6g.large',
        ],
        {
          required: true,
          with: ['the class {v}', 'the instance class {v}'],
          it: ['runs on {v}'],
          plain: ['runs on a {v}'],
        },
      ),
      facet('allocated_storage', [10, 20, 25, 30, 40, 50, 75, 100, 150, 200, 250, 500], {
        required: true,
        with: ['{v} GiB of storage', '{v} GB of allocated storage'],
        it: ['has {v} GB of storage'],
        plain: ['has room for {v} GB'],
      }),
      facet('storage_type', ['gp2', 'gp3'], { with: ['{v} storage', 'the storage type {v}'] }),
      facet('backup_retention_period', [1, 3, 5, 7, 10, 14, 21, 28, 30, 35], {
        with: ['backups kept for {v:days}', 'a backup retention of {v:days}'],
        it: ['keeps backups for {v:days}'],
        plain: ['keeps its backups for {v:days}'],
      }),
      facet('multi_az', [true], {
        with: ['Multi-AZ', 'a standby in another zone (Multi-AZ)'],
        it: ['is Multi-AZ'],
        plain: ['survives the loss of a zone'],
      }),
      facet('storage_encrypted', [true], {
        with: ['encrypted storage'],
        it: ['encrypts its storage'],
        plain: ['encrypts what it stores'],
      }),
      facet('db_name', ['{subject.flat}', '{company}', '{team}db', 'appdb'], {
        with: ['the database "{v}"', 'a first database named {v}'],
        it: ['holds a database named {v}'],
      }),
      facet('deletion_protection', [true], { with: ['deletion protection'], it: ['is protected against deletion'] }),
      ...tagged(),
    ],
  },
  cache: {
    type: 'aws_elasticache_cluster',
    noun: 'ElastiCache cluster',
    plain: ['an in-memory cache'],
    name: [
      'cluster_id',
      '{subject}',
      '{subject}-cache',
      '{company}-cache',
      '{env}-cache',
      '{team}-cache',
      '{company}-{env}',
    ],
    root: 3,
    facets: [
      facets({ engine: 'memcached', num_cache_nodes: '{v}' }, [1, 2, 3, 4, 5, 6], {
        required: true,
        group: 'engine',
        with: ['memcached on {v:number} cache nodes'],
        it: ['runs memcached on {v:number} nodes'],
        plain: ['runs memcached on {v:number} nodes'],
      }),
      facets({ engine: 'redis', num_cache_nodes: 1 }, [], {
        required: true,
        group: 'engine',
        with: ['the redis engine and one cache node', 'one redis node'],
        it: ['runs redis on one node'],
        plain: ['runs redis on one node'],
      }),
      facet(
        'node_type',
        [
          'cache.t3.micro',
          'cache.t3.small',
          'cache.t3.medium',
          'cache.t4g.micro',
          'cache.t4g.small',
          'cache.m5.large',
          'cache.r6g.large',
        ],
        {
          required: true,
          with: ['nodes of type {v}', 'the node type {v}'],
          it: ['uses {v} nodes'],
          plain: ['runs on {v}'],
        },
      ),
      facet('port', [6379, 11211, 6380, 11212], { with: ['the port {v}'], it: ['listens on port {v}'] }),
      facet('apply_immediately', [true], {
        with: ['changes applied immediately'],
        it: ['applies changes immediately'],
      }),
      ...tagged(),
    ],
  },
  catalog_database: {
    type: 'aws_glue_catalog_database',
    noun: 'Glue catalog database',
    plain: ['a catalogue of our data'],
    name: ['name', ...underscored('catalog')],
    root: 2,
    facets: [
      facet(
        'description',
        ['{subject.title} data of {company.title}', 'Data about {subject}', 'Catalog of {subject}', 'Tables of {team}'],
        { with: ['the description "{v}"'], it: ['is described as "{v}"'], plain: ['is described as "{v}"'] },
      ),
      facet(
        'location_uri',
        ['s3://{company}-{subject}/catalog', 's3://{company}-{env}-lake/', 's3://{team}-data/{subject}/'],
        { with: ['the location {v}'], it: ['lies at {v}'] },
      ),
      ...tagged(),
    ],
  },
  workgroup: {
    type: 'aws_athena_workgroup',
    noun: 'Athena workgroup',
    plain: ['a place to query files with SQL'],
    name: ['name', ...hyphenated('queries')],
    root: 2,
    facets: [
      facet('description', ['Queries of {team}', '{subject.title} analysis', 'Workgroup of {company.title}'], {
        with: ['the description "{v}"'],
        it: ['is described as "{v}"'],
      }),
      facet(
        'configuration.result_configuration.output_location',
        ['s3://{company}-{subject}-results/', 's3://{team}-athena/output/', 's3://{company}-athena-{env}/'],
        {
          with: ['results written to {v}'],
          it: ['writes results to {v}'],
          plain: ['writes its answers to {v}'],
          weight: 2,
        },
      ),
      facet('configuration.bytes_scanned_cutoff_per_query', [10485760, 104857600, 1073741824], {
        with: ['a limit of {v} bytes scanned per query'],
        it: ['stops queries after {v} bytes scanned'],
      }),
      facet('force_destroy', [true], { with: ['force destroy'], it: ['may be destroyed with queries in it'] }),
      facet('state', ['ENABLED', 'DISABLED'], { with: ['the state {v}'] }),
      ...tagged(),
    ],
  },
};
