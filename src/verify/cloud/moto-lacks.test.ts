import { expect, test } from 'vitest';
import { GONE, lackWatch } from './moto-lacks.ts';

const TRACE =
  'Traceback (most recent call last):\n  …\nNotImplementedError: The create_x action has not been implemented\n';

test('a lack ends the command that is under way, however its trace is cut into pieces', () => {
  const watch = lackWatch();
  const signal = watch.signal();
  for (const character of TRACE) watch.read(character);
  expect(signal.reason).toBe('moto cannot do this: create_x action has not been implemented');
});

test('a lack of the command before does not end the next one', () => {
  const watch = lackWatch();
  watch.signal();
  watch.read(TRACE);
  expect(watch.signal().aborted).toBe(false);
});

test('nothing is begun with a moto that is gone', () => {
  const watch = lackWatch();
  const underWay = watch.signal();
  watch.gone();
  expect([underWay.reason, watch.signal().reason]).toEqual([GONE, GONE]);
});
