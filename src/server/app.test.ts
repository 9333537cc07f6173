import { beforeAll, expect, test } from 'vitest';
import { appForTests, SHARED_POLICY, UNKNOWN_ARGUMENT, VPC } from './app-for-tests.ts';

let server: Awaited<ReturnType<typeof appForTests>>;
beforeAll(async () => {
  server = await appForTests();
});

const fenced = (code: string) => `Here it is:\n\`\`\`hcl\n${code}\`\`\`\n`;

test('verdicts come in the order of the items, with their identifiers', async () => {
  const { status, json } = await server.post('/v1/verify', {
    items: [
      { id: 'good', files: { 'main.tf': VPC } },
      { files: { 'main.tf': UNKNOWN_ARGUMENT } },
      { completion: 'no' },
    ],
  });
  expect(status).toBe(200);
  expect(json.verdicts.map(({ id, reward }: { id: string; reward: number }) => [id, reward])).toEqual([
    ['good', 1],
    ['1', 0],
    ['2', 0],
  ]);
  expect(json.verdicts[1].certificate).toContain('Unsupported argument');
});

test('a policy that comes with an item is judged', async () => {
  const { json } = await server.post('/v1/verify', {
    items: [{ files: { 'main.tf': VPC }, policy: SHARED_POLICY }],
  });
  expect(json.verdicts[0].reward).toBe(1.5);
});

test('a reward is looked up by name, and the task by instance_id', async () => {
  const items = [{ completion: fenced(VPC), instance_id: 'vpc-1' }];
  const rewards = [];
  for (const reward of ['terraformer/1', 'graded/1', 'dense/1'])
    rewards.push((await server.post('/v1/reward', { reward, items })).json.rewards[0]);
  expect(rewards).toEqual([1.5, 1, 1.625]);
});

test('an instance may come with the item instead', async () => {
  const { json } = await server.post('/v1/reward', {
    reward: 'terraformer/1',
    items: [{ completion: fenced(VPC), instance: { policy: SHARED_POLICY } }, { files: { 'main.tf': VPC } }],
  });
  expect(json.rewards).toEqual([1.5, 1]);
  expect(json.details[0].components).toMatchObject({ init: 1, plan: 1, policy: 0.5, rules: 2, rules_passed: 1 });
  expect(json.details[0].certificate).toContain('is_valid_tag');
  expect(json.details[0].timing.verify_ms).toBeGreaterThan(0);
});

test('a policy that does not compile is our failure: null, with the reason', async () => {
  const { json } = await server.post('/v1/reward', {
    items: [{ files: { 'main.tf': VPC }, policy: 'package p\nrule {' }],
  });
  expect(json.rewards).toEqual([null]);
  expect(json.details[0].reason).toContain('does not compile');
});

test.each([
  ['nothing', '', 400, /the body is not JSON: it is empty/],
  ['no JSON', 'abc', 400, /not JSON/],
  ['no items', {}, 400, /items/],
  ['an item of nothing', { items: [{}] }, 400, /items\[0\]: expected files/],
  ['a file that is no text', { items: [{ files: { 'main.tf': 3 } }] }, 400, /items\[0\]\.files\.main\.tf/],
  ['an unknown reward', { reward: 'best/9', items: [] }, 400, /terraformer\/1/],
  ['an unknown instance', { items: [{ completion: '', instance_id: 'x' }] }, 400, /no instance "x"/],
] as const)('%s is refused with a sentence', async (_, body, expected, sentence) => {
  const { status, json } = await server.post('/v1/reward', body);
  expect(status).toBe(expected);
  expect(json.error.message).toMatch(sentence);
});

test('a path that does not exist says where to look', async () => {
  const { status, json } = await server.get('/nothing');
  expect([status, json.error.code]).toEqual([404, 'not-found']);
});

test('a larger body than allowed and more items than allowed are refused', async () => {
  const small = await appForTests({ limits: { bodyBytes: 1_000, items: 2, waiting: 10 } });
  expect((await small.post('/v1/verify', { items: [{ completion: 'x'.repeat(2_000) }] })).status).toBe(413);
  const { status, json } = await small.post('/v1/verify', { items: Array(3).fill({ completion: '' }) });
  expect([status, json.error.code]).toEqual([413, 'too-many-items']);
});

test('where too much waits, the client is told when to come again', async () => {
  const base = await appForTests();
  const busy = {
    size: 2,
    waiting: () => 5_000,
    replaced: () => 0,
    perform: () => Promise.reject(),
    close: async () => {},
  };
  const full = await appForTests({ workers: busy, limits: { bodyBytes: 1e6, items: 10, waiting: 5_000 } });
  const { status, headers } = await full.post('/v1/verify', { items: [{ completion: '' }] });
  expect(status).toBe(429);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await base.post('/v1/verify', { items: [{ completion: '' }] })).status).toBe(200);
});

test('a server that is about to stop takes no work, and says so where machines look', async () => {
  const stopping = await appForTests({ draining: () => true });
  const { status, headers } = await stopping.post('/v1/verify', { items: [{ completion: '' }] });
  expect([status, headers.get('retry-after')]).toEqual([503, '5']);
  expect((await stopping.get('/health')).status).toBe(503);
});

test('with a token, only those who know it get in', async () => {
  const guarded = await appForTests({ token: 'secret' });
  const body = { items: [{ completion: '' }] };
  expect((await guarded.post('/v1/verify', body)).status).toBe(401);
  expect((await guarded.post('/v1/verify', body, { authorization: 'Bearer wrong' })).status).toBe(401);
  expect((await guarded.post('/v1/verify', body, { authorization: 'Bearer secret' })).status).toBe(200);
  expect((await guarded.get('/health')).status).toBe(200);
  expect((await guarded.get('/metrics')).status).toBe(401);
});

test('metrics count items and requests, with no label for paths that anybody may make up', async () => {
  const fresh = await appForTests();
  await fresh.post('/v1/reward', { items: [{ completion: '' }, { completion: 'no' }] });
  for (const path of ['/a', '/b', '/c']) await fresh.get(path);
  const { json: text } = await fresh.get('/metrics');
  expect(text).toContain('terrasmith_items_total{kind="reward",outcome="scored"} 2');
  expect(text).toContain('terrasmith_requests_total{path="unknown",status="404"} 3');
  expect(text).toContain('terrasmith_item_seconds_count 2');
});

test('the OpenAPI document names every route that is served', async () => {
  const { json } = await server.get('/openapi.json');
  const served = server.app.routes
    .filter(({ path, method }) => path.startsWith('/') && path !== '/*' && method !== 'ALL')
    .map(({ path }) => path)
    .filter((path) => path !== '/openapi.json');
  expect(Object.keys(json.paths).sort()).toEqual([...new Set(served)].sort());
});
