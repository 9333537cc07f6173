/**
 * SFT, DPO and GRPO for real, on the CPU, with a random model of 80,000 weights that the test makes. Needs the trainer's
 * Python environment: `make test-training` makes it and runs this file; without it the tests are skipped.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { interpreterIn } from './environment.ts';
import type { TrainerEvent } from './event.ts';
import { readMetrics, seriesOf } from './metrics.ts';
import { prepareRun } from './prepare.ts';
import type { Method } from './recipe.ts';
import { trainRun } from './train.ts';
import { trainerFolder } from './trainer-folder.ts';
import { readTrainingRun } from './training-run.ts';

const python = interpreterIn();
if (python === undefined) {
  console.warn(
    'SKIPPED: training is not tested, as there is no Python environment for it; `make test-training` makes it',
  );
}

const GOOD = (word: string) => `resource "terraform_data" "main" {\n  input = "${word}"\n}`;
const BAD = 'resource "terraform_data" {\n}';
const WORDS = ['alpha', 'beta', 'gamma', 'delta'];
const chat = (role: string, content: string) => [{ role, content }];
const question = (word: string) => chat('user', `Keep the word ${word}.`);
const policy = (word: string) => `package terraform.policy
import rego.v1
default is_valid_word := false
is_valid_word if {
	some change in input.resource_changes
	change.change.after.input == "${word}"
}
`;

describe.skipIf(python === undefined)('training', () => {
  let folder = '';
  const at = (name: string) => join(folder, name);
  const writeRows = (name: string, rows: readonly object[]): string => {
    writeFileSync(at(name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    return at(name);
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'terrasmith-training-'));
    const environment = { ...process.env, HF_HUB_OFFLINE: '1', PYTHONDONTWRITEBYTECODE: '1', OMP_NUM_THREADS: '1' };
    execFileSync(python as string, [join(trainerFolder(), 'tests', 'tiny_model.py'), folder], {
      env: environment,
      stdio: 'pipe',
    });
  }, 400_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  interface Wish {
    readonly name: string;
    readonly data: string;
    readonly set: readonly string[];
    readonly model?: string;
    readonly processes?: number;
    readonly merge?: boolean;
    readonly adapter?: string;
  }

  const prepare = (method: Method, { name, data, set, model, ...more }: Wish) =>
    prepareRun({
      method,
      data,
      directory: at(name),
      model: model ?? at('tiny.gguf'),
      recipe: 'two-cores',
      set: ['lora_rank=8', 'lora_alpha=16', ...set],
      seed: 1,
      threads: 1,
      maxMinutes: 0,
      processes: 1,
      terrasmith: 'test',
      ...more,
    });

  const serve = [
    process.execPath,
    '--import',
    'tsx',
    join(trainerFolder(), '..', 'src', 'cli', 'main.ts'),
    'serve',
    '--port',
    '0',
  ];

  async function run(name: string, signal?: AbortSignal, onEvent: (event: TrainerEvent) => void = () => {}) {
    return await trainRun(at(name), { serve, signal, onEvent });
  }

  const meanOf = (points: readonly (readonly [number, number])[]) =>
    points.reduce((sum, [, value]) => sum + value, 0) / points.length;

  test('SFT brings the loss down, and leaves a model, curves and a card', async () => {
    const rows = WORDS.flatMap((word) => [
      { prompt: question(word), completion: chat('assistant', GOOD(word)) },
      { prompt: question(word), completion: chat('assistant', BAD) },
    ]);
    const set = [
      'tuning=full',
      'max_steps=80',
      'learning_rate=0.004',
      'accumulation=1',
      'batch_size=8',
      'schedule=constant',
    ];
    await prepare('sft', { name: 'full', data: writeRows('sft.jsonl', rows), set });
    expect(await run('full')).toBe('ended');
    const losses = seriesOf(readMetrics(at('full')), 'loss');
    expect(losses).toHaveLength(80);
    expect(meanOf(losses.slice(-5))).toBeLessThan(meanOf(losses.slice(0, 5)) / 3);
    for (const file of ['model/model.safetensors', 'model.gguf', 'loss.svg', 'README.md'])
      expect(existsSync(join(at('full'), file)), file).toBe(true);
    expect(readFileSync(join(at('full'), 'README.md'), 'utf8')).toContain('| steps | 80 |');
    expect(readFileSync(join(at('full'), 'model.gguf')).includes('terrasmith.system_prompt')).toBe(true);
  }, 600_000);

  test('SFT with LoRA on two processes leaves an adapter for PEFT and one in GGUF', async () => {
    const rows = WORDS.map((word) => ({ prompt: question(word), completion: chat('assistant', GOOD(word)) }));
    const set = ['max_steps=16', 'learning_rate=0.02', 'accumulation=1', 'batch_size=2', 'schedule=constant'];
    await prepare('sft', { name: 'sft', data: writeRows('lora.jsonl', rows), set, merge: true, processes: 2 });
    expect(await run('sft')).toBe('ended');
    const losses = seriesOf(readMetrics(at('sft')), 'loss');
    expect(losses.at(-1)?.[1]).toBeLessThan(losses[0]?.[1] as number);
    expect(existsSync(join(at('sft'), 'adapter', 'adapter_model.safetensors'))).toBe(true);
    expect(readTrainingRun(at('sft')).end?.written.adapter_gguf).toBe('adapter.gguf');
  }, 600_000);

  test('the exported model and the adapter in GGUF give the same logits as Transformers and PEFT', () => {
    const script = join(trainerFolder(), 'tests', 'same_logits.py');
    const args = [
      script,
      at('tiny.gguf'),
      join(at('sft'), 'adapter'),
      join(at('sft'), 'adapter.gguf'),
      join(at('sft'), 'model.gguf'),
    ];
    const environment = { ...process.env, HF_HUB_OFFLINE: '1', PYTHONDONTWRITEBYTECODE: '1' };
    const said = JSON.parse(execFileSync(python as string, args, { env: environment, encoding: 'utf8' })) as {
      adapter: number;
      merged: number;
      moved: number;
    };
    expect(said.moved).toBeGreaterThan(0.2);
    // The files hold half-precision numbers.
    expect(said.adapter).toBeLessThan(0.1);
    expect(said.merged).toBeLessThan(0.1);
  }, 400_000);

  test('GRPO raises the reward that the verifier gives', async () => {
    const instances = WORDS.map((word) => ({
      instance_id: word,
      problem_statement: `Keep the word ${word}.`,
      policy: policy(word),
      required_outputs: [],
    }));
    const rows = instances.map((instance) => ({
      prompt: question(instance.instance_id),
      instance: JSON.stringify(instance),
    }));
    const set = [
      'max_steps=24',
      'learning_rate=0.005',
      'generations=8',
      'prompts_per_step=2',
      'batch_size=16',
      'max_new_tokens=40',
    ];
    await prepare('grpo', {
      name: 'grpo',
      data: writeRows('grpo.jsonl', rows),
      set,
      // It knows right and wrong answers alike: there is something to choose between.
      model: join(at('full'), 'model'),
    });
    expect(await run('grpo')).toBe('ended');
    const rewards = seriesOf(readMetrics(at('grpo')), 'reward');
    expect(meanOf(rewards.slice(-5))).toBeGreaterThan(meanOf(rewards.slice(0, 5)) + 0.3);
    expect(existsSync(join(at('grpo'), 'reward.svg'))).toBe(true);
  }, 600_000);

  test('DPO, stopped and resumed, separates better from worse answers', async () => {
    const rows = WORDS.map((word) => ({
      prompt: question(word),
      chosen: chat('assistant', GOOD(word)),
      rejected: chat('assistant', BAD),
    }));
    const set = ['max_steps=24', 'learning_rate=0.005', 'accumulation=1', 'batch_size=4', 'schedule=constant'];
    await prepare('dpo', { name: 'dpo', data: writeRows('dpo.jsonl', rows), set });
    const stop = new AbortController();
    const first = await run('dpo', stop.signal, (event) => {
      if (event.event === 'log' && event.step >= 4) stop.abort();
    });
    expect(first).toBe('stopped');
    let resumedAt = 0;
    expect(
      await run('dpo', undefined, (event) => {
        if (event.event === 'start') resumedAt = event.step;
      }),
    ).toBe('ended');
    expect(resumedAt).toBeGreaterThanOrEqual(4);
    const metrics = readMetrics(at('dpo'));
    expect(metrics.map(({ step }) => step)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
    expect(meanOf(seriesOf(metrics, 'rewards/margins').slice(-3))).toBeGreaterThan(0.5);
  }, 600_000);

  test('a run that was killed goes on from its last whole checkpoint', async () => {
    const rows = WORDS.map((word) => ({ prompt: question(word), completion: chat('assistant', GOOD(word)) }));
    const set = ['max_steps=12', 'accumulation=1', 'batch_size=2', 'checkpoint_minutes=0.00001'];
    await prepare('sft', { name: 'killed', data: writeRows('killed.jsonl', rows), set });
    const variables = {
      ...process.env,
      PYTHONPATH: trainerFolder(),
      PYTHONDONTWRITEBYTECODE: '1',
      HF_HUB_OFFLINE: '1',
    };
    const child = spawn(python as string, ['-u', '-m', 'terrasmith_trainer', 'sft', at('killed')], { env: variables });
    child.stdout.on('data', (said: Buffer) => {
      if (said.toString().includes('"checkpoint", "step": 4')) child.kill('SIGKILL');
    });
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    expect([code, signal]).toEqual([null, 'SIGKILL']);
    // As if it had been killed while it wrote the next one.
    mkdirSync(join(at('killed'), 'checkpoints', 'checkpoint-11'));
    let resumedAt = 0;
    const ended = await run('killed', undefined, (event) => {
      if (event.event === 'start') resumedAt = event.step;
    });
    expect(ended).toBe('ended');
    expect(resumedAt).toBeGreaterThanOrEqual(3);
    expect(resumedAt).toBeLessThan(11);
    expect(readMetrics(at('killed')).map(({ step }) => step)).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 1),
    );
  }, 600_000);
});
