import { expect, test } from 'vitest';
import { manualClock } from './clock.ts';
import type { Model } from './model.ts';
import { withTimeLimit } from './time-limit.ts';

const REQUEST = { messages: [] };

/** Answers after so long, or never if it ignores the signal that stops it. */
function taking(ms: number, clock = manualClock()) {
  const model: Model = {
    name: 'slow',
    async complete(_, signal) {
      await clock.sleep(ms, signal);
      return { text: 'yes' };
    },
  };
  return { model, clock };
}

test('an answer in time is an answer, and leaves no timer behind', async () => {
  const { model, clock } = taking(900);
  const answer = withTimeLimit(model, 1000, clock).complete(REQUEST);
  await clock.advance(900);
  expect(await answer).toEqual({ text: 'yes' });
  expect(clock.sleepers()).toBe(0);
});

test('a late answer is a failure that may pass, and the request is stopped', async () => {
  const { model, clock } = taking(5000);
  const answer = withTimeLimit(model, 1000, clock).complete(REQUEST);
  const outcome = expect(answer).rejects.toMatchObject({ message: 'slow gave no answer within 1 s', retryable: true });
  await clock.advance(1000);
  await outcome;
  expect(clock.sleepers()).toBe(0);
});

test('a model that does not listen is left behind', async () => {
  const clock = manualClock();
  const deaf: Model = { name: 'deaf', complete: () => new Promise(() => {}) };
  const outcome = expect(withTimeLimit(deaf, 1000, clock).complete(REQUEST)).rejects.toThrow('within 1 s');
  await clock.advance(1000);
  await outcome;
});

test('whoever stops the request gets their own reason', async () => {
  const { model, clock } = taking(5000);
  const controller = new AbortController();
  const answer = withTimeLimit(model, 1000, clock).complete(REQUEST, controller.signal);
  const outcome = expect(answer).rejects.toThrow('enough');
  controller.abort(new Error('enough'));
  await outcome;
});
