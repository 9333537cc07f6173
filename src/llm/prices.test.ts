import { expect, test } from 'vitest';
import { bundledPrices, costOf, priceOf, withPrice } from './prices.ts';
import { scriptedModel } from './scripted.ts';
import { addUsage } from './usage.ts';

test('the bundled table knows the vendors, dated names included', () => {
  const table = bundledPrices();
  expect(priceOf(table, 'openai/gpt-4.1')).toEqual({ input: 2, output: 8, cachedInput: 0.5 });
  expect(priceOf(table, 'openai/gpt-4.1-2025-04-14')).toEqual(priceOf(table, 'openai/gpt-4.1'));
  expect(priceOf(table, 'anthropic/claude-sonnet-4-20250514')).toEqual({ input: 3, output: 15, cachedInput: 0.3 });
  expect(priceOf(table, 'bedrock/us.anthropic.claude-haiku-4-5-20251001-v1:0')).toMatchObject({ input: 1, output: 5 });
  expect(priceOf(table, 'ollama/anything:7b')).toEqual({ input: 0, output: 0 });
  expect(priceOf(table, 'openai/gpt-99')).toBeUndefined();
  expect(priceOf(table, 'openai-compatible/any@http://127.0.0.1/v1')).toBeUndefined();
});

test('a name goes before a pattern, and a longer pattern before a shorter one', () => {
  const price = (input: number) => ({ input, output: 0 });
  const table = { '*': price(1), 'a/*': price(2), 'a/b*': price(3), 'a/bc': price(4) };
  expect(['x', 'a/x', 'a/bx', 'a/bc'].map((name) => priceOf(table, name)?.input)).toEqual([1, 2, 3, 4]);
});

test('tokens from the vendor’s cache have their own price, and long prompts theirs', () => {
  const usage = { input_tokens: 1_000_000, output_tokens: 100_000, cached_input_tokens: 400_000 };
  expect(costOf(usage, { input: 2, output: 8 })).toBeCloseTo(2.8, 10);
  expect(costOf(usage, { input: 2, output: 8, cachedInput: 0.5 })).toBeCloseTo(2.2, 10);
  const longPrompt = { above: 200_000, input: 4, output: 16 };
  expect(costOf(usage, { input: 2, output: 8, longPrompt })).toBeCloseTo(5.6, 10);
  expect(costOf({ input_tokens: 200_000, output_tokens: 0 }, { input: 2, output: 8, longPrompt })).toBeCloseTo(0.4, 10);
});

test('an answer without usage has no cost', async () => {
  const priced = withPrice(scriptedModel(['yes']), { input: 1, output: 1 });
  expect(await priced.complete({ messages: [] })).toEqual({ text: 'yes' });
});

test('usage adds up, and an unknown cost stays unknown', () => {
  const one = { input_tokens: 1, output_tokens: 2, cost_usd: 0.5, latency_ms: 10 };
  expect(addUsage(one, { ...one, reasoning_tokens: 3 })).toEqual({
    input_tokens: 2,
    output_tokens: 4,
    reasoning_tokens: 3,
    cost_usd: 1,
    latency_ms: 20,
  });
  expect(addUsage(one, { input_tokens: 1, output_tokens: 1 })).not.toHaveProperty('cost_usd');
  expect(addUsage(undefined, one)).toEqual(one);
});
