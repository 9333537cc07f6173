import { expect, test } from 'vitest';
import { matches, optionsFor, parseModelSettings } from './settings.ts';

test('a file is written in snake_case, and names of users stay as they are', () => {
  const parsed = parseModelSettings({
    max_tokens: 100,
    headers: { x_team: 'a' },
    models: { 'openai/my_model': { top_p: 0.5, body: { num_ctx: 1 } } },
    vendors: { anthropic: { requests_per_minute: 50 } },
    prices: { 'a/b_c': { input: 1, output: 2, cached_input: 0.1 } },
  });
  expect(parsed).toEqual({
    settings: {
      maxTokens: 100,
      headers: { x_team: 'a' },
      models: { 'openai/my_model': { topP: 0.5, body: { num_ctx: 1 } } },
      vendors: { anthropic: { requestsPerMinute: 50 } },
      prices: { 'a/b_c': { input: 1, output: 2, cachedInput: 0.1 } },
    },
  });
});

const PROBLEMS: readonly (readonly [unknown, RegExp])[] = [
  [{ temprature: 0 }, /temprature/],
  [{ temperature: 3 }, /^temperature: .*2/],
  [{ max_tokens: 0 }, /^max_tokens: /],
  [{ models: { 'a/B': { max_tokens: 'many' } } }, /^models\.a\/B\.max_tokens: .*number/],
  [{ prices: { x: { input: 1 } } }, /^prices\.x\.output: /],
  [{ budget: 0 }, /^budget: /],
  [{ base_url: 'nowhere' }, /^base_url: .*URL/],
  [[], /expected object/],
];

for (const [value, problem] of PROBLEMS) {
  test(`the problem names the option: ${JSON.stringify(value)}`, () => {
    expect(parseModelSettings(value)).toEqual({ problem: expect.stringMatching(problem) });
  });
}

test('options of a model go before those for all, and a longer pattern before a shorter one', () => {
  const settings = {
    temperature: 0,
    maxTokens: 1,
    models: { 'openai/*': { maxTokens: 2, seed: 2 }, 'openai/gpt-5*': { maxTokens: 3 }, 'google/*': { maxTokens: 4 } },
  };
  expect(optionsFor(settings, 'openai/gpt-5-mini')).toEqual({ temperature: 0, maxTokens: 3, seed: 2 });
  expect(optionsFor(settings, 'anthropic/x')).toEqual({ temperature: 0, maxTokens: 1 });
  expect(optionsFor({ ...settings, budget: 5 }, 'anthropic/x')).not.toHaveProperty('budget');
});

test('a star stands for any text, the empty one too', () => {
  for (const [pattern, name, fits] of [
    ['a/*', 'a/', true],
    ['a/*', 'b/a/', false],
    ['*anthropic.claude*', 'us.anthropic.claude-x', true],
    ['a*b*c', 'abbc', true],
    ['a*b*bc', 'abc', false],
    ['a', 'ab', false],
    ['*', '', true],
  ] as const) {
    expect([pattern, name, matches(pattern, name)]).toEqual([pattern, name, fits]);
  }
});
