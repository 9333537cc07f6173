/** Storage, databases, queues and streams. */
import { block, type Family, facet, facets, owner, ref } from '../../part.ts';
import { tagged } from '../shared.ts';
import { abbreviated, brief, briefHyphenated, groupOnly, inGroup } from './shared.ts';

const RANGE = [
  facets({ start_ip_address: '{v}', end_ip_address: '{v}' }, ['{public_ip}'], {
    required: true,
    with: ['the only address {v}'],
    it: ['admits {v} alone'],
  }),
];

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
  storage_account: {
    type: 'azurerm_storage_account',
    noun: 'storage account',
    plain: ['a place to keep files on Azure', 'cheap storage for files'],
    name: ['name', ...brief('st')],
    root: 6,
    always: inGroup,
    facets: [
      facet('account_tier', ['Standard', 'Premium'], {
        required: true,
        with: ['the tier {v}'],
        it: ['is of the tier {v}'],
        plain: ['is of the tier {v}'],
      }),
      facet('account_replication_type', ['LRS', 'ZRS', 'GRS', 'RAGRS', 'GZRS'], {
        required: true,
        with: ['{v} replication'],
        it: ['replicates as {v}'],
        plain: ['replicates as {v}'],
      }),
      facet('min_tls_version', ['TLS1_2'], { with: ['at least {v}'], it: ['demands {v} or better'] }),
      facet('https_traffic_only_enabled', [true], {
        with: ['HTTPS traffic only'],
        it: ['takes HTTPS only'],
        plain: ['takes HTTPS only'],
      }),
      facet('access_tier', ['Hot', 'Cool'], { with: ['the access tier {v}'] }),
      facet('allow_nested_items_to_be_public', [false], {
        with: ['no public blobs'],
        it: ['never has public blobs'],
        plain: ['keeps everything private'],
      }),
      facet('is_hns_enabled', [true], { with: ['a hierarchical namespace'] }),
      facet('public_network_access_enabled', [false], { with: ['no public network access'] }),
      facet('shared_access_key_enabled', [false], { with: ['shared keys switched off'] }),
      facets({ 'blob_properties.versioning_enabled': true }, [], {
        with: ['blob versioning'],
        plain: ['keeps older versions'],
      }),
      facets({ 'blob_properties.delete_retention_policy': block({ days: '{v}' }) }, [7, 14, 30, 60, 90], {
        with: ['deleted blobs kept for {v:days}'],
        plain: ['keeps deleted files for {v:days}'],
      }),
      facets({ static_website: block({ index_document: 'index.html', error_404_document: '404.html' }) }, [], {
        with: ['a static website (index.html, 404.html)'],
      }),
      ...tagged(),
    ],
    needed: ['a storage account'],
  },
  container: {
    type: 'azurerm_storage_container',
    noun: 'storage container',
    name: ['name', '{subject}', '{subject}-files', 'uploads', 'backups', '{env}-data', 'tfstate', 'images'],
    on: [
      {
        part: 'storage_account',
        set: { storage_account_id: owner('id') },
        say: ['{it} has a blob container{named}', 'add a blob container{named} to {it}'],
        plain: ['it has a container for blobs'],
        weight: 4,
        repeat: true,
      },
    ],
    facets: [
      facet('container_access_type', ['private', 'blob'], {
        with: ['access of type {v}'],
        it: ['has the access type {v}'],
      }),
    ],
  },
  storage_queue: {
    type: 'azurerm_storage_queue',
    noun: 'storage queue',
    name: ['name', '{subject}-jobs', '{subject}', 'tasks', '{env}-events'],
    on: [
      {
        part: 'storage_account',
        set: { storage_account_id: owner('id') },
        say: ['{it} has a queue{named}', 'add a storage queue{named} to {it}'],
        plain: ['it has a queue for jobs'],
        weight: 2,
      },
    ],
  },
  storage_table: {
    type: 'azurerm_storage_table',
    noun: 'storage table',
    name: ['name', '{subject.brief}', '{subject.brief}events', 'sessions', 'audit'],
    on: [
      {
        part: 'storage_account',
        set: { storage_account_name: owner('name') },
        say: ['{it} has a table{named}', 'add a storage table{named} to {it}'],
      },
    ],
  },
  file_share: {
    type: 'azurerm_storage_share',
    noun: 'file share',
    name: ['name', '{subject}', '{subject}-share', 'shared', '{team}-files'],
    on: [
      {
        part: 'storage_account',
        set: { storage_account_id: owner('id') },
        say: ['{it} has a file share{named}', 'add a file share{named} to {it}'],
        plain: ['it has a share for files'],
        weight: 2,
      },
    ],
    facets: [
      facet('quota', [5, 10, 20, 50, 100, 200, 500, 1024], {
        required: true,
        with: ['a quota of {v} GB'],
        it: ['holds {v} GB'],
        plain: ['holds {v} GB'],
      }),
      facet('access_tier', ['Hot', 'Cool', 'TransactionOptimized'], { with: ['the access tier {v}'] }),
    ],
  },
  management_policy: {
    type: 'azurerm_storage_management_policy',
    noun: 'management policy',
    on: [
      {
        part: 'storage_account',
        set: { storage_account_id: owner('id') },
        say: ['a management policy cleans up {it}', 'add a lifecycle management policy to {it}'],
        plain: ['old files go away by themselves'],
        weight: 1,
      },
    ],
    facets: [
      facets(
        {
          rule: block({
            name: 'expire',
            enabled: true,
            filters: block({ blob_types: ['blockBlob'] }),
            actions: block({ base_blob: block({ delete_after_days_since_modification_greater_than: '{v}' }) }),
          }),
        },
        [30, 60, 90, 180, 365],
        {
          required: true,
          with: [
            'an enabled rule "expire" that deletes block blobs (blockBlob) {v:days} after their last modification',
          ],
          plain: ['deletes block blobs (blockBlob) {v:days} after their last change, by an enabled rule "expire"'],
        },
      ),
    ],
  },
  postgres: {
    type: 'azurerm_postgresql_flexible_server',
    noun: 'PostgreSQL flexible server',
    plain: ['a managed PostgreSQL'],
    name: ['name', ...abbreviated('psql')],
    root: 4,
    always: { ...inGroup, administrator_password: ref('password', 'result') },
    facets: [
      facet('version', ['13', '14', '15', '16'], {
        required: true,
        with: ['version {v}'],
        it: ['runs version {v}'],
        plain: ['runs version {v}'],
      }),
      facet('administrator_login', ['psqladmin', '{team}admin', 'pgadmin', 'dbadmin'], {
        required: true,
        with: ['the administrator {v}'],
        plain: ['is administered by {v}'],
      }),
      facet(
        'sku_name',
        ['B_Standard_B1ms', 'B_Standard_B2s', 'GP_Standard_D2s_v3', 'GP_Standard_D4s_v3', 'MO_Standard_E4s_v3'],
        {
          required: true,
          with: ['the SKU {v}'],
          it: ['uses the SKU {v}'],
        },
      ),
      facet('storage_mb', [32768, 65536, 131072, 262144, 524288], {
        with: ['{v} MB of storage', '{v:mib} of storage'],
        plain: ['has room for {v:mib}'],
      }),
      facet('backup_retention_days', [7, 10, 14, 21, 28, 35], {
        with: ['backups kept for {v:days}'],
        it: ['keeps backups for {v:days}'],
        plain: ['keeps backups for {v:days}'],
      }),
      facet('zone', ['1', '2', '3'], { with: ['zone {v}'] }),
      facet('geo_redundant_backup_enabled', [true], { with: ['geo-redundant backups'] }),
      facets({ high_availability: block({ mode: '{v}' }) }, ['ZoneRedundant', 'SameZone'], {
        with: ['high availability in the mode {v}'],
      }),
      facet('public_network_access_enabled', [false], { with: ['no public network access'] }),
      ...tagged(),
    ],
    needed: ['a PostgreSQL flexible server'],
  },
  postgres_database: {
    type: 'azurerm_postgresql_flexible_server_database',
    noun: 'PostgreSQL database',
    name: ['name', '{subject.snake}', '{subject.snake}_{env}', 'app', '{team}'],
    on: [
      {
        part: 'postgres',
        set: { server_id: owner('id') },
        say: ['{it} has a database{named}', 'add a database{named} to {it}'],
        weight: 3,
        repeat: true,
      },
    ],
    facets: [
      facets({ charset: 'UTF8', collation: 'en_US.utf8' }, [], {
        with: ['the charset UTF8 and the collation en_US.utf8'],
      }),
    ],
  },
  postgres_rule: {
    type: 'azurerm_postgresql_flexible_server_firewall_rule',
    noun: 'firewall rule',
    name: ['name', 'office', 'allow-{team}', 'vpn', 'allow-{subject}'],
    on: [
      {
        part: 'postgres',
        set: { server_id: owner('id') },
        say: ['{it} has a firewall rule{named}', 'add a firewall rule{named} to {it}'],
        weight: 2,
      },
    ],
    facets: RANGE,
  },
  mysql: {
    type: 'azurerm_mysql_flexible_server',
    noun: 'MySQL flexible server',
    plain: ['a managed MySQL'],
    name: ['name', ...abbreviated('mysql')],
    root: 2,
    always: { ...inGroup, administrator_password: ref('password', 'result') },
    facets: [
      facet('administrator_login', ['mysqladmin', '{team}admin', 'dbadmin'], {
        required: true,
        with: ['the administrator {v}'],
      }),
      facet('sku_name', ['B_Standard_B1ms', 'GP_Standard_D2ds_v4', 'GP_Standard_D4ds_v4'], {
        required: true,
        with: ['the SKU {v}'],
      }),
      facet('version', ['5.7', '8.0.21'], {
        with: ['version {v}'],
        it: ['runs version {v}'],
        plain: ['runs version {v}'],
      }),
      facet('backup_retention_days', [1, 7, 14, 21, 35], {
        with: ['backups kept for {v:days}'],
        plain: ['keeps backups for {v:days}'],
      }),
      facet('zone', ['1', '2', '3'], { with: ['zone {v}'] }),
      ...tagged(),
    ],
  },
  mysql_database: {
    type: 'azurerm_mysql_flexible_database',
    noun: 'MySQL database',
    name: ['name', '{subject.snake}', '{subject.snake}_{env}', 'app'],
    always: { ...groupOnly },
    on: [
      {
        part: 'mysql',
        set: { server_name: owner('name'), charset: 'utf8mb4', collation: 'utf8mb4_unicode_ci' },
        say: ['{it} has a database{named} in utf8mb4', 'add a utf8mb4 database{named} to {it}'],
        weight: 3,
      },
    ],
  },
  sql_server: {
    type: 'azurerm_mssql_server',
    noun: 'Azure SQL server',
    plain: ['a managed SQL Server'],
    name: ['name', ...abbreviated('sql')],
    root: 3,
    always: { ...inGroup, version: '12.0', administrator_login_password: ref('password', 'result') },
    facets: [
      facet('administrator_login', ['sqladmin', '{team}admin', 'dbadmin'], {
        required: true,
        with: ['the administrator {v}'],
        plain: ['is administered by {v}'],
      }),
      facet('minimum_tls_version', ['1.2'], { with: ['at least TLS {v}'] }),
      facet('public_network_access_enabled', [false], {
        with: ['no public network access'],
        plain: ['is not reached from the internet'],
      }),
      facet('connection_policy', ['Redirect', 'Proxy'], { with: ['the connection policy {v}'] }),
      ...tagged(),
    ],
  },
  sql_database: {
    type: 'azurerm_mssql_database',
    noun: 'Azure SQL database',
    name: ['name', ...abbreviated('sqldb')],
    on: [
      {
        part: 'sql_server',
        set: { server_id: owner('id') },
        say: ['{it} has a database{named}', 'add a database{named} to {it}'],
        plain: ['it holds a database'],
        weight: 4,
        repeat: true,
      },
    ],
    facets: [
      facet('sku_name', ['Basic', 'S0', 'S1', 'P1', 'GP_S_Gen5_2', 'GP_Gen5_2'], {
        with: ['the SKU {v}'],
        it: ['uses the SKU {v}'],
      }),
      facet('max_size_gb', [2, 5, 10, 20, 50, 100, 250], {
        with: ['at most {v} GB'],
        plain: ['grows to at most {v} GB'],
      }),
      facet('collation', ['SQL_Latin1_General_CP1_CI_AS'], { with: ['the collation {v}'] }),
      facets({ short_term_retention_policy: block({ retention_days: '{v}' }) }, [7, 14, 21, 28, 35], {
        with: ['point-in-time restore for {v:days}'],
      }),
      ...tagged(),
    ],
  },
  sql_rule: {
    type: 'azurerm_mssql_firewall_rule',
    noun: 'firewall rule',
    name: ['name', 'office', 'allow-{team}', 'vpn'],
    on: [
      {
        part: 'sql_server',
        set: { server_id: owner('id') },
        say: ['{it} has a firewall rule{named}', 'add a firewall rule{named} to {it}'],
        weight: 2,
      },
    ],
    facets: RANGE,
  },
  cosmos: {
    type: 'azurerm_cosmosdb_account',
    noun: 'Cosmos DB account',
    plain: ['a document database that spans the globe'],
    name: ['name', ...abbreviated('cosmos')],
    root: 3,
    always: {
      ...inGroup,
      offer_type: 'Standard',
      geo_location: block({ location: ref('resource_group', 'location'), failover_priority: 0 }),
    },
    facets: [
      facet('consistency_policy.consistency_level', ['Session', 'Eventual', 'Strong', 'ConsistentPrefix'], {
        required: true,
        with: ['{v} consistency'],
        it: ['has the consistency level {v}'],
        plain: ['has the consistency level {v}'],
      }),
      facet('kind', ['GlobalDocumentDB'], { with: ['the kind {v}'] }),
      facet('automatic_failover_enabled', [true], { with: ['automatic failover'], plain: ['fails over by itself'] }),
      facet('free_tier_enabled', [true], { with: ['the free tier'], it: ['uses the free tier'] }),
      facets({ capabilities: block({ name: 'EnableServerless' }) }, [], {
        with: ['the capability EnableServerless'],
        plain: ['is billed by use (EnableServerless)'],
      }),
      ...tagged(),
    ],
    needed: ['a Cosmos DB account'],
  },
  cosmos_database: {
    type: 'azurerm_cosmosdb_sql_database',
    noun: 'Cosmos DB SQL database',
    name: ['name', '{subject}', '{subject}-db', '{env}-{subject}', 'app'],
    always: { ...groupOnly, account_name: ref('cosmos', 'name') },
    on: [
      {
        part: 'cosmos',
        set: {},
        say: ['{it} has a SQL database{named}', 'add a SQL database{named} to {it}'],
        weight: 3,
      },
    ],
    facets: [facet('throughput', [400, 500, 600, 800, 1000, 2000, 4000], { with: ['a throughput of {v} RU/s'] })],
    needed: ['a SQL database'],
  },
  cosmos_container: {
    type: 'azurerm_cosmosdb_sql_container',
    noun: 'Cosmos DB SQL container',
    name: ['name', '{subject}', 'items', 'events', '{subject}-items'],
    always: groupOnly,
    on: [
      {
        part: 'cosmos',
        set: { account_name: owner('name'), database_name: ref('cosmos_database', 'name') },
        say: ['a SQL database of {it} has a container{named}', 'add a container{named} in a SQL database of {it}'],
        weight: 2,
      },
    ],
    facets: [
      facets({ partition_key_paths: ['{v}'] }, ['/id', '/tenantId', '/userId', '/region', '/category'], {
        required: true,
        with: ['the partition key {v}'],
        it: ['is partitioned by {v}'],
      }),
      facet('default_ttl', [3600, 86400, 604800, 2592000], { with: ['a time to live of {v:seconds}'] }),
    ],
  },
  redis: {
    type: 'azurerm_redis_cache',
    noun: 'Azure Cache for Redis',
    plural: 'Redis caches',
    plain: ['a cache in memory'],
    name: ['name', ...abbreviated('redis')],
    root: 3,
    always: inGroup,
    facets: [
      ...(['Basic', 'Standard'] as const).map((sku) =>
        facets({ capacity: '{v}', family: 'C', sku_name: sku }, [0, 1, 2, 3, 4], {
          required: true,
          group: 'sku',
          with: [`the SKU ${sku}, family C and capacity {v}`],
          plain: [`is a ${sku} cache of family C and capacity {v}`],
        }),
      ),
      facets({ capacity: '{v}', family: 'P', sku_name: 'Premium' }, [1, 2, 3, 4], {
        required: true,
        group: 'sku',
        with: ['the SKU Premium, family P and capacity {v}'],
        plain: ['is a Premium cache of family P and capacity {v}'],
      }),
      facet('minimum_tls_version', ['1.2'], { with: ['at least TLS {v}'] }),
      facet('non_ssl_port_enabled', [false], { with: ['the port without TLS closed'], plain: ['speaks TLS only'] }),
      facets(
        { redis_configuration: block({ maxmemory_policy: '{v}' }) },
        ['allkeys-lru', 'volatile-lru', 'noeviction'],
        {
          with: ['the eviction policy {v}'],
        },
      ),
      ...tagged(),
    ],
  },
  bus: {
    type: 'azurerm_servicebus_namespace',
    noun: 'Service Bus namespace',
    plain: ['a place for messages between services'],
    name: ['name', ...abbreviated('sb')],
    root: 3,
    always: inGroup,
    facets: [
      facet('sku', ['Standard', 'Basic'], {
        required: true,
        with: ['the SKU {v}'],
        it: ['uses the SKU {v}'],
        plain: ['is of the tier {v}'],
      }),
      facet('local_auth_enabled', [false], { with: ['keys switched off (no local authentication)'] }),
      facet('minimum_tls_version', ['1.2'], { with: ['at least TLS {v}'] }),
      ...tagged(),
    ],
    needed: ['a Service Bus namespace'],
  },
  bus_queue: {
    type: 'azurerm_servicebus_queue',
    noun: 'Service Bus queue',
    plain: ['a queue for messages between services on Azure'],
    name: ['name', ...abbreviated('sbq'), '{subject}-jobs'],
    root: 2,
    always: { namespace_id: ref('bus', 'id') },
    facets: [
      facet('lock_duration', ['PT30S', 'PT1M', 'PT2M', 'PT5M'], { with: ['a lock duration of {v}'] }),
      facet('max_delivery_count', [3, 5, 8, 15, 20], {
        with: ['at most {v} deliveries'],
        plain: ['tries a message at most {v} times'],
      }),
      facet('default_message_ttl', ['P1D', 'P7D', 'P14D', 'PT12H'], { with: ['messages that live for {v}'] }),
      facet('requires_session', [true], { with: ['sessions required'], it: ['requires sessions'] }),
      facet('requires_duplicate_detection', [true], {
        with: ['duplicate detection'],
        plain: ['drops messages that were sent twice'],
      }),
      facet('dead_lettering_on_message_expiration', [true], {
        with: ['dead-lettering of expired messages'],
        plain: ['puts expired messages aside'],
      }),
      facet('max_size_in_megabytes', [1024, 2048, 5120], { with: ['at most {v} MB'] }),
    ],
    on: [
      { part: 'bus', set: {}, say: ['{it} has a queue{named}', 'add a queue{named} to {it}'], weight: 3, repeat: true },
    ],
  },
  bus_topic: {
    type: 'azurerm_servicebus_topic',
    noun: 'Service Bus topic',
    plain: ['a topic on Azure that services subscribe to'],
    name: ['name', ...abbreviated('sbt'), '{subject}-events'],
    root: 2,
    always: { namespace_id: ref('bus', 'id') },
    facets: [
      facet('support_ordering', [true], { with: ['ordering support'], plain: ['keeps messages in order'] }),
      facet('default_message_ttl', ['P1D', 'P7D', 'P14D'], { with: ['messages that live for {v}'] }),
      facet('partitioning_enabled', [true], { with: ['partitioning enabled'] }),
    ],
  },
  bus_subscription: {
    type: 'azurerm_servicebus_subscription',
    noun: 'topic subscription',
    name: ['name', '{team}', '{subject}-subscription', 'worker', 'audit'],
    on: [
      {
        part: 'bus_topic',
        set: { topic_id: owner('id') },
        say: ['{it} has a subscription{named}', 'add a subscription{named} to {it}'],
        plain: ['somebody subscribes to it'],
        weight: 4,
        repeat: true,
      },
    ],
    facets: [
      facet('max_delivery_count', [1, 3, 5, 10, 20], {
        required: true,
        with: ['at most {v} deliveries'],
        plain: ['tries each message at most {v} times'],
      }),
      facet('requires_session', [true], { with: ['sessions required'] }),
    ],
  },
  hubs: {
    type: 'azurerm_eventhub_namespace',
    noun: 'Event Hubs namespace',
    plain: ['a place that takes in streams of events'],
    name: ['name', ...abbreviated('evhns')],
    root: 2,
    always: inGroup,
    facets: [
      facet('sku', ['Basic', 'Standard'], { required: true, with: ['the SKU {v}'], plain: ['is of the tier {v}'] }),
      facet('capacity', [1, 2, 3, 4, 5, 8, 10], { with: ['{v:number} throughput units'] }),
      facets({ sku: 'Standard', auto_inflate_enabled: true, maximum_throughput_units: '{v}' }, [5, 8, 10, 20], {
        with: ['auto-inflate up to {v} throughput units in the Standard SKU'],
        weight: 0.5,
      }),
      ...tagged(),
    ],
    needed: ['an Event Hubs namespace'],
    most: 1,
  },
  hub: {
    type: 'azurerm_eventhub',
    noun: 'event hub',
    plain: ['a stream of events'],
    name: ['name', ...abbreviated('evh'), '{subject}-events'],
    root: 2,
    always: { namespace_id: ref('hubs', 'id') },
    facets: [
      facet('partition_count', [1, 2, 4, 8, 16, 32], {
        required: true,
        with: ['{v:number} partitions'],
        plain: ['has {v:number} partitions'],
      }),
      facet('message_retention', [1, 2, 3, 5, 7], {
        required: true,
        with: ['a retention of {v:days}'],
        it: ['keeps events for {v:days}'],
        plain: ['keeps events for {v:days}'],
      }),
    ],
  },
  consumer_group: {
    type: 'azurerm_eventhub_consumer_group',
    noun: 'consumer group',
    name: ['name', '{team}', 'analytics', 'archive', '{subject}-readers'],
    always: groupOnly,
    on: [
      {
        part: 'hub',
        set: { eventhub_name: owner('name'), namespace_name: ref('hubs', 'name') },
        say: ['{it} has a consumer group{named}', 'add a consumer group{named} to {it}'],
        weight: 4,
      },
    ],
  },
  grid_topic: {
    type: 'azurerm_eventgrid_topic',
    noun: 'Event Grid topic',
    plain: ['a topic for events that others react to'],
    name: ['name', ...abbreviated('evgt')],
    root: 2,
    always: inGroup,
    facets: [
      facet('input_schema', ['EventGridSchema', 'CloudEventSchemaV1_0'], { with: ['the input schema {v}'] }),
      facet('local_auth_enabled', [false], { with: ['local authentication switched off'] }),
      facet('public_network_access_enabled', [false], {
        with: ['no public network access'],
        plain: ['is not reached from the internet'],
      }),
      ...tagged(),
    ],
  },
  backup_vault: {
    type: 'azurerm_recovery_services_vault',
    noun: 'Recovery Services vault',
    plain: ['a vault for backups'],
    name: ['name', ...briefHyphenated('rsv')],
    root: 1,
    always: inGroup,
    facets: [
      facet('sku', ['Standard'], { required: true, with: ['the SKU {v}'] }),
      facet('storage_mode_type', ['GeoRedundant', 'LocallyRedundant', 'ZoneRedundant'], { with: ['{v} storage'] }),
      facet('soft_delete_enabled', [true, false], { with: ['soft delete set to {v}'] }),
      ...tagged(),
    ],
  },
};
