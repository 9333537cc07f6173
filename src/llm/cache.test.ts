import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createResponseCache, requestKey, withCache } from './cache.ts';
import type { CompletionRequest, Model } from './model.ts';
import { scriptedModel } from './scripted.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'terrasmith-cache-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const asking = (content: string, sample = 0): CompletionRequest => ({
  messages: [{ role: 'user', content }],
  task: { id: 'a', sample },
});

/** A model that says how often it was asked. */
const counting = () => {
  let asked = 0;
  return scriptedModel(() => String(++asked));
};

const cached = (model: Model, applies = true) =>
  withCache(model, { cache: createResponseCache(folder), settings: {}, applies: () => applies });

test('an answer is asked for once, in this process and in the next', async () => {
  const first = cached(counting());
  expect(await first.complete(asking('x'))).toEqual({ text: '1' });
  expect(await first.complete(asking('x'))).toEqual({ text: '1', cached: true });
  expect(await cached(counting()).complete(asking('x'))).toEqual({ text: '1', cached: true });
});

test('another question, another sample or another model is another answer', async () => {
  const model = cached(counting());
  const texts = [];
  for (const request of [asking('x'), asking('y'), asking('x', 1), { ...asking('x'), temperature: 0.5 }]) {
    texts.push((await model.complete(request)).text);
  }
  expect(texts).toEqual(['1', '2', '3', '4']);
});

test('the key says all that the answer depends on, in whatever order it is said', () => {
  const request = asking('x');
  const key = requestKey('m', { a: 1, b: 2 }, request);
  expect(requestKey('m', { b: 2, a: 1 }, { ...request, onText: () => {} })).toBe(key);
  expect(requestKey('m', { a: 1, b: 2 }, { ...request, task: { id: 'other', sample: 0 } })).toBe(key);
  for (const other of [
    requestKey('n', { a: 1, b: 2 }, request),
    requestKey('m', { a: 1, b: 3 }, request),
    requestKey('m', { a: 1, b: 2 }, { ...request, grammar: 'g' }),
    requestKey('m', { a: 1, b: 2 }, asking('x', 1)),
  ]) {
    expect(other).not.toBe(key);
  }
});

test('equal requests at the same time wait for one answer', async () => {
  const model = cached(counting());
  const answers = await Promise.all(Array.from({ length: 5 }, () => model.complete(asking('x'))));
  expect(answers.map(({ text }) => text)).toEqual(['1', '1', '1', '1', '1']);
});

test('who waits for another request asks anew where that one is stopped', async () => {
  let asked = 0;
  const model = cached({
    name: 'slow',
    async complete(_, signal) {
      asked++;
      await setTimeout(20, undefined, { signal: signal as AbortSignal });
      return { text: 'yes' };
    },
  });
  const controller = new AbortController();
  const stopped = expect(model.complete(asking('x'), controller.signal)).rejects.toThrow();
  await setTimeout(5);
  const other = model.complete(asking('x'), new AbortController().signal);
  controller.abort();
  await stopped;
  expect((await other).text).toBe('yes');
  expect(asked).toBe(2);
});

test('a failure is not kept', async () => {
  let down = true;
  const model = cached(
    scriptedModel(() => {
      if (down) throw new Error('down');
      return 'up';
    }),
  );
  await expect(model.complete(asking('x'))).rejects.toThrow('down');
  down = false;
  expect(await model.complete(asking('x'))).toEqual({ text: 'up' });
});

test('an entry that cannot be read, or is another’s, counts as absent', async () => {
  await cached(counting()).complete(asking('x'));
  const [shelf = ''] = readdirSync(folder);
  const [file = ''] = readdirSync(join(folder, shelf));
  const path = join(folder, shelf, file);
  const good = readFileSync(path, 'utf8');
  for (const bad of ['', good.slice(0, 20), good.replace(/"key":"./, '"key":"z'), '{}', 'null']) {
    writeFileSync(path, bad);
    expect(await cached(counting()).complete(asking('x'))).toEqual({ text: '1' });
  }
});

test('requests that are not to be kept leave nothing behind', async () => {
  const model = cached(counting(), false);
  await model.complete(asking('x'));
  expect((await model.complete(asking('x'))).text).toBe('2');
  expect(readdirSync(folder)).toEqual([]);
});

test('a folder that cannot be written is a failure that says what to do', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const model = withCache(counting(), { cache: createResponseCache(file), settings: {}, applies: () => true });
  await expect(model.complete(asking('x'))).rejects.toThrow('--cache-dir names another folder');
});

/** Writes the same few long entries over and over, as fast as it can. */
const WRITER = `
  import { createResponseCache } from ${JSON.stringify(new URL('./cache.ts', import.meta.url).href)};
  const cache = createResponseCache(process.argv[1]);
  process.stdout.write('ready');
  for (let round = 0; ; round++) {
    await cache.write('k'.repeat(63) + (round % 3), { text: String(round % 3).repeat(200_000) });
  }`;

test('three processes that write the same entries and are killed at any moment never leave half an entry', async () => {
  const cache = createResponseCache(folder);
  const read = async () => {
    for (let entry = 0; entry < 3; entry++) {
      const completion = await cache.read('k'.repeat(63) + entry);
      if (completion !== undefined) expect(completion.text).toBe(String(entry).repeat(200_000));
    }
  };
  const writers = Array.from({ length: 3 }, () =>
    spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', WRITER, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
  await Promise.all(writers.map((writer) => new Promise((resolve) => writer.stdout.once('data', resolve))));
  for (const writer of writers) {
    for (let look = 0; look < 10; look++) await read();
    await Promise.all([new Promise((resolve) => writer.once('exit', resolve)), writer.kill('SIGKILL')]);
    await read();
  }
  await read();
  expect(await cache.read('k'.repeat(63) + 0)).toBeDefined();
});
