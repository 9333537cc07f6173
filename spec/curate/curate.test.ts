/** `terrasmith data curate` as a process, from folders and archives to verified tasks. Needs `dist` (`make build`). */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Instance, loadDataset } from '../../src/dataset/index.ts';
import { createVerifier } from '../../src/verify/index.ts';
import { tarGzOf, zipOf } from './archives.ts';
import { type Engineer, startEngineer } from './engineer.ts';

const COMMAND = fileURLToPath(new URL('../../bin/terrasmith', import.meta.url));

const queue = (name: string, more = '') =>
  `resource "aws_sqs_queue" "q" {\n  name = "${name}"\n  message_retention_seconds = 86400\n${more}}\n`;
const PINNED =
  'terraform {\n  required_providers {\n    aws = {\n      source = "hashicorp/aws"\n      version = "~> 2.0"\n    }\n  }\n}\n';

const TREE: Readonly<Record<string, string | Buffer>> = {
  'alpha/.git/HEAD': '',
  'alpha/LICENSE': 'Permission is hereby granted, free of charge, to any person obtaining a copy of this software',
  'alpha/versions.tf': PINNED,
  'alpha/main.tf': queue('orders'),
  'alpha/broken/main.tf': queue('invoices', '  speed = 3\n'),
  'alpha/copy/versions.tf': PINNED,
  'alpha/copy/main.tf': `# a comment\n${queue('orders')}`,
  'alpha/foreign/main.tf': 'module "vpc" {\n  source = "terraform-aws-modules/vpc/aws"\n}\nresource "aws_vpc" "a" {}\n',
  'alpha/empty/main.tf': 'variable "a" {}\n',
  'beta.zip': zipOf([
    { name: 'beta-main/main.tf', text: queue('payments') },
    { name: 'beta-main/plan/main.tf', text: `variable "n" {}\n${queue('refunds').replace('"refunds"', 'var.n')}` },
  ]),
  'gamma.tar.gz': tarGzOf([
    { name: 'g/main.tf', text: queue('mails') },
    { name: 'g/lost/main.tf', text: queue('hopeless', '  speed = 3\n') },
    { name: '../escape.tf', text: queue('escape') },
  ]),
  'odd.zip': 'no zip',
};

function workplace() {
  const folder = mkdtempSync(join(tmpdir(), 'terrasmith-curate-'));
  for (const [path, content] of Object.entries(TREE)) {
    mkdirSync(dirname(join(folder, 'in', path)), { recursive: true });
    writeFileSync(join(folder, 'in', path), content);
  }
  const env = { ...process.env, TERRASMITH_CACHE: join(folder, 'cache'), NO_COLOR: '1' };
  const all = (args: readonly string[]) => [COMMAND, 'data', 'curate', 'in', '-o', 'out', ...args];
  const plain = (args: readonly string[]) => all(['--no-inputs', ...args]);
  return {
    folder,
    run: (...args: readonly string[]) =>
      spawnSync(process.execPath, plain(args), { cwd: folder, env, encoding: 'utf8', input: '' }),
    runWithInputs: () => spawnSync(process.execPath, all([]), { cwd: folder, env, encoding: 'utf8', input: '' }),
    start: (...args: readonly string[]) =>
      spawn(process.execPath, plain(args), { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] }),
    read: (path: string) => readFileSync(join(folder, 'out', path), 'utf8'),
    rows: <T>(path: string) => rowsOf<T>(readFileSync(join(folder, 'out', path), 'utf8')),
    place: (path: string) => join(folder, 'out', path),
  };
}

const rowsOf = <T>(text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

interface Row {
  readonly repository: string;
  readonly path: string;
  readonly split: string;
  readonly license?: string;
  readonly files: Readonly<Record<string, string>>;
  readonly certificate: string;
}

/** Ends with as much awaited as the process needs. */
async function ended(child: ReturnType<ReturnType<typeof workplace>['start']>) {
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (piece) => {
    stdout += String(piece);
  });
  child.stderr.on('data', (piece) => {
    stderr += String(piece);
  });
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, stdout, stderr };
}

let engineer: Engineer;
beforeAll(async () => {
  engineer = await startEngineer();
});
afterAll(() => engineer.close());

test('without a model the model-free stages are done, and the command says what is left', () => {
  const place = workplace();
  const { status, stdout, stderr } = place.run();
  expect({ status, stderr }).toMatchObject({ status: 0, stderr: expect.stringContaining('no --model: repair') });
  expect(stderr).toContain('left out: odd.zip');
  expect(stdout).toMatch(/filter +9 +7 .*1 a module from elsewhere/);
  expect(stdout).toMatch(/filter.*1 no resource/);
  expect(stdout).toMatch(/deduplicate +7 +6 +.*1 the same/);
  expect(stdout).toMatch(/verify +6 +3 .*2 validate, 1 plan/);
  const sound = place.rows<Row>('configurations.jsonl');
  expect(sound.map(({ repository }) => repository)).toEqual(['alpha', 'beta.zip', 'gamma.tar.gz']);
  expect(sound[0]?.license).toBe('MIT');
  expect(Object.values(sound[0]?.files ?? {}).join()).not.toContain('2.0');
  const broken = place.rows<Row>('broken.jsonl');
  expect(broken.map(({ path }) => path).sort()).toEqual(['broken', 'lost', 'plan']);
  expect(broken[0]?.certificate).toContain('Unsupported argument');
  expect(place.read('instances.jsonl')).toBe('');
  expect(existsSync(join(place.folder, 'escape.tf'))).toBe(false);
});

test('inputs without values get some, so that a module without its caller is planned, and the row names them', () => {
  const place = workplace();
  const { status, stdout } = place.runWithInputs();
  expect(status).toBe(0);
  expect(stdout).toMatch(/verify +6 +4 .*2 validate/);
  expect(stdout).toContain('1 candidates have inputs without values');
  const rows = place.rows<Row & { invented_inputs?: string[] }>('configurations.jsonl');
  const [made] = rows.filter(({ invented_inputs: names }) => names !== undefined);
  expect(made).toMatchObject({ path: 'plan', invented_inputs: ['n'] });
  expect(made?.files['terraform.tfvars']).toBe('n = "example"\n');
  expect(place.read('yield.md')).toContain('validate: Unsupported argument');
});

test('with a model the same folder goes on: repaired, described, judged, with policy and second implementation', async () => {
  const place = workplace();
  place.run();
  const { status, stdout } = await ended(place.start('--model', engineer.model, '--parallel', '1', '--json'));
  expect(status).toBe(0);
  const curation = JSON.parse(stdout) as {
    instances: number;
    clones: number;
    yield: readonly Record<string, unknown>[];
  };
  expect(curation).toMatchObject({ instances: 5, clones: 5, broken: 1 });
  const stages = Object.fromEntries(curation.yield.map((row) => [row.stage, row]));
  expect(stages).toMatchObject({
    verify: { in: 6, out: 3 },
    'repair-validate': { in: 2, out: 1, lost: { 'not mended': 1 } },
    'repair-plan': { in: 1, out: 1, rounds: 1 },
    prompt: { in: 5, out: 5, rounds: 2, calls: 15 },
    policy: { in: 5, out: 5, rounds: 2 },
    clone: { in: 5, out: 5, rounds: 1.8, input_tokens: 900, output_tokens: 180 },
  });
  expect(place.read('yield.md')).toContain('repair-validate');
});

test('every instance passes to the policy, its second implementation too, and both say where they come from', async () => {
  const place = workplace();
  await ended(place.start('--model', engineer.model));
  const { instances, problems } = await loadDataset(place.place('instances.jsonl'));
  expect({ problems, length: instances.length }).toEqual({ problems: [], length: 5 });
  const verifier = await createVerifier();
  for (const { instance_id: id, gold_solution: files = {}, policy, metadata } of instances as readonly Instance[]) {
    const clone = metadata.clone as Readonly<Record<string, string>>;
    expect(Object.values(clone).join()).not.toBe(Object.values(files).join());
    for (const each of [files, clone]) {
      const { stages } = await verifier.verify({ id, files: each, policy });
      expect(stages.map(({ stage, status }) => `${stage} ${status}`)).toEqual([
        'init passed',
        'validate passed',
        'plan passed',
        'policy passed',
      ]);
    }
    expect(metadata).toMatchObject({ repository: expect.any(String), outline: expect.any(String) });
  }
  await verifier.close();
  const parts = new Map<unknown, Set<unknown>>();
  for (const { metadata, split } of instances)
    parts.set(metadata.repository, (parts.get(metadata.repository) ?? new Set()).add(split));
  expect([...parts.values()].every((splits) => splits.size === 1)).toBe(true);
});

test('kill -9 in the middle of the models loses no stage that ended, and nothing is asked twice for it', {
  timeout: 240_000,
}, async () => {
  const undisturbed = workplace();
  await ended(undisturbed.start('--model', engineer.model, '--parallel', '2'));
  const slow = await startEngineer(40);
  const place = workplace();
  for (const after of [5, 9, 7]) {
    const child = place.start('--model', slow.model, '--parallel', '2');
    let seen = 0;
    slow.onAsk(() => {
      if (++seen === after) child.kill('SIGKILL');
    });
    expect((await ended(child)).status).toBeNull();
  }
  slow.onAsk(() => {});
  const { status } = await ended(place.start('--model', slow.model, '--parallel', '2'));
  slow.close();
  expect(status).toBe(0);
  expect(place.rows('instances.jsonl')).toHaveLength(5);
  expect(place.read('instances.jsonl')).toBe(undisturbed.read('instances.jsonl'));
  const entries = place.rows<{ id: string; stage: string }>('journal.jsonl').map(({ id, stage }) => `${id} ${stage}`);
  expect(new Set(entries).size).toBe(entries.length);
});

test('Ctrl-C stops with what is done, and says how to go on', async () => {
  const slow = await startEngineer(200);
  const place = workplace();
  const child = place.start('--model', slow.model, '--parallel', '1');
  slow.onAsk(() => child.kill('SIGINT'));
  const { status, stderr } = await ended(child);
  slow.close();
  expect(status).toBe(3);
  expect(stderr).toContain('stopped; the same command goes on with out');
  expect(place.rows('configurations.jsonl')).toHaveLength(3);
});

test('what is like a task of a benchmark is left out before a model is asked', () => {
  const place = workplace();
  const task = { instance_id: 'known', problem_statement: 'A queue', gold_solution: { 'main.tf': queue('mails') } };
  writeFileSync(join(place.folder, 'known.jsonl'), `${JSON.stringify(task)}\n`);
  const { stdout } = place.run('--exclude', 'known.jsonl');
  expect(stdout).toMatch(/guard +6 +5 +83\.3 % .*1 like a task of a benchmark/);
});

test.each<[string, readonly string[], number, RegExp]>([
  ['a folder that is not there', ['--model', 'nobody/knows'], 2, /there is no model "nobody\/knows"/],
  ['a provider without a pack', ['--keep', 'aws,nosuch'], 2, /there is no pack of "nosuch"; known: .*aws/],
  ['a judge without a model', ['--judge', 'gold'], 2, /--judge needs --model/],
  ['a likeness that is none', ['--likeness', '7'], 2, /--likeness takes a number from 0 to 1/],
])('%s ends in a sentence', (_, args, status, sentence) => {
  const done = workplace().run(...args);
  expect({ status: done.status, stderr: done.stderr }).toEqual({ status, stderr: expect.stringMatching(sentence) });
});

test('a folder with another curation is not touched', () => {
  const place = workplace();
  place.run();
  const { status, stderr } = place.run('--likeness', '1');
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('likeness was 0.9 and is 1 now') });
});
