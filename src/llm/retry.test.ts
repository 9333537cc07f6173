import { expect, test } from 'vitest';
import { manualClock } from './clock.ts';
import { ModelError } from './model.ts';
import { withRetries } from './retry.ts';
import { scriptedModel } from './scripted.ts';

const REQUEST = { messages: [] };
const passing = (retryAfterMs?: number) => new ModelError('busy', { retryable: true, status: 429, retryAfterMs });

/** A model that fails with each of the errors, then answers; notes when it was asked. */
function failing(errors: readonly Error[], clock = manualClock()) {
  const asked: number[] = [];
  const model = scriptedModel(() => {
    const error = errors[asked.length];
    asked.push(clock.now());
    if (error !== undefined) throw error;
    return 'yes';
  });
  return { model, asked, clock };
}

test('waits about twice as long each time, half of it by chance', async () => {
  for (const [chance, moments] of [
    [0, [0, 500, 1500, 3500]],
    [0.5, [0, 750, 2250, 5250]],
  ] as const) {
    const { model, asked, clock } = failing([passing(), passing(), passing()]);
    const answer = withRetries(model, { retries: 4, clock, random: () => chance }).complete(REQUEST);
    await clock.advance(10_000);
    expect(await answer).toEqual({ text: 'yes' });
    expect(asked).toEqual(moments);
  }
});

test('never comes back before the vendor wants, nor all at the same moment', async () => {
  const { model, asked, clock } = failing([passing(7000), passing(30_000)]);
  const answer = withRetries(model, { retries: 4, clock, random: () => 0.25 }).complete(REQUEST);
  await clock.advance(60_000);
  await answer;
  expect(asked).toEqual([0, 7250, 37_500]);
});

test('no wait is longer than a minute unless the vendor asks for it', async () => {
  const { model, asked, clock } = failing(Array.from({ length: 9 }, () => passing()));
  const answer = withRetries(model, { retries: 9, clock, random: () => 1 }).complete(REQUEST);
  await clock.advance(600_000);
  await answer;
  const waits = asked.map((moment, index) => moment - (asked[index - 1] ?? 0)).slice(1);
  expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
});

test('gives up after so many tries, and says how many', async () => {
  const { model, asked, clock } = failing([passing(), passing(), passing()]);
  const answer = withRetries(model, { retries: 2, clock, random: () => 0 }).complete(REQUEST);
  const outcome = expect(answer).rejects.toMatchObject({ message: 'busy (3 tries)', status: 429, retryable: true });
  await clock.advance(10_000);
  await outcome;
  expect(asked).toHaveLength(3);
});

test('does not repeat what no waiting ends, nor wait for tomorrow', async () => {
  const hopeless = new ModelError('no such model', { retryable: false });
  const tomorrow = passing(24 * 3600 * 1000);
  for (const error of [hopeless, tomorrow, new TypeError('our own mistake')]) {
    const { model, asked, clock } = failing([error]);
    await expect(withRetries(model, { retries: 4, clock, random: () => 0 }).complete(REQUEST)).rejects.toBe(error);
    expect(asked).toHaveLength(1);
  }
});

test('a wait ends when the request is stopped', async () => {
  const { model, clock } = failing([passing(60_000)]);
  const controller = new AbortController();
  const answer = withRetries(model, { retries: 4, clock, random: () => 0 }).complete(REQUEST, controller.signal);
  const outcome = expect(answer).rejects.toThrow('enough');
  await clock.advance(1000);
  controller.abort(new Error('enough'));
  await outcome;
  expect(clock.sleepers()).toBe(0);
});
