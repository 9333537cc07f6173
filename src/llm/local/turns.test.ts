import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

const later = () => new Promise((done) => setTimeout(done, 1));

test('as much is in work as there are places, each place once, in the order it came', async () => {
  const turns = createTurns(2);
  const inWork = new Set<number>();
  const begun: number[] = [];
  let most = 0;
  const work = (number: number) =>
    turns.take(async (place) => {
      expect(inWork.has(place)).toBe(false);
      inWork.add(place);
      begun.push(number);
      most = Math.max(most, inWork.size);
      await later();
      inWork.delete(place);
      return number;
    });
  expect(await Promise.all([0, 1, 2, 3, 4].map(work))).toEqual([0, 1, 2, 3, 4]);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  expect(most).toBe(2);
});

test('work that fails gives its place back', async () => {
  const turns = createTurns(1);
  const failed = turns.take(async () => {
    throw new Error('no');
  });
  const next = turns.take(async (place) => place);
  await expect(failed).rejects.toThrow('no');
  expect(await next).toBe(0);
});

test('it is idle when what waits is done, too', async () => {
  const turns = createTurns(1);
  let done = 0;
  for (let index = 0; index < 3; index++) {
    void turns.take(async () => {
      await later();
      done++;
    });
  }
  await turns.idle();
  expect(done).toBe(3);
});
