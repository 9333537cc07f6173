import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createDataset, type Instance } from '../dataset/index.ts';
import { BudgetError, type Model, ModelError, replayModels, scriptedModel } from '../llm/index.ts';
import { gradedScore, planScore, type StageResult, type Verdict, type VerifyRequest } from '../verify/index.ts';
import { compare, contestant } from './compare.ts';
import { createReport } from './report.ts';
import { runBenchmark } from './run.ts';
import type { Sample } from './sample.ts';

const directory = () => join(mkdtempSync(join(tmpdir(), 'terrasmith-run-')), 'run');

const instance = (id: string, fields: Partial<Instance> = {}): Instance => ({
  instance_id: id,
  problem_statement: `Make ${id}.`,
  tags: [],
  required_outputs: [],
  hints: [],
  metadata: {},
  ...fields,
});

const dataset = (count: number) =>
  createDataset(
    'd',
    Array.from({ length: count }, (_, i) => instance(`i${i}`, { difficulty: i % 2 === 0 ? 'easy' : 'hard' })),
  );

const VPC = 'resource "aws_vpc" "a" {}\n';
const said = (code: string) => `\`\`\`hcl\n${code}\`\`\``;
const BAD = said(`${VPC}# BAD </script>\n`);

/** Judges by the words of the text: `BAD` fails validate, `DOWN` is a broken environment, each `aws_x` is planned once. */
async function judge({ id, files, expectedResources }: VerifyRequest): Promise<Verdict> {
  const text = Object.values(files).join('\n');
  const none = { diagnostics: [], duration_ms: 1, detail: {} };
  const error = {
    severity: 'error',
    code: 'c',
    summary: 'Unsupported argument',
    detail: 'No <b>.',
    file: 'main.tf',
    line: 1,
    column: 1,
    end_line: 1,
    end_column: 2,
    address: 'aws_vpc.a',
    snippet: null,
  } as const;
  const counts: Record<string, number> = {};
  for (const [, type = ''] of text.matchAll(/resource "(\w+)"/g)) counts[type] = (counts[type] ?? 0) + 1;
  const bad = text.includes('BAD');
  const stages: StageResult[] = text.includes('DOWN')
    ? [{ stage: 'init', status: 'error', score: 0, ...none, detail: { reason: 'no executable' } }]
    : [
        { stage: 'init', status: 'passed', score: 1, ...none },
        bad
          ? { stage: 'validate', status: 'failed', score: 0, ...none, diagnostics: [error] }
          : { stage: 'validate', status: 'passed', score: 1, ...none },
        bad
          ? { stage: 'plan', status: 'skipped', score: 0, ...none }
          : {
              stage: 'plan',
              status: 'passed',
              score: planScore(counts, expectedResources),
              ...none,
              detail: { resource_counts: counts },
            },
      ];
  const score = gradedScore(stages);
  return { format: 'verdict/1', id, engine: 'static', stages, certificate: '', score, reward: score };
}

const samplesOf = (path: string): Sample[] =>
  readFileSync(join(path, 'samples.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Sample);

test('scores, pass rates and groups are those computed by hand', async () => {
  const answers: Record<string, string> = { i0: VPC, i1: BAD, i2: 'I am sorry, no.', i3: VPC };
  const model = scriptedModel(({ task }) => answers[task?.id ?? ''] ?? '');
  const expected = createDataset(
    'd',
    dataset(4).instances.map((each) => ({ ...each, expected_resources: { aws_vpc: 2 } })),
  );
  const report = await runBenchmark({ datasets: expected, models: model, verify: judge, directory: directory() });
  const weight = 0.7;
  const half = (0.1 + 0.2 + 0.4 * 0.5) / weight;
  expect(report.meanScore).toBeCloseTo((2 * half + 0.1 / weight + 0) / 4, 9);
  expect(report.stagePassRates()).toEqual({ init: 0.75, validate: 0.5, plan: 0.5 });
  expect(report.passAtK(1)).toBe(0.5);
  expect(report.byDifficulty().easy).toMatchObject({ samples: 2, pass_rate: 0.5 });
  expect(report.models[0]?.failure_causes).toEqual([
    { summary: 'No configuration in the answer', samples: 1 },
    { summary: 'Unsupported argument', samples: 1 },
  ]);
});

test('what could not be judged or answered is unscored, not zero', async () => {
  const model: Model = {
    name: 'm',
    async complete({ task }) {
      if (task?.id === 'i0') throw new ModelError('rate limited', { retryable: true });
      return { text: task?.id === 'i1' ? said(`${VPC}# DOWN\n`) : VPC };
    },
  };
  const path = directory();
  const report = await runBenchmark({ datasets: dataset(4), models: model, verify: judge, directory: path });
  expect(report.models[0]).toMatchObject({ samples: 2, unscored: 2, mean_score: 1 });
  expect(
    samplesOf(path)
      .filter(({ status }) => status === 'failed')
      .map((each) => 'error' in each && each.error),
  ).toEqual(['ModelError: rate limited', 'init: no executable']);
  const again = await runBenchmark({
    datasets: dataset(4),
    models: scriptedModel(() => VPC, 'm'),
    verify: judge,
    directory: path,
  });
  expect(again.models[0]).toMatchObject({ samples: 4, unscored: 0 });
});

test('a line cut off by a kill is repaired and only missing samples run again', async () => {
  const path = directory();
  const options = { datasets: dataset(6), verify: judge, directory: path };
  await runBenchmark({ ...options, models: scriptedModel(() => VPC, 'm') });
  const lines = readFileSync(join(path, 'samples.jsonl'), 'utf8').split('\n');
  writeFileSync(join(path, 'samples.jsonl'), `${lines.slice(0, 3).join('\n')}\n`);
  appendFileSync(join(path, 'samples.jsonl'), lines[3]?.slice(0, 40) ?? '');
  let asked = 0;
  const model = scriptedModel(() => {
    asked++;
    return VPC;
  }, 'm');
  const report = await runBenchmark({ ...options, models: model });
  expect(asked).toBe(3);
  expect(report.summary.complete).toBe(true);
  expect(new Set(samplesOf(path).map(({ instance_id }) => instance_id)).size).toBe(6);
});

test('a run killed with -9 goes on where it stopped and gives the same figures', async () => {
  const path = directory();
  const script = join(mkdtempSync(join(tmpdir(), 'terrasmith-kill-')), 'run.mts');
  const home = new URL('..', import.meta.url).href;
  const body = `
import { runBenchmark } from '${home}benchmark/index.ts';
import { scriptedModel } from '${home}llm/index.ts';
import { createDataset } from '${home}dataset/index.ts';
const instances = Array.from({ length: 40 }, (_, i) => ({ instance_id: 'i' + i, problem_statement: 'x', tags: [], required_outputs: [], hints: [], metadata: {} }));
const stage = (stage) => ({ stage, status: 'passed', score: 1, diagnostics: [], duration_ms: 1, detail: {} });
await runBenchmark({
  datasets: createDataset('d', instances), models: scriptedModel(() => 'resource "aws_vpc" "a" {}', 'm'), directory: process.argv[2], concurrency: 2,
  verify: async ({ id }) => {
    await new Promise((done) => setTimeout(done, Number(process.argv[3])));
    return { format: 'verdict/1', id, engine: 'static', stages: [stage('init'), stage('validate'), stage('plan')], certificate: '', score: 1, reward: 1 };
  },
});
`;
  writeFileSync(script, body);
  const start = (delay: string) =>
    spawn(process.execPath, ['--import', 'tsx', script, path, delay], { stdio: 'ignore' });
  const first = start('60');
  while ((await countLines(path)) < 5) await sleep(20);
  first.kill('SIGKILL');
  await new Promise((done) => first.once('exit', done));
  const before = await countLines(path);
  expect(before).toBeLessThan(40);
  const second = start('0');
  expect(await new Promise((done) => second.once('exit', done))).toBe(0);
  const samples = samplesOf(path);
  expect(samples.length).toBe(40);
  expect(new Set(samples.map(({ instance_id }) => instance_id)).size).toBe(40);
  expect((await createReport(path)).models[0]).toMatchObject({ samples: 40, pass_rate: 1 });
});

async function countLines(path: string): Promise<number> {
  try {
    return readFileSync(join(path, 'samples.jsonl'), 'utf8').split('\n').length - 1;
  } catch {
    return 0;
  }
}

test('a stopped run keeps what is done and says that it is not complete', async () => {
  const stop = new AbortController();
  let asked = 0;
  const model = scriptedModel(() => {
    if (++asked === 3) stop.abort();
    return VPC;
  }, 'm');
  const path = directory();
  const options = { datasets: dataset(10), verify: judge, directory: path, concurrency: 1 };
  const report = await runBenchmark({ ...options, models: model, signal: stop.signal });
  expect(report.summary).toMatchObject({ complete: false, planned: 10 });
  expect(report.outcomes.length).toBe(3);
  const rest = await runBenchmark({ ...options, models: scriptedModel(() => VPC, 'm') });
  expect(rest.summary.complete).toBe(true);
});

test('a directory with other settings is refused', async () => {
  const path = directory();
  const options = { datasets: dataset(1), verify: judge, directory: path };
  await runBenchmark({ ...options, models: scriptedModel(() => VPC, 'm') });
  const other = { ...options, models: scriptedModel(() => VPC, 'm'), verifyOptions: { cloud: 'absent' as const } };
  await expect(runBenchmark(other)).rejects.toThrow(/holds a run with another setting of verify/);
});

test('recorded answers are replayed by instance, model and sample; instances without one are left out', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'terrasmith-replay-')), 'answers.jsonl');
  const rows = [
    { instance_id: 'i0', model: 'a', completion: said(VPC) },
    { instance_id: 'i0', model: 'a', completion: BAD },
    { instance_id: 'i0', model: 'b', sample: 1, files: { 'main.tf': VPC } },
    { instance_id: 'i1', model: 'a', files: { 'main.tf': VPC } },
  ];
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const models = await replayModels(file);
  const notices: string[] = [];
  const report = await runBenchmark({
    datasets: dataset(3),
    models,
    samples: 2,
    verify: judge,
    directory: directory(),
    onNotice: (notice) => notices.push(notice),
  });
  expect(report.models.map(({ model, samples, pass_rate }) => [model.slice(-2), samples, pass_rate])).toEqual([
    ['#b', 1, 1],
    ['#a', 3, 2 / 3],
  ]);
  expect(notices.map((notice) => notice.slice(notice.indexOf(' has ')))).toEqual([
    ' has no answer to 1 of 3 instances; they are left out',
    ' has no answer to 2 of 3 instances; they are left out',
  ]);
});

test('two models are compared on the instances they share', async () => {
  const models = [scriptedModel(() => VPC, 'good'), scriptedModel(() => BAD, 'bad')];
  const report = await runBenchmark({ datasets: dataset(8), models, verify: judge, directory: directory() });
  const [good, bad] = report.models.map((model) => contestant(model.model, report.outcomes, model));
  const result = compare(bad as never, good as never);
  expect(result.passRate).toMatchObject({ difference: 1, pairs: 8 });
  expect(result.passRate.p).toBeLessThan(0.02);
  expect(result.metrics.pass).toMatchObject({ first: 0, second: 1, ...result.passRate });
  // Neither cost anything, and only one ever passed: there is nothing to compare.
  expect(Object.keys(result.metrics).filter((name) => ['cost_usd', 'rounds_to_pass'].includes(name))).toEqual([]);
  expect(result.gained.length).toBe(8);
});

test('the reports hold the table, the causes, and answers with their diagnostics, escaped', async () => {
  const gold = { 'main.tf': `${VPC}# gold\n` };
  const instances = dataset(2).map((each) => ({
    ...each,
    problem_statement: '<script>alert(1)</script>',
    gold_solution: gold,
  }));
  const models = [scriptedModel(({ task }) => (task?.id === 'i0' ? VPC : BAD), 'm')];
  const path = directory();
  await runBenchmark({ datasets: instances, models, verify: judge, directory: path });
  const markdown = readFileSync(join(path, 'report.md'), 'utf8').replace(/Started [^.]*\.[^.]*\./, 'Started NOW.');
  expect(markdown).toMatchSnapshot();
  const html = readFileSync(join(path, 'report.html'), 'utf8');
  const wanted = ['Error: Unsupported argument', 'No &lt;b&gt;.', '<li class="removed"><code># gold</code></li>'];
  expect(wanted.filter((text) => !html.includes(text))).toEqual([]);
  expect(['<script>alert', 'BAD </script>', 'src="', 'href="http'].filter((text) => html.includes(text))).toEqual([]);
});

test('whatever models, instances and files are called, the report holds no tag and no script but its own', async () => {
  const evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>\u202e\0`${x}';
  const models = [
    scriptedModel(() => `resource "aws_vpc" "${evil}" {\n# BAD ${evil}\n}\n`, evil),
    scriptedModel(() => evil, 'prose'),
  ];
  const instances = createDataset(evil, [
    instance(evil, {
      problem_statement: evil,
      tags: [evil],
      provider: evil,
      gold_solution: { [evil]: evil },
      policy: evil,
      expected_resources: { [evil]: 1 },
    }),
  ]);
  const path = directory();
  await runBenchmark({ datasets: instances, models, strategies: ['direct', 'repair'], verify: judge, directory: path });
  const html = readFileSync(join(path, 'report.html'), 'utf8');
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html.match(/<img|\u202e|\0/g)).toBeNull();
  expect(html).toContain('⟨U+202E⟩');
  const hash = createHash('sha256').update(html.slice(html.indexOf('<script>') + 8, html.lastIndexOf('</script>')));
  expect(html).toContain(`script-src 'sha256-${hash.digest('base64')}'`);
  expect(html).toContain("default-src 'none'");
});

test('the rounds of an answer stand side by side, with what was said of each and what changed', async () => {
  const model = scriptedModel(({ messages }) => (messages.length > 2 ? said(VPC) : BAD), 'm');
  const path = directory();
  const report = await runBenchmark({
    datasets: dataset(1),
    models: model,
    strategies: ['repair'],
    verify: judge,
    directory: path,
  });
  expect(report.models[0]).toMatchObject({ pass_rate: 1, mean_rounds: 2 });
  expect(report.models[0]?.metrics.rounds_to_pass).toMatchObject({ mean: 2, samples: 1 });
  const html = readFileSync(join(path, 'report.html'), 'utf8');
  const wanted = [
    'Rounds: 2',
    '<h4>1 · draft</h4>',
    '<h4>2 · repair</h4>',
    '<li class="removed"><code># BAD &lt;/script&gt;</code></li>',
  ];
  expect(wanted.filter((text) => !html.includes(text))).toEqual([]);
});

test('strategies are not told of good practice and security, which are measured', async () => {
  const prompts: string[] = [];
  const model = scriptedModel(({ messages }) => {
    prompts.push(messages.map(({ content }) => content).join('\n'));
    return said('resource "random_id" "a" {\n  length = 8\n}\n');
  }, 'm');
  const report = await runBenchmark({
    datasets: dataset(1),
    models: model,
    strategies: ['repair'],
    rounds: 2,
    directory: directory(),
  });
  expect(report.models[0]?.metrics.lint).toMatchObject({ mean: 0 });
  expect(prompts).toHaveLength(2);
  expect(prompts[1]).toContain('Unsupported argument');
  expect(prompts[1]).not.toContain('lint/');
});

test('a budget that is spent ends the run; what is done is kept', async () => {
  let asked = 0;
  const model: Model = {
    name: 'm',
    async complete() {
      if (++asked > 3) throw new BudgetError('the budget of $1 is spent');
      return { text: VPC };
    },
  };
  let reason = '';
  const report = await runBenchmark({
    datasets: dataset(10),
    models: model,
    verify: judge,
    directory: directory(),
    concurrency: 1,
    onBudgetSpent: (why) => {
      reason = why;
    },
  });
  expect(report.summary).toMatchObject({ complete: false, planned: 10 });
  expect(report.outcomes).toHaveLength(3);
  expect(reason).toContain('budget');
});

test('costs and tokens are summed over what was answered, and unknown where nobody says', async () => {
  const usage = { input_tokens: 100, output_tokens: 10, cost_usd: 0.5, latency_ms: 20 };
  const paid: Model = { name: 'paid', complete: async ({ task }) => ({ text: task?.id === 'i0' ? VPC : BAD, usage }) };
  const models = [paid, scriptedModel(() => VPC, 'free')];
  const report = await runBenchmark({ datasets: dataset(2), models, verify: judge, directory: directory() });
  const of = (name: string) => report.models.find(({ model }) => model === name);
  expect(of('paid')).toMatchObject({ tokens: 220, cost_usd: 1, cost_per_pass_usd: 1 });
  expect(of('paid')?.metrics.latency_ms).toMatchObject({ mean: 20, samples: 2 });
  expect(of('free')).toMatchObject({ tokens: 0, cost_usd: null, cost_per_pass_usd: null });
  expect(of('free')?.metrics.cost_usd).toBeUndefined();
});
