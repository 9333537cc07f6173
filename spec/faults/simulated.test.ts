/**
 * The machine fails while the simulated engine works: every verdict ends as `error` with its reason and without a score, and neither a
 * process nor a file is left. Skipped, and says so, where there is no terraform.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createVerifier, type Verdict, type VerifyOptions } from '../../src/verify/index.ts';
import { type FoundProcess, killFirst, leftIn, processesIn } from './processes.ts';

const terraform = ['terraform', 'tofu'].find((name) => spawnSync(name, ['version'], { stdio: 'ignore' }).status === 0);
const linux = process.platform === 'linux';
if (terraform === undefined)
  console.warn('SKIPPED: faults of a real core are not tried, for neither terraform nor tofu is on PATH');
if (!linux) console.warn('SKIPPED: faults are tried on Linux only, where processes are found under /proc');

const FILES = {
  'main.tf': `resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}
resource "null_resource" "n" {
  count = 40
}
output "arn" {
  value = aws_vpc.v.arn
}
`,
};

const own = realpathSync(mkdtempSync(join(tmpdir(), 'terrasmith-faults-')));
beforeAll(() => void vi.stubEnv('TMPDIR', own));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(own, { recursive: true, force: true });
});

async function verdictWhile(options: VerifyOptions, fault: (over: () => boolean) => Promise<unknown>) {
  const verifier = await createVerifier({ engine: 'simulated', planJson: true, apply: true, ...options });
  let over = false;
  const verifying = verifier.verify({ id: 'fault', files: FILES }).finally(() => {
    over = true;
  });
  const happened = await fault(() => over);
  const verdict = await verifying;
  await verifier.close();
  return { verdict, happened };
}

async function expectUnscored({ stages, score, reward }: Verdict, stage: string, reason: RegExp): Promise<void> {
  expect(stages.filter(({ status }) => status === 'failed')).toEqual([]);
  expect(stages.find(({ status }) => status === 'error')).toMatchObject({
    stage,
    detail: { reason: expect.stringMatching(reason) as string },
  });
  expect([score, reward]).toEqual([null, null]);
  await expectNothingLeft();
}

async function expectNothingLeft(): Promise<void> {
  expect(await leftIn(own)).toEqual([]);
  expect(readdirSync(own)).toEqual([]);
}

/** What Terraform was started with: `plan -json …`. */
const runs =
  (...words: readonly string[]) =>
  ({ args }: FoundProcess) =>
    !args.some((arg) => /(^|\/)(sh|bwrap|unshare)$/.test(arg)) && words.every((word) => args.includes(word));

const COMMANDS = [
  ['init', 'init', 'init'],
  ['validate', 'validate', 'validate'],
  ['plan', 'plan', 'plan'],
  ['show', 'plan', 'show'],
  ['apply', 'apply', 'apply'],
  ['output', 'apply', 'output'],
] as const;

describe.skipIf(terraform === undefined || !linux)('the simulated engine', { timeout: 300_000 }, () => {
  test.each(COMMANDS)('says that terraform was killed at %s', async (_, stage, word) => {
    // A command may be over before it is found.
    for (let tried = 0; tried < 5; tried++) {
      const { verdict, happened } = await verdictWhile({}, (over) => killFirst(own, runs(word), over));
      if (!happened || verdict.score !== null) continue;
      await expectUnscored(verdict, stage, /killed/);
      return;
    }
    throw new Error(`${word} was never caught`);
  });

  test('destroys at a second try what a killed destroy has left', async () => {
    const { verdict, happened } = await verdictWhile({}, (over) => killFirst(own, runs('apply', '-destroy'), over));
    expect(happened).toBe(true);
    expect(verdict.stages.at(-1)).toMatchObject({ stage: 'apply', status: 'passed', detail: { destroyed: true } });
    await expectNothingLeft();
  });

  test('says that destroying was killed, twice', async () => {
    const { verdict } = await verdictWhile({}, async (over) => {
      while (!over()) await killFirst(own, runs('apply', '-destroy'), over);
    });
    await expectUnscored(verdict, 'apply', /destroy.*killed/);
    expect(verdict.stages.at(-1)?.detail).toMatchObject({ destroyed: false });
  });

  test('says that the executable vanished between two stages', async () => {
    const path = join(own, 'terraform');
    symlinkSync(spawnSync('sh', ['-c', `command -v ${terraform}`], { encoding: 'utf8' }).stdout.trim(), path);
    const { verdict } = await verdictWhile({ terraform: path }, async (over) => {
      while (!over() && processesIn(own).find(runs('validate')) === undefined) await sleep(1);
      rmSync(path);
    });
    await expectUnscored(verdict, 'plan', /terraform is not there any more/);
  });

  test('keeps fifty runs at once apart: those that are killed are unscored, the others pass', async () => {
    const verifier = await createVerifier({ engine: 'simulated', apply: true });
    let over = false;
    const verifying = Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        verifier.verify({ id: `run-${index}`, files: FILES, apply: index % 5 === 0 }),
      ),
    ).finally(() => {
      over = true;
    });
    let kills = 0;
    while (kills < 5 && (await killFirst(own, runs('plan'), () => over))) kills++;
    const verdicts = await verifying;
    await verifier.close();
    expect(kills).toBe(5);
    const unscored = verdicts.filter(({ score }) => score === null);
    expect(unscored.length).toBeGreaterThan(0);
    expect(unscored.length).toBeLessThanOrEqual(kills);
    for (const { stages } of verdicts) expect(stages.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(verdicts.filter(({ score }) => score === 1)).toHaveLength(50 - unscored.length);
    await expectNothingLeft();
  });
});
