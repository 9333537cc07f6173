/** The server as users run it: behind a port, with worker threads, stopped by a signal. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { loadDataset } from '../../src/dataset/index.ts';
import { createApp, createMetrics, SERVER_LIMITS, workersInProcess } from '../../src/server/index.ts';
import { type Running, startServe } from './served.ts';

let served: Running;
beforeAll(async () => {
  served = await startServe('--workers', '2', '--dataset', 'bundled/aws', '--item-time', '5');
});
afterAll(async () => {
  await served.end();
});

const VPC = 'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}\n';

interface Rewarded {
  readonly rewards: readonly (number | null)[];
  readonly details: readonly { readonly components: unknown; readonly reason?: string }[];
}

test('over HTTP every answer to the bundled tasks earns what it earns in process', async () => {
  const dataset = await loadDataset('bundled/aws');
  const app = createApp({
    workers: await workersInProcess({}),
    limits: SERVER_LIMITS,
    metrics: createMetrics(),
    version: '0.0.0',
    instances: new Map(dataset.instances.map((instance) => [instance.instance_id, instance])),
    token: undefined,
    draining: () => false,
  });
  const instances = dataset.instances.slice(0, 12);
  const items = instances.flatMap(({ instance_id, gold_solution: files = {} }, index) => [
    { instance_id, files },
    { instance_id, files: instances[(index + 1) % instances.length]?.gold_solution ?? {} },
    {
      instance_id,
      files: Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replace('=', '')])),
    },
  ]);
  for (const reward of ['terraformer/1', 'dense/1']) {
    const here = await app.request('/v1/reward', { method: 'POST', body: JSON.stringify({ reward, items }) });
    const there = await served.post('/v1/reward', { reward, items });
    const without = ({ rewards, details }: Rewarded) => ({
      rewards,
      details: details.map((detail) => ({ ...detail, timing: undefined })),
    });
    const ours = without((await here.json()) as Rewarded);
    expect(without((await there.json()) as Rewarded)).toEqual(ours);
    expect(new Set(ours.rewards).size).toBeGreaterThan(2);
  }
});

test('a server ends when the command that was started is killed, and its port is free', async () => {
  const other = await startServe('--workers', '1');
  const answers = () =>
    fetch(`${other.url}/health`)
      .then(({ ok }) => ok)
      .catch(() => false);
  expect(await answers()).toBe(true);
  other.process.kill('SIGKILL');
  await expect.poll(answers, { timeout: 20_000, interval: 100 }).toBe(false);
}, 60_000);

test('an OpenEnv client keeps its episode for as long as its WebSocket is open', async () => {
  const socket = new WebSocket(`${served.url.replace('http', 'ws')}/ws`);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const ask = (message: unknown) =>
    // biome-ignore lint/suspicious/noExplicitAny: messages of every shape
    new Promise<any>((resolve) => {
      socket.once('message', (data) => resolve(JSON.parse(String(data))));
      socket.send(JSON.stringify(message));
    });
  expect((await ask({ type: 'reset', data: { seed: 3 } })).data.observation.prompt).not.toBe('');
  const step = await ask({ type: 'step', data: { files: { 'main.tf': VPC } } });
  expect(step).toMatchObject({ type: 'observation', data: { observation: { steps_left: 4 } } });
  expect((await ask({ type: 'state' })).data.step_count).toBe(1);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.send('{"type":"close"}');
  expect(await closed).toBe(1000);
});

test('many requests at once are all answered, each with its own', async () => {
  const asked = Array.from({ length: 60 }, (_, index) => index);
  const answers = await Promise.all(
    asked.map(async (index) => {
      const block = `10.${index}.0.0/16`;
      const items = [{ id: block, files: { 'main.tf': VPC.replace('10.0.0.0/16', index % 2 ? block : 'nonsense') } }];
      const { verdicts } = (await (await served.post('/v1/verify', { items })).json()) as {
        verdicts: readonly { id: string; reward: number }[];
      };
      return [verdicts[0]?.id, verdicts[0]?.reward];
    }),
  );
  expect(answers).toEqual(asked.map((index) => [`10.${index}.0.0/16`, index % 2 ? 1 : 0]));
});

test('a client that goes away in the middle does no harm', async () => {
  const gone = new AbortController();
  const items = Array(200).fill({ files: { 'main.tf': VPC } });
  const request = fetch(`${served.url}/v1/verify`, {
    method: 'POST',
    body: JSON.stringify({ items }),
    signal: gone.signal,
  }).catch(() => 'gone');
  setTimeout(() => gone.abort(), 20);
  await request;
  expect((await fetch(`${served.url}/health`)).status).toBe(200);
});

test('it can be reached from this machine only', async () => {
  expect(new URL(served.url).hostname).toBe('127.0.0.1');
});

test('at a signal it ends what was begun, then stops with exit code 0', async () => {
  const other = await startServe('--workers', '1');
  const items = Array(300).fill({ files: { 'main.tf': VPC } });
  const answer = other.post('/v1/verify', { items });
  await new Promise((resolve) => setTimeout(resolve, 100));
  const code = other.end();
  expect(((await (await answer).json()) as { verdicts: unknown[] }).verdicts).toHaveLength(300);
  expect(await code).toBe(0);
});

test('a port that is taken, a data set that is not there and a wrong number end with a sentence', async () => {
  const port = new URL(served.url).port;
  await expect(startServe('--port', port)).rejects.toThrow(/ended with 3: .*is taken/s);
  await expect(startServe('--dataset', 'nowhere.jsonl')).rejects.toThrow(/ended with 2: .*nowhere\.jsonl/s);
  await expect(startServe('--workers', 'many')).rejects.toThrow(/ended with 2: .*--workers/s);
});
