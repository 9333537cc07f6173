/** Engines, versions and numbers of ElastiCache, and the titles that aws 5.100.0 gives them. */
import { afterAll, expect, test } from 'vitest';
import { createVerifier } from '../../src/verify/index.ts';

const aws = { address: 'registry.terraform.io/hashicorp/aws', version: '5.100.0' };
const verifier = await createVerifier({ providers: [aws] });
afterAll(() => verifier.close());

async function titlesFor(type: string, lines: string): Promise<readonly string[]> {
  const { stages } = await verifier.verify({
    id: 'x',
    files: { 'main.tf': `resource "${type}" "x" {\n${lines}\n}\n` },
  });
  const errors = stages.flatMap(({ diagnostics }) => diagnostics).filter(({ severity }) => severity === 'error');
  return errors.map(({ summary }) => summary);
}

const GROUP = 'replication_group_id = "x"\ndescription = "x"\nnode_type = "cache.t3.micro"\n';
const CLUSTER = 'cluster_id = "x"\nnode_type = "cache.t3.micro"\n';
const REDIS = 'For Redis v6 or higher, use <major>.<minor>. For Redis v5 or lower, use <major>.<minor>.<patch>.';
const FAILOVER = '"num_cache_clusters": must be at least 2 if automatic_failover_enabled is true';

test.each([
  ['engine_version = "7.0"', []],
  ['engine_version = "5.0.6"', []],
  [
    'engine_version = "6.2.6"',
    [`engine_version: 6.2.6 is invalid. ${REDIS}`, 'engine_version: 6.2.6 is invalid. For Valkey use <major>.<minor>.'],
  ],
  ['automatic_failover_enabled = true\nnum_cache_clusters = 1', [FAILOVER]],
  ['automatic_failover_enabled = true\nnum_cache_clusters = 2', []],
  ['automatic_failover_enabled = true', []],
])('a replication group with %j', async (lines, titles) => {
  expect(await titlesFor('aws_elasticache_replication_group', GROUP + lines)).toEqual(titles);
});

test.each([
  ['engine = "redis"\nnum_cache_nodes = 2', ['engine "redis" does not support num_cache_nodes > 1']],
  [
    'engine = "memcached"\nnum_cache_nodes = 1\naz_mode = "cross-az"',
    ['az_mode "cross-az" is not supported with num_cache_nodes = 1'],
  ],
  ['engine = "redis"\nengine_version = "7"', [`engine_version: 7 is invalid. ${REDIS}`]],
  ['engine = "redis"\nengine_version = "6.x"\nnum_cache_nodes = 1', []],
  ['engine = "valkey"\nengine_version = "7"', ['engine_version: 7 is invalid. For Valkey use <major>.<minor>.']],
  [
    'engine = "memcached"\nengine_version = "1.6"\nnum_cache_nodes = 1',
    ['engine_version: must be a version string matching <major>.<minor>.<patch>'],
  ],
])('a cluster with %j', async (lines, titles) => {
  expect(await titlesFor('aws_elasticache_cluster', CLUSTER + lines)).toEqual(titles);
});
