import { expect, test } from 'vitest';
import { manualClock } from './clock.ts';
import { createLimiter, withLimit } from './limiter.ts';
import { type Model, ModelError } from './model.ts';
import type { VendorLimits } from './settings.ts';

const REQUEST = { messages: [] };

/** A model whose answers take so long and use so many tokens; notes when each request began. */
function slowModel(limits: VendorLimits, answerMs: number, tokens = 0) {
  const clock = manualClock();
  const began: number[] = [];
  const model: Model = {
    name: 'slow',
    async complete(_, signal) {
      began.push(clock.now());
      await clock.sleep(answerMs, signal);
      return { text: 'yes', usage: { input_tokens: tokens, output_tokens: 0 } };
    },
  };
  return { clock, began, limited: withLimit(model, createLimiter(limits, clock)) };
}

const askTimes = (count: number, { complete }: Model) =>
  Promise.all(Array.from({ length: count }, () => complete(REQUEST)));

test('no more requests are in flight than the vendor is to have', async () => {
  const { clock, began, limited } = slowModel({ concurrency: 2 }, 100);
  const answers = askTimes(5, limited);
  await clock.advance(1000);
  await answers;
  expect(began).toEqual([0, 0, 100, 100, 200]);
});

test('requests a minute are spread over the minute', async () => {
  const { clock, began, limited } = slowModel({ requestsPerMinute: 30 }, 1);
  const answers = askTimes(4, limited);
  await clock.advance(10_000);
  await answers;
  expect(began).toEqual([0, 2000, 4000, 6000]);
});

test('used tokens are paid for with time', async () => {
  const { clock, began, limited } = slowModel({ concurrency: 1, tokensPerMinute: 6000 }, 10, 500);
  const answers = askTimes(3, limited);
  await clock.advance(60_000);
  await answers;
  expect(began).toEqual([0, 5010, 10_020]);
});

test('a vendor that asks to wait is not asked by others meanwhile', async () => {
  const clock = manualClock();
  const began: number[] = [];
  const busy: Model = {
    name: 'busy',
    async complete() {
      began.push(clock.now());
      if (began.length === 1) throw new ModelError('busy', { retryable: true, retryAfterMs: 7000 });
      return { text: 'yes' };
    },
  };
  const limiter = createLimiter({ concurrency: 1 }, clock);
  const outcomes = Promise.allSettled([
    withLimit(busy, limiter).complete(REQUEST),
    withLimit(busy, limiter).complete(REQUEST),
  ]);
  await clock.advance(10_000);
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  expect(began).toEqual([0, 7000]);
});

test('who stops waiting gives up the turn, and the others go on', async () => {
  const { clock, began, limited } = slowModel({ concurrency: 1 }, 100);
  const controller = new AbortController();
  const first = limited.complete(REQUEST);
  const second = limited.complete(REQUEST, controller.signal);
  const third = limited.complete(REQUEST);
  const stopped = expect(second).rejects.toThrow('enough');
  await clock.advance(50);
  controller.abort(new Error('enough'));
  await stopped;
  await clock.advance(1000);
  await Promise.all([first, third]);
  expect(began).toEqual([0, 100]);
});
