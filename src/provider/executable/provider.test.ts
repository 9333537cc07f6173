/** Against a real aws provider, where this machine has one; skipped where not. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entriesOf, type KnownValue, known, nullOf, stringValue, unknownOf, type Value } from '../../cty/index.ts';
import { emptyBlock } from './empty-block.ts';
import { executableForTests } from './executable-for-tests.ts';
import { type ExecutableProvider, startExecutable } from './provider.ts';

const aws = executableForTests('hashicorp/aws');

describe.skipIf(aws === undefined)('a real aws provider', () => {
  let provider: ExecutableProvider;
  beforeAll(async () => {
    provider = await startExecutable(aws?.path ?? '', { cloud: 'absent' });
  }, 60_000);
  afterAll(() => provider?.stop());

  async function block(mode: 'managed' | 'data', type: string, set: Record<string, Value>): Promise<KnownValue> {
    const schema = await provider.resourceSchema(mode, type);
    if (schema === undefined) throw new Error(type);
    return withMembers(emptyBlock(schema.block), set);
  }
  const withMembers = (value: Value, set: Record<string, Value>): KnownValue =>
    known(
      value.type,
      new Map([...entriesOf(value as KnownValue), ...Object.entries(set)].sort(([a], [b]) => (a < b ? -1 : 1))),
    );

  test('its schema is read', async () => {
    expect((await provider.resourceTypes('managed')).length).toBeGreaterThan(1000);
    const bucket = await provider.resourceSchema('managed', 'aws_s3_bucket');
    expect(bucket?.block.attributes.get('bucket')).toMatchObject({ optional: true, computed: true, required: false });
    expect(await provider.resourceSchema('managed', 'aws_nothing')).toBeUndefined();
  });

  test('it validates a configuration and points at the argument', async () => {
    const role = await block('managed', 'aws_iam_role', { assume_role_policy: stringValue('[]') });
    const found = await provider.validateResource('managed', 'aws_iam_role', role);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      severity: 'error',
      summary: '"assume_role_policy" contains an invalid JSON policy: contains a JSON array, not a JSON object',
      path: [{ kind: 'attribute', name: 'assume_role_policy' }],
    });
  });

  test('it plans defaults and unknowns', async () => {
    const schema = await provider.resourceSchema('managed', 'aws_sqs_queue');
    const config = await block('managed', 'aws_sqs_queue', { name: stringValue('q') });
    const proposed = withMembers(
      config,
      Object.fromEntries(
        [...entriesOf(config)]
          .filter(([name, value]) => value.state === 'null' && schema?.block.attributes.get(name)?.computed)
          .map(([name, value]) => [name, unknownOf(value.type)]),
      ),
    );
    const settings = withMembers(emptyBlock((await provider.providerSchema()).block), {
      region: stringValue('us-east-1'),
    });
    const { provider: configured, diagnostics } = await provider.configure(settings);
    expect(diagnostics).toEqual([]);
    const planned = await configured.planResource({
      type: 'aws_sqs_queue',
      prior: nullOf(config.type),
      proposed,
      config,
    });
    expect(planned.diagnostics).toEqual([]);
    expect(planned.legacyTypeSystem).toBe(true);
    const after = entriesOf(planned.planned as KnownValue);
    expect(after.get('message_retention_seconds')?.data).toBe(345_600);
    expect(after.get('arn')?.state).toBe('unknown');
  });

  test('a data source that needs the cloud fails as with bad credentials, and is unknown where the cloud is assumed', async () => {
    const config = await block('data', 'aws_vpc', {});
    const settings = withMembers(emptyBlock((await provider.providerSchema()).block), {
      region: stringValue('us-east-1'),
    });
    const { provider: configured } = await provider.configure(settings);
    const read = await configured.readData('aws_vpc', config);
    expect(read.diagnostics[0]?.summary).toContain('AuthFailure');
    const local = await configured.readData('aws_partition', await block('data', 'aws_partition', {}));
    expect(entriesOf(local.state as KnownValue).get('partition')?.data).toBe('aws');

    const assumed = await startExecutable(aws?.path ?? '', { cloud: 'assumed' });
    const { provider: other } = await assumed.configure(settings);
    const answer = await other.readData('aws_vpc', config);
    assumed.stop();
    expect(answer.diagnostics).toEqual([]);
    expect(entriesOf(answer.state as KnownValue).get('cidr_block')?.state).toBe('unknown');
  });

  test('a configuration that names no region is in us-east-1', async () => {
    const { provider: configured } = await provider.configure(emptyBlock((await provider.providerSchema()).block));
    const read = await configured.readData('aws_region', await block('data', 'aws_region', {}));
    expect(read.diagnostics).toEqual([]);
    expect(entriesOf(read.state as KnownValue).get('name')?.data).toBe('us-east-1');
  });

  test('mutual TLS works where it is wanted', async () => {
    const secured = await startExecutable(aws?.path ?? '', { cloud: 'absent', tls: true });
    expect((await secured.resourceTypes('data')).length).toBeGreaterThan(100);
    secured.stop();
  });

  test('a function is called', async () => {
    const answer = await provider.callFunction('trim_iam_role_path', [
      stringValue('arn:aws:iam::444455556666:role/with/path/example'),
    ]);
    expect(answer).toMatchObject({ value: { data: 'arn:aws:iam::444455556666:role/example' } });
  });
});
