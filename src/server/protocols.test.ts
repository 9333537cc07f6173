/** The protocols of reward and environment frameworks, as their clients speak them. */
import { beforeAll, expect, test } from 'vitest';
import { appForTests, contextForTests, INSTANCE, UNKNOWN_ARGUMENT, VPC } from './app-for-tests.ts';
import { createSession } from './openenv/session.ts';
import { completionIn } from './query.ts';

let server: Awaited<ReturnType<typeof appForTests>>;
beforeAll(async () => {
  server = await appForTests();
});

const TAGGED = VPC.replace('}', '  tags = { team = "core" }\n}');
const fenced = (code: string) => `\`\`\`hcl\n${code}\`\`\``;

test('OpenRLHF gets rewards, scores from 0 to 1 and logs for a query that holds the prompt too', async () => {
  const prompts = ['<|im_start|>user\nA VPC<|im_end|>\n<|im_start|>assistant\n', 'Q: a VPC\nA: '];
  const { json } = await server.post('/get_reward', {
    query: [`${prompts[0]}${fenced(TAGGED)}<|im_end|>`, `${prompts[1]}${fenced(UNKNOWN_ARGUMENT)}`],
    prompts,
    labels: ['vpc-1', JSON.stringify(INSTANCE)],
  });
  expect(json.rewards).toEqual([2, 0]);
  expect(json.scores).toEqual([1, 0]);
  expect(json.extra_logs).toMatchObject({ plan: [1, 0], policy: [1, 0], unscored: [0, 0] });
});

test('an older client of OpenRLHF sends the query alone', async () => {
  const query = [`<|im_start|>user\nA VPC<|im_end|>\n<|im_start|>assistant\n${fenced(VPC)}<|im_end|><|endoftext|>`];
  expect((await server.post('/get_reward', { query })).json.rewards).toEqual([1]);
  expect((await server.post('/get_reward?reward=graded/1', { query })).json.rewards).toEqual([1]);
  expect((await server.post('/get_reward?reward=none/1', { query })).status).toBe(400);
});

test('an answer is told from the prompt by the last turn of the chat', () => {
  const examples = '<|im_start|>user\nx<|im_end|><|im_start|>assistant\nold<|im_end|>';
  expect(completionIn(`${examples}<|im_start|>user\ny<|im_end|><|im_start|>assistant\nnew<|im_end|>`, undefined)).toBe(
    '\nnew',
  );
  expect(completionIn('plain words', undefined)).toBe('plain words');
  expect(completionIn(`[INST] q [/INST] a${'</s>'.repeat(10_000)}`, undefined)).toBe(' a');
});

const response = (text: string) => ({
  id: 'r',
  object: 'response',
  output: [
    { type: 'reasoning', summary: [] },
    { type: 'message', role: 'assistant', content: [{ type: 'output_text', text, annotations: [] }] },
  ],
});

test('NeMo Gym gets its request back with the reward', async () => {
  const request = {
    responses_create_params: { input: [{ role: 'user', content: 'A VPC' }] },
    response: response(fenced(TAGGED)),
    verifier_metadata: { instance_id: 'vpc-1', source: 'kept' },
    extra: [1, 2],
  };
  const { json } = await server.post('/verify', request);
  expect(json).toMatchObject({ ...request, reward: 2, mask_sample: false, failure_reason: null });
  expect(json.reward_components).toMatchObject({ plan: 1, policy: 1 });
});

test('NeMo Gym is told to leave out a sample that we could not judge', async () => {
  const { json } = await server.post('/verify', {
    responses_create_params: {},
    response: response(fenced(VPC)),
    verifier_metadata: { policy: 'package p\nrule {' },
  });
  expect(json).toMatchObject({ reward: 0, mask_sample: true });
  expect(json.failure_reason).toContain('does not compile');
});

test('NeMo Gym begins and ends sessions, of which nothing is kept', async () => {
  const session = { resources_session_id: 's1', episode_id: 'e', task_id: 't', task_data: {} };
  expect((await server.post('/seed_session', session)).json).toEqual({ resources_session_id: 's1' });
  expect((await server.post('/seed_session', {})).json).toEqual({});
  expect((await server.post('/close_session', session)).json).toEqual({ resources_session_id: 's1' });
});

test('an episode of OpenEnv gives the prompt, then rewards and certificates until all is earned', async () => {
  const reset = await server.post('/reset', { instance_id: 'vpc-1', episode_id: 'e1' });
  expect(Object.keys(reset.json).sort()).toEqual(['done', 'observation', 'reward']);
  expect(reset.json).toMatchObject({ reward: null, done: false, observation: { prompt: INSTANCE.problem_statement } });
  const wrong = await server.post('/step', { action: { completion: fenced(UNKNOWN_ARGUMENT) } });
  expect(wrong.json).toMatchObject({ reward: 0, done: false, observation: { steps_left: 4 } });
  expect(wrong.json.observation.certificate).toContain('Unsupported argument');
  const right = await server.post('/step', { action: { files: { 'main.tf': TAGGED } } });
  expect(right.json).toMatchObject({ reward: 2, done: true });
  expect((await server.get('/state')).json).toMatchObject({ episode_id: 'e1', step_count: 2, done: true });
});

test('episodes over HTTP are told apart by their identifiers', async () => {
  for (const episode_id of ['a', 'b']) await server.post('/reset', { episode_id, instance_id: 'vpc-1', max_steps: 1 });
  const { json } = await server.post('/step', { episode_id: 'a', action: { completion: '' } });
  expect(json.done).toBe(true);
  expect((await server.get('/state?episode_id=a')).json.step_count).toBe(1);
  expect((await server.get('/state?episode_id=b')).json.step_count).toBe(0);
});

test('OpenEnv is told what actions, observations and states look like', async () => {
  const { json } = await server.get('/schema');
  expect(Object.keys(json)).toEqual(['action', 'observation', 'state']);
  expect(json.action.properties).toHaveProperty('completion');
  expect((await server.get('/health')).json).toEqual({ status: 'healthy' });
  expect((await server.get('/metadata')).json).toMatchObject({ name: 'terrasmith' });
});

test('a WebSocket session answers each message in turn, and mistakes with their code', async () => {
  const session = createSession(await contextForTests());
  const send = async (message: unknown) =>
    JSON.parse((await session.receive(typeof message === 'string' ? message : JSON.stringify(message))) as string);
  expect(await send({ type: 'reset', data: { instance_id: 'vpc-1' } })).toMatchObject({ type: 'observation' });
  const answers = await Promise.all([
    send({ type: 'step', data: { completion: fenced(VPC) } }),
    send({ type: 'state' }),
    send({ type: 'step', data: { completion: fenced(TAGGED) } }),
  ]);
  expect(answers.map(({ type, data }) => [type, data.reward ?? data.step_count])).toEqual([
    ['observation', 1.5],
    ['state', 1],
    ['observation', 2],
  ]);
  expect((await send('{')).data.code).toBe('INVALID_JSON');
  expect((await send('[]')).data.code).toBe('INVALID_JSON');
  expect((await send({ type: 'fly' })).data.code).toBe('UNKNOWN_TYPE');
  expect((await send({ type: 'step', data: {} })).data.code).toBe('VALIDATION_ERROR');
  expect((await send({ type: 'reset', data: { instance_id: 'none' } })).data.code).toBe('EXECUTION_ERROR');
  expect(await session.receive('{"type":"close"}')).toBeUndefined();
});
