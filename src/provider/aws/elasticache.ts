/** What the aws provider knows of ElastiCache's engines and their versions. */
import type { Fields } from './fields.ts';

/** As in the provider: the second half is not anchored on both sides. */
const REDIS = /^[1-5](\.\d+){2}$|^6\.x|[6-9]\.\d+$/;
const VALKEY = /^[7-9]\.\d+$/;
const MEMCACHED = /^\d+(\.\d+){2}$/;

const notRedis = (version: string): string =>
  `engine_version: ${version} is invalid. For Redis v6 or higher, use <major>.<minor>. For Redis v5 or lower, use <major>.<minor>.<patch>.`;
const notValkey = (version: string): string => `engine_version: ${version} is invalid. For Valkey use <major>.<minor>.`;

/** A replication group's version fits one of its engines, whichever it is. */
export function groupVersionErrors(version: string): readonly string[] {
  return REDIS.test(version) || VALKEY.test(version) ? [] : [notRedis(version), notValkey(version)];
}

export function groupPlanErrors(group: Fields): readonly string[] {
  if (group.isUnknown('automatic_failover_enabled')) return [];
  const clusters = group.number('num_cache_clusters');
  if (group.flag('automatic_failover_enabled') !== true || clusters === undefined || clusters >= 2) return [];
  return ['"num_cache_clusters": must be at least 2 if automatic_failover_enabled is true'];
}

export function clusterPlanErrors(cluster: Fields): readonly string[] {
  const version = cluster.text('engine_version');
  const others = [...redisNodes(cluster), ...zoneErrors(cluster)];
  // An empty version is none.
  return version === undefined || version === '' ? others : [...others, ...versionErrors(cluster, version)];
}

function redisNodes(cluster: Fields): readonly string[] {
  const many = cluster.text('engine') === 'redis' && (cluster.number('num_cache_nodes') ?? 0) > 1;
  return many ? ['engine "redis" does not support num_cache_nodes > 1'] : [];
}

function zoneErrors(cluster: Fields): readonly string[] {
  const across = cluster.text('az_mode') === 'cross-az' && cluster.number('num_cache_nodes') === 1;
  return across ? ['az_mode "cross-az" is not supported with num_cache_nodes = 1'] : [];
}

function versionErrors(cluster: Fields, version: string): readonly string[] {
  switch (cluster.text('engine')) {
    case 'memcached':
      return MEMCACHED.test(version)
        ? []
        : ['engine_version: must be a version string matching <major>.<minor>.<patch>'];
    case 'redis':
      return REDIS.test(version) ? [] : [notRedis(version)];
    case 'valkey':
      return VALKEY.test(version) ? [] : [notValkey(version)];
    default:
      return [];
  }
}
