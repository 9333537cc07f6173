/**
 * The machine fails while the real engine works: a provider that is killed, a moto that is killed, one that lacks something. Each ends as
 * `error` with its reason and leaves neither a process nor a file. Skipped, and says so, where terraform, the aws executable or moto is missing.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { executableForTests } from '../../src/provider/executable/executable-for-tests.ts';
import { motoCommand } from '../../src/verify/cloud/moto.ts';
import { createVerifier, type Verdict } from '../../src/verify/index.ts';
import { killFirst, leftIn, processesIn } from './processes.ts';

const core = process.platform === 'linux' && spawnSync('terraform', ['version'], { stdio: 'ignore' }).status === 0;
const aws = executableForTests('hashicorp/aws');
const moto = hasMoto();
if (!core) console.warn('SKIPPED: faults of the real engine are not tried, which needs terraform on PATH, and Linux');
if (!moto) console.warn('SKIPPED: faults of the real engine are not tried, for moto is not here');

function hasMoto(): boolean {
  try {
    return motoCommand().length > 0;
  } catch {
    return false;
  }
}

/** The provider waits 25 s for the queue to be seen everywhere. */
const QUEUE = 'resource "aws_sqs_queue" "q" {\n  name = "slow"\n}\n';
/** No moto has backup selections. */
const SELECTION = `resource "aws_backup_selection" "s" {
  name         = "s"
  plan_id      = "11111111-1111-1111-1111-111111111111"
  iam_role_arn = "arn:aws:iam::123456789012:role/r"
  resources    = ["*"]
}
`;

const own = realpathSync(mkdtempSync(join(tmpdir(), 'terrasmith-faults-')));
beforeAll(() => void vi.stubEnv('TMPDIR', own));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(own, { recursive: true, force: true });
});

async function verdictWhile(text: string, fault: (over: () => boolean) => Promise<unknown>): Promise<Verdict> {
  const verifier = await createVerifier({ engine: 'real', cloud: 'moto', apply: true });
  let over = false;
  const verifying = verifier.verify({ id: 'fault', files: { 'main.tf': text }, region: 'us-east-1' }).finally(() => {
    over = true;
  });
  await fault(() => over);
  const verdict = await verifying;
  await verifier.close();
  return verdict;
}

async function untilTerraform(command: string, over: () => boolean): Promise<void> {
  const runs = () => processesIn(own).some(({ args }) => args[1] === command || args[2] === command);
  while (!over() && !runs()) await sleep(5);
}

async function expectUnscored({ stages, score, reward }: Verdict, stage: string, reason: RegExp): Promise<void> {
  expect(stages.filter(({ status }) => status === 'failed')).toEqual([]);
  expect(stages.find(({ status }) => status === 'error')).toMatchObject({
    stage,
    detail: { reason: expect.stringMatching(reason) as string },
  });
  expect([score, reward]).toEqual([null, null]);
  expect(await leftIn(own)).toEqual([]);
  expect(readdirSync(own)).toEqual([]);
}

describe.skipIf(!core || !moto || aws === undefined)('the real engine', { timeout: 600_000 }, () => {
  test('says that the provider was killed', async () => {
    const verdict = await verdictWhile(QUEUE, async (over) => {
      await untilTerraform('plan', over);
      const isProvider = ({ args }: { args: readonly string[] }) =>
        !args.some((arg) => /(^|\/)(sh|unshare)$/.test(arg));
      // One that idles is started again when it is needed.
      while (!over()) await killFirst(join(own, 'terrasmith-provider-'), isProvider, over);
    });
    await expectUnscored(verdict, 'plan', /provider|plugin/i);
  });

  test('says that moto was killed', async () => {
    const verdict = await verdictWhile(QUEUE, async (over) => {
      await untilTerraform('apply', over);
      await killFirst(join(own, 'terrasmith-moto-'), ({ args }) => args.includes('-H') && !args.includes('-c'), over);
    });
    await expectUnscored(verdict, 'apply', /moto ended/);
  });

  test('says what moto lacks, and does not wait for it', async () => {
    const verdict = await verdictWhile(SELECTION, async () => undefined);
    await expectUnscored(verdict, 'apply', /moto cannot do this: create_backup_selection/);
  });
});
