/** Whatever is sent, the answer is an answer, and the next request is served as ever. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { appForTests, contextForTests, INSTANCE, VPC } from './app-for-tests.ts';
import { createSession } from './openenv/session.ts';

const ROUTES = [
  '/v1/verify',
  '/v1/reward',
  '/get_reward',
  '/verify',
  '/seed_session',
  '/close_session',
  '/reset',
  '/step',
];
const EXPECTED = new Set([200, 400]);

/** A good body of every route, to be damaged. */
const BODIES = [
  { items: [{ id: 1, files: { 'main.tf': VPC }, policy: INSTANCE.policy }] },
  { reward: 'dense/1', items: [{ completion: VPC, instance_id: 'vpc-1', instance: null, prompt: 'p' }] },
  { query: [VPC], prompts: ['p'], labels: [JSON.stringify(INSTANCE)] },
  { responses_create_params: { input: [] }, response: { output: [{ type: 'message', content: VPC }] } },
  { seed: 1, episode_id: 'e', instance: INSTANCE },
  { action: { files: { 'main.tf': VPC } } },
];

let server: Awaited<ReturnType<typeof appForTests>>;
beforeAll(async () => {
  server = await appForTests();
});

const route = fc.constantFrom(...ROUTES);
const json = fc.jsonValue({ maxDepth: 4 });

test('random bytes are refused with a sentence', async () => {
  await fc.assert(
    fc.asyncProperty(route, fc.uint8Array({ maxLength: 300 }), async (path, bytes) => {
      expect(EXPECTED).toContain((await server.post(path, bytes)).status);
    }),
    { numRuns: 150 },
  );
});

test('JSON of any shape is answered or refused', async () => {
  await fc.assert(
    fc.asyncProperty(route, json, async (path, body) => {
      expect(EXPECTED).toContain((await server.post(path, JSON.stringify(body))).status);
    }),
    { numRuns: 150 },
  );
});

test('a good body with one value replaced is answered or refused', async () => {
  await fc.assert(
    fc.asyncProperty(route, fc.constantFrom(...BODIES), fc.nat(), json, async (path, body, place, value) => {
      const { status, json: answer } = await server.post(path, JSON.stringify(damaged(body, place, value)));
      expect(EXPECTED, JSON.stringify(answer)).toContain(status);
    }),
    { numRuns: 250 },
  );
});

test('a body cut short, or nested without end, is refused', async () => {
  const whole = JSON.stringify(BODIES[0]);
  for (const path of ROUTES) {
    expect((await server.post(path, whole.slice(0, -2))).status).toBe(400);
    expect(EXPECTED).toContain((await server.post(path, `${'['.repeat(100_000)}${']'.repeat(100_000)}`)).status);
    expect(EXPECTED).toContain(
      (await server.post(path, `{"a":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_001)}`)).status,
    );
  }
});

test('names that JavaScript knows are names like others', async () => {
  const body = '{"items":[{"files":{"__proto__":"x","constructor":"y","main.tf":"variable \\"a\\" {}"}}]}';
  expect((await server.post('/v1/verify', body)).status).toBe(200);
  const { status } = await server.post('/v1/reward', '{"items":[{"completion":"","instance_id":"__proto__"}]}');
  expect(status).toBe(400);
});

test('a WebSocket session answers whatever text comes', async () => {
  const session = createSession(await contextForTests());
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string(),
        json.map((value) => JSON.stringify({ type: 'step', data: value })),
      ),
      async (text) => {
        const answer = JSON.parse((await session.receive(text)) as string) as { type: string };
        expect(['observation', 'error']).toContain(answer.type);
      },
    ),
    { numRuns: 100 },
  );
});

test('after all that, a good request is served', async () => {
  expect((await server.post('/v1/reward', { items: [{ files: { 'main.tf': VPC } }] })).json.rewards).toEqual([1]);
});

/** The body with the value at one of its places, counted from the outside, replaced. */
function damaged(body: unknown, place: number, value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(body)) as unknown;
  const places: { holder: Record<string, unknown>; key: string }[] = [];
  const visit = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, child] of Object.entries(node)) {
      places.push({ holder: node as Record<string, unknown>, key });
      visit(child);
    }
  };
  visit(copy);
  const chosen = places[place % places.length];
  if (chosen !== undefined) chosen.holder[chosen.key] = value;
  return copy;
}
