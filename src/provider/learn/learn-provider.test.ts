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
