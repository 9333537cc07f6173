/** Against a real aws provider, where this machine has one; skipped where not. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { executableForTests } from '../executable/executable-for-tests.ts';
import type { ResourceFacts } from '../facts/index.ts';
import { openPack } from '../pack/index.ts';
import { learnProvider } from './learn-provider.ts';

const aws = executableForTests('hashicorp/aws');
const folder = mkdtempSync(join(tmpdir(), 'learn-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.skipIf(aws === undefined)(
  'checks, groups and defaults of a resource are learned, the same in every run',
  async () => {
    const learn = async (name: string) => {
      const pack = join(folder, name);
      const summary = await learnProvider(aws?.path ?? '', { pack, only: /^aws_sqs_queue$/ });
      return { pack, summary };
    };
    const first = await learn('one.br');
    const second = await learn('two.br');
    expect(readFileSync(first.pack).equals(readFileSync(second.pack))).toBe(true);
    expect(existsSync(`${first.pack}.partial`)).toBe(false);
    expect(first.summary.unlearned).toEqual([]);
    const facts = openPack(first.pack).line('facts-resource.aws_sqs_queue') as ResourceFacts;
    expect(facts.checks).toContainEqual({
      path: 'delay_seconds',
      is: 'range',
      min: 0,
      max: 900,
      title: 'expected delay_seconds to be in the range ({min} - {max}), got {value}',
    });
    expect(facts.checks).toContainEqual(
      expect.objectContaining({ is: 'conflictsWith', path: 'name', paths: ['name_prefix'] }),
    );
    expect(facts.plan?.defaults).toContainEqual({ path: 'message_retention_seconds', value: 345_600 });
  },
  120_000,
);

test.skipIf(aws === undefined)(
  'alternatives and the counts of lists are learned, in few calls',
  async () => {
    const pack = join(folder, 'three.br');
    const only = /^aws_(cloudwatch_metric_alarm|api_gateway_rest_api)$/;
    const summary = await learnProvider(aws?.path ?? '', { pack, only });
    expect(summary.calls.validate).toBeLessThan(2_500);
    const checksOf = (name: string) => (openPack(pack).line(`facts-resource.${name}`) as ResourceFacts).checks;
    expect(checksOf('aws_cloudwatch_metric_alarm')).toContainEqual(
      expect.objectContaining({
        path: 'period',
        is: 'any',
        alternatives: [
          expect.objectContaining({ is: 'oneOf', values: [10, 20, 30] }),
          expect.objectContaining({ is: 'range', multipleOf: 60 }),
        ],
      }),
    );
    expect(checksOf('aws_api_gateway_rest_api')).toContainEqual({
      path: 'endpoint_configuration.types',
      is: 'count',
      max: 1,
      title: 'Too many list items',
    });
  },
  240_000,
);

test.skipIf(aws === undefined)(
  'what is refused only while planning is learned, what forces replacement, and what is planned as if unset',
  async () => {
    const pack = join(folder, 'four.br');
    const only = /^aws_(kinesis_stream|placement_group|lambda_function|sns_topic|lb)$/;
    await learnProvider(aws?.path ?? '', { pack, only });
    const factsOf = (name: string) => openPack(pack).line(`facts-resource.${name}`) as ResourceFacts;
    const atPlan = (name: string) => factsOf(name).checks?.filter(({ phase }) => phase === 'plan');
    const [needed, refused] = [
      {
        path: 'shard_count',
        is: 'set',
        title: 'shard_count must be at least 1 when stream_mode is PROVISIONED',
        when: [{ path: 'stream_mode_details.stream_mode', differs: ['ON_DEMAND'] }],
      },
      {
        path: 'shard_count',
        is: 'unset',
        nonZero: true,
        title: 'shard_count must not be set when stream_mode is ON_DEMAND',
        when: [{ path: 'stream_mode_details.stream_mode', equals: ['ON_DEMAND'] }],
      },
    ];
    expect(atPlan('aws_kinesis_stream')).toEqual([expect.objectContaining(needed), expect.objectContaining(refused)]);
    expect(atPlan('aws_placement_group')).toContainEqual(
      expect.objectContaining({ is: 'noneOf', when: [{ path: 'strategy', equals: ['cluster'] }] }),
    );
    expect(factsOf('aws_lambda_function').plan?.forceNew).toContain('function_name');
    expect(factsOf('aws_lb').plan?.suppressed).toContainEqual({
      path: 'enable_cross_zone_load_balancing',
      values: [true, false],
      when: [{ path: 'load_balancer_type', differs: ['network', 'gateway'] }],
    });
    expect(factsOf('aws_sns_topic').plan?.forceNew).toEqual(['fifo_topic', 'name', 'name_prefix']);
  },
  240_000,
);
