/** Worker threads against jobs that stick and jobs that kill. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Job, RewardResult, VerdictResult } from './job.ts';
import { startWorkers, type Workers } from './workers.ts';

let workers: Workers;
beforeAll(async () => {
  workers = await startWorkers({ verify: {}, size: 1, timeLimitMs: 1_000, memoryLimitMiB: 2_048 });
});
afterAll(() => workers.close());

const rewardJob = (id: string, text: string): Job => ({
  kind: 'reward',
  id,
  reward: 'terraformer/1',
  files: { 'main.tf': text },
  task: {},
});
const VPC = 'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}\n';

/** Far more than can be planned in the time that the workers have. */
const SLOW = Array.from({ length: 20_000 }, (_, index) => VPC.replace('main', `m${index}`)).join('');

const POLICY = 'package p\nimport rego.v1\ndefault is_valid := false\nis_valid if count(input.resource_changes) == 1\n';

test('quick and slow jobs of one worker each get their own result', async () => {
  const jobs = Array.from({ length: 12 }, (_, index) => {
    const job = rewardJob(`${index}`, VPC);
    return index % 2 ? { ...job, task: { policy: `${POLICY}# ${index}` } } : job;
  });
  const outcomes = await Promise.all(jobs.map((job) => workers.perform(job as Job)));
  expect(outcomes.map(({ result }) => (result as RewardResult).reward)).toEqual(
    jobs.map((_, index) => 1 + (index % 2)),
  );
});

test('a job that takes too long ends with a reason, its worker is replaced, and the jobs behind it are done', async () => {
  const stuck = workers.perform({ kind: 'verify', id: 'stuck', files: { 'main.tf': SLOW } });
  const behind = [workers.perform(rewardJob('a', VPC)), workers.perform(rewardJob('b', VPC))];
  const { json } = (await stuck).result as VerdictResult;
  expect(JSON.parse(json)).toMatchObject({ reward: null, certificate: expect.stringContaining('longer than 1 s') });
  expect((await Promise.all(behind)).map(({ result }) => (result as { reward: number }).reward)).toEqual([1, 1]);
  expect(workers.replaced()).toBe(1);
});

test('a job whose client went away before it was begun is not done', async () => {
  const gone = new AbortController();
  const jobs = Array.from({ length: 20 }, (_, index) => workers.perform(rewardJob(`${index}`, VPC), gone.signal));
  gone.abort();
  const reasons = (await Promise.all(jobs)).map(({ result }) => (result as { reason?: string }).reason);
  expect(reasons.at(-1)).toBe('the client went away');
});
