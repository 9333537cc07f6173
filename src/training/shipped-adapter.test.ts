/**
 * The adapter that ships, in llama.cpp and in Transformers: the same words, greedily. Needs the trainer's environment, the
 * base model and llama.cpp; without one of them the test is skipped.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findRuntime, localModel, pulledModels } from '../llm/local/index.ts';
import { interpreterIn } from './environment.ts';
import { trainerFolder } from './trainer-folder.ts';

const folder = join(trainerFolder(), '..', 'models', 'smollm2-terrasmith');
const adapter = join(folder, 'adapter.gguf');
const base = pulledModels().find(({ name }) => name === 'smollm2')?.path;
const python = interpreterIn();
const missing = [
  ...(python === undefined ? ['the trainer\'s environment ("make test-training" makes it)'] : []),
  ...(base === undefined ? ['smollm2 ("terrasmith model pull smollm2")'] : []),
  ...(findRuntime() === undefined ? ['llama.cpp ("terrasmith model install-runtime")'] : []),
].join(', ');
if (missing !== '') console.warn(`SKIPPED: the shipped adapter is not compared with Transformers; missing: ${missing}`);

const PROMPTS = [
  'Create an SQS queue named "orders-prod" with a visibility timeout of 90 seconds.',
  'We need a VPC with the CIDR block 10.42.0.0/16 and DNS hostnames enabled.',
];
const TOKENS = 40;

describe('the adapter that ships', () => {
  test('is small enough, and is the one that its card describes', () => {
    expect(existsSync(adapter)).toBe(true);
    expect(statSync(adapter).size).toBeLessThanOrEqual(20_000_000);
    const sum = createHash('sha256').update(readFileSync(adapter)).digest('hex');
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(sum);
  });

  test.skipIf(missing !== '')(
    'says the same in llama.cpp as in Transformers',
    async () => {
      const script = join(trainerFolder(), 'tests', 'greedy.py');
      const environment = { ...process.env, HF_HUB_OFFLINE: '1', PYTHONDONTWRITEBYTECODE: '1', OMP_NUM_THREADS: '1' };
      const args = [script, base as string, adapter, String(TOKENS), ...PROMPTS];
      const expected = JSON.parse(
        execFileSync(python as string, args, { env: environment, encoding: 'utf8' }),
      ) as string[];
      const model = localModel({ name: 'shipped', base: base as string, adapters: [adapter] }, { contextSize: 1024 });
      for (const [index, content] of PROMPTS.entries()) {
        const { text } = await model.complete({ messages: [{ role: 'user', content }], maxTokens: TOKENS });
        expect(text).toBe(expected[index]);
      }
      await model.close();
    },
    400_000,
  );
});
