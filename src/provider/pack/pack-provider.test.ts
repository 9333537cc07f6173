import { describe, expect, it } from 'vitest';
import { fromJson, type Value } from '../../cty/index.ts';
import {
  type BlockSchema,
  impliedType,
  loadPackProvider,
  type Provider,
  type ResourceMode,
  type Schema,
} from '../index.ts';

const AWS = 'registry.terraform.io/hashicorp/aws';

function load(address: string, version?: string): Provider {
  const provider = loadPackProvider(address, version, { cloud: 'absent' });
  if (provider === undefined) throw new Error(`no pack of ${address}`);
  return provider;
}

/** A whole configuration of a block: what is not given is null, or no blocks. */
function fill(block: BlockSchema, given: Record<string, unknown>): Record<string, unknown> {
  const whole: Record<string, unknown> = {};
  for (const name of block.attributes.keys()) whole[name] = given[name] ?? null;
  for (const [name, nested] of block.blocks) {
    const blocks = given[name] as Record<string, unknown>[] | undefined;
    whole[name] = nested.nesting === 'single' ? null : (blocks ?? []).map((inner) => fill(nested.block, inner));
  }
  return whole;
}

function config(provider: Provider, mode: ResourceMode, type: string, given: Record<string, unknown>): Value {
  const { block } = provider.resourceSchema(mode, type) as Schema;
  return fromJson(fill(block, given), impliedType(block));
}

function titles(provider: Provider, type: string, given: Record<string, unknown>): string[] {
  const found = provider.validateResource('managed', type, config(provider, 'managed', type, given));
  return (found as readonly { summary: string }[]).map(({ summary }) => summary);
}

async function plan(provider: Provider, type: string, given: Record<string, unknown>) {
  const value = config(provider, 'managed', type, given);
  const response = await provider.planResource({
    type,
    prior: fromJson(null, value.type),
    proposed: value,
    config: value,
  });
  return { members: response.planned.data as ReadonlyMap<string, Value>, diagnostics: response.diagnostics };
}

describe('packs', () => {
  it('serve the nearest version of the same major, under the version asked for', () => {
    expect(load(AWS, '5.90.0').version).toBe('5.90.0');
    expect(load(AWS, '5.90.0').resourceTypes('managed')).toHaveLength(1526);
    expect(load(AWS).version).toBe('6.66.0');
    expect(loadPackProvider('registry.terraform.io/nobody/nothing', undefined, { cloud: 'absent' })).toBeUndefined();
  });

  it('give the titles of the provider for values outside its sets and bounds', () => {
    const aws = load(AWS, '5.100.0');
    expect(titles(aws, 'aws_sqs_queue', { visibility_timeout_seconds: 99999 })).toEqual([
      'expected visibility_timeout_seconds to be in the range (0 - 43200), got 99999',
    ]);
    expect(
      titles(aws, 'aws_s3_bucket_versioning', { bucket: 'b', versioning_configuration: [{ status: 'on' }] }),
    ).toEqual(['expected versioning_configuration.0.status to be one of ["Enabled" "Suspended" "Disabled"], got on']);
    expect(titles(aws, 'aws_vpc', { arn: 'x' })).toEqual(['Value for unconfigurable attribute']);
  });

  it('plan what is computed as unknown and what has a default as that', async () => {
    const { members } = await plan(load(AWS, '5.100.0'), 'aws_sqs_queue', { name: 'q' });
    expect(members.get('arn')?.state).toBe('unknown');
    expect(members.get('visibility_timeout_seconds')?.data).toBe(30);
    expect(members.get('kms_master_key_id')?.state).toBe('null');
  });

  it('join the errors of a DynamoDB table in one title, as the provider does', async () => {
    const { diagnostics } = await plan(load(AWS, '5.100.0'), 'aws_dynamodb_table', {
      name: 't',
      hash_key: 'id',
      billing_mode: 'PAY_PER_REQUEST',
      attribute: [{ name: 'x', type: 'S' }],
    });
    expect(diagnostics.map(({ summary }) => summary)).toEqual([
      'all attributes must be indexed. Unused attributes: ["x"]\nall indexes must match a defined attribute. Unmatched indexes: ["id"]',
    ]);
  });

  it('render policy documents with lists in descending order', async () => {
    const aws = load(AWS, '5.100.0');
    const given = { statement: [{ actions: ['a:B', 's3:Get'], resources: ['*'] }] };
    const { state } = await aws.readData(
      'aws_iam_policy_document',
      config(aws, 'data', 'aws_iam_policy_document', given),
    );
    const members = state.data as ReadonlyMap<string, Value>;
    expect(members.get('minified_json')?.data).toBe(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get","a:B"],"Resource":"*"}]}',
    );
  });

  it('fail where a data source would need credentials, with the title of the provider', async () => {
    const aws = load(AWS, '5.100.0');
    const { diagnostics } = await aws.readData('aws_caller_identity', config(aws, 'data', 'aws_caller_identity', {}));
    expect(diagnostics[0]?.summary).toBe('reading STS Caller Identity');
  });

  it('fill the defaults of random_password', async () => {
    const { members } = await plan(load('registry.terraform.io/hashicorp/random'), 'random_password', { length: 8 });
    expect(members.get('special')?.data).toBe(true);
    expect(members.get('result')?.state).toBe('unknown');
  });
});
