/**
 * Ctrl-C while things are being made: the first destroys them, the second ends at once and keeps their state, as does one that cannot
 * destroy. Skipped, and says so, where terraform, the aws executable or moto is not here.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { executableForTests } from '../../src/provider/executable/executable-for-tests.ts';
import { type MotoServer, motoCommand, startMoto } from '../../src/verify/cloud/moto.ts';
import { leftIn, processesIn } from './processes.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
/** The queue takes 25 s: the provider waits for what is made to be seen everywhere. */
const SLOW = `resource "aws_s3_bucket" "b" {
  bucket = "made-before-the-signal"
}
resource "aws_sqs_queue" "q" {
  name = "made-slowly"
}
`;
const MANY = 'resource "null_resource" "n" {\n  count = 3000\n}\n';

const linux = process.platform === 'linux';
const core = spawnSync('terraform', ['version'], { stdio: 'ignore' }).status === 0;
const aws = executableForTests('hashicorp/aws');
const moto = canStartMoto();
if (!core || !linux) console.warn('SKIPPED: interruptions are not tried, which needs terraform on PATH, and Linux');
if (!moto) console.warn('SKIPPED: interruptions with a cloud are not tried, for moto is not here');

function canStartMoto(): boolean {
  try {
    return motoCommand().length > 0;
  } catch {
    return false;
  }
}

const own = realpathSync(mkdtempSync(join(tmpdir(), 'terrasmith-interrupted-')));
const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) if (child.exitCode === null) child.kill('SIGKILL');
  rmSync(own, { recursive: true, force: true });
});

/** `terrasmith apply` in a folder of its own, its temporary files beside it. */
function applying(name: string, text: string, ...options: readonly string[]) {
  const folder = join(own, name);
  const temporary = join(own, `${name}-tmp`);
  for (const path of [folder, temporary]) mkdirSync(path);
  writeFileSync(join(folder, 'main.tf'), text);
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), MAIN, 'apply', folder, ...options], {
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: folder,
    env: { ...process.env, TMPDIR: temporary },
  });
  started.push(child);
  let told = '';
  child.stderr.on('data', (chunk) => {
    told += chunk;
  });
  const ended = new Promise<NodeJS.Signals | number | null>((done) =>
    child.once('close', (code, signal) => done(signal ?? code)),
  );
  return { child, folder, temporary, ended, told: () => told };
}

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const limit = Date.now() + 300_000; !(await holds()); await sleep(20))
    if (Date.now() > limit) throw new Error(`${what} did not come`);
}

/** Whether the state of the run under way holds the bucket. */
function stateKnows(temporary: string): boolean {
  const root = readdirSync(temporary).find((name) => name.startsWith('terrasmith-core-'));
  const path = join(temporary, root ?? '', 'work', 'terraform.tfstate');
  return existsSync(path) && readFileSync(path, 'utf8').includes('made-before-the-signal');
}

const applyRuns = (temporary: string) =>
  processesIn(temporary).some(({ args }) => args.includes('apply') && args.includes('terrasmith.tfplan'));

async function expectNothingLeft(temporary: string): Promise<void> {
  expect(await leftIn(temporary)).toEqual([]);
  // Told by every path, so that what stayed says who made it.
  const names = readdirSync(temporary, { recursive: true, encoding: 'utf8' });
  expect(names.filter((name) => name.startsWith('terrasmith-'))).toEqual([]);
}

describe.skipIf(!core || !linux)('Ctrl-C while applying', { timeout: 600_000 }, () => {
  test('stops a simulated run, which leaves neither a process nor a file', async () => {
    const run = applying('simulated', MANY, '--engine', 'simulated');
    await until('applying', () => applyRuns(run.temporary));
    run.child.kill('SIGINT');
    expect(await run.ended).toBe('SIGINT');
    expect(run.told()).toContain('what was made is destroyed first');
    await expectNothingLeft(run.temporary);
  });
});

describe.skipIf(!core || !linux || !moto || aws === undefined)(
  'Ctrl-C while applying to a cloud',
  {
    timeout: 1_200_000,
  },
  () => {
    let cloud: MotoServer;
    beforeEach(async () => {
      cloud = await startMoto();
    });
    afterEach(() => cloud.stop());

    const real = (name: string) => applying(name, SLOW, '--engine', 'real', '--endpoint', cloud.url);
    /** Which service is asked stands in the header alone. */
    const asking = (service: string) => ({
      authorization: `AWS4-HMAC-SHA256 Credential=test/20300101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    });
    const bucketStatus = async () =>
      (await fetch(`${cloud.url}/made-before-the-signal`, { method: 'HEAD', headers: asking('s3') })).status;
    const queues = async () => {
      const body = new URLSearchParams({ Action: 'ListQueues', Version: '2012-11-05' });
      const response = await fetch(cloud.url, { method: 'POST', headers: asking('sqs'), body });
      return /<QueueUrl>.*<\/QueueUrl>/.exec(await response.text())?.[0];
    };
    const keptState = (folder: string) => {
      const name = readdirSync(folder).find((file) => /^terrasmith-left-.*\.tfstate$/.test(file));
      return name === undefined ? '' : readFileSync(join(folder, name), 'utf8');
    };

    test('once destroys what was made', async () => {
      const run = real('once');
      await until('the bucket', () => stateKnows(run.temporary));
      run.child.kill('SIGINT');
      expect(await run.ended).toBe('SIGINT');
      expect(await bucketStatus()).toBe(404);
      expect(await queues()).toBeUndefined();
      expect(keptState(run.folder)).toBe('');
      await expectNothingLeft(run.temporary);
    });

    test('twice ends at once and keeps the state of what was made', async () => {
      const run = real('twice');
      await until('the bucket', () => stateKnows(run.temporary));
      run.child.kill('SIGINT');
      await until('the first answer', () => run.told().includes('a second signal ends at once'));
      run.child.kill('SIGINT');
      expect(await run.ended).toBe('SIGINT');
      expect(run.told()).toContain('its state is kept in');
      expect(keptState(run.folder)).not.toBe('');
      await expectNothingLeft(run.temporary);
    });

    test('keeps the state where the cloud is gone and nothing can be destroyed', async () => {
      const run = real('gone');
      await until('the bucket', () => stateKnows(run.temporary));
      cloud.stop();
      run.child.kill('SIGINT');
      expect(await run.ended).toBe('SIGINT');
      expect(keptState(run.folder)).toContain('made-before-the-signal');
      await expectNothingLeft(run.temporary);
    });
  },
);
