import { expect, test } from 'vitest';
import { createModel } from './create.ts';
import { modelEnvironment } from './environment.ts';
import type { ModelSettings } from './settings.ts';

const create = (name: string, variables: Record<string, string> = {}, settings: ModelSettings = {}) =>
  createModel(name, modelEnvironment({ cache: 'off', ...settings }, { variables }));

const MISSING: readonly (readonly [string, RegExp])[] = [
  ['openai/gpt-4.1', /openai\/gpt-4.1 needs a key: set the environment variable OPENAI_API_KEY;/],
  ['anthropic/claude-sonnet-4-5', /ANTHROPIC_API_KEY/],
  ['google/gemini-2.5-pro', /GOOGLE_GENERATIVE_AI_API_KEY \(or GEMINI_API_KEY, GOOGLE_API_KEY\)/],
  ['bedrock/amazon.nova-lite-v1:0', /needs a region: set the environment variable AWS_REGION/],
  ['openai-compatible/qwen', /write openai-compatible\/qwen@http:\/\/HOST:PORT\/v1/],
  ['nonsense/x', /there is no model "nonsense\/x": known are .*replay\/FILE.*anthropic\/MODEL/],
];

for (const [name, message] of MISSING) {
  test(`${name} without what it needs says what is missing`, async () => {
    await expect(create(name)).rejects.toThrow(message);
  });
}

test('Bedrock without credentials names both ways', async () => {
  await expect(create('bedrock/x', { AWS_REGION: 'eu-west-1' })).rejects.toThrow(
    /AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_BEARER_TOKEN_BEDROCK/,
  );
});

test('the options may name another variable for the key', async () => {
  await expect(create('openai/x', {}, { apiKeyEnv: 'TEAM_KEY' })).rejects.toThrow('environment variable TEAM_KEY;');
  expect((await create('openai/x', { TEAM_KEY: 'k' }, { apiKeyEnv: 'TEAM_KEY' })).name).toBe('openai/x');
});

test('a budget needs a price', async () => {
  const name = 'openai-compatible/qwen@http://127.0.0.1:8000/v1';
  await expect(create(name, {}, { budget: 5 })).rejects.toThrow(/whose price is not known: give it in --prices FILE/);
  const prices = { 'openai-compatible/*': { input: 0, output: 0 } };
  expect((await create(name, {}, { budget: 5, prices })).name).toBe(name);
});
