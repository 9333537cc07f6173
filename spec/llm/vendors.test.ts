/** Every vendor's adapter against recorded answers: what is asked, what comes back, and what happens when things go wrong. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type CompletionRequest,
  createModel,
  ModelError,
  type ModelSettings,
  manualClock,
  modelEnvironment,
} from '../../src/llm/index.ts';
import { RETRY_AFTER_S } from './imitation/behaviours.ts';
import { type Imitation, type SeenRequest, startImitation } from './imitation/server.ts';

const KEYS = {
  ANTHROPIC_API_KEY: 'key-of-anthropic',
  OPENAI_API_KEY: 'key-of-openai',
  GEMINI_API_KEY: 'key-of-google',
  OPENAI_COMPATIBLE_API_KEY: 'key-of-compatible',
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
const ANSWER = '```hcl\nresource "aws_sqs_queue" "jobs" {\n  name = "jobs"\n}\n```';
const REQUEST: CompletionRequest = {
  messages: [
    { role: 'system', content: 'Answer with Terraform.' },
    { role: 'user', content: 'A queue, please.' },
  ],
};

let server: Imitation;
beforeAll(async () => {
  server = await startImitation();
});
afterAll(() => server.close());

type Vendor = 'anthropic' | 'openai' | 'responses' | 'google' | 'bedrock' | 'ollama' | 'compatible';
const VENDORS: readonly Vendor[] = ['anthropic', 'openai', 'responses', 'google', 'bedrock', 'ollama', 'compatible'];

const nameOf = (vendor: Vendor, model: string) => {
  if (vendor === 'compatible') return `openai-compatible/${model}@${server.url}/v1`;
  return `${vendor === 'responses' ? 'openai' : vendor}/${model}`;
};

let salt = 0;

/** A model whose behaviour at the server begins anew: the server counts by name. */
async function ask(
  vendor: Vendor,
  behaviour: string,
  settings: ModelSettings = {},
  request: CompletionRequest = REQUEST,
  signal?: AbortSignal,
) {
  const clock = manualClock();
  const notices: string[] = [];
  const environment = modelEnvironment(
    { cache: 'off', baseUrl: server.url, ...(vendor === 'responses' ? { api: 'responses' } : {}), ...settings },
    { clock, variables: KEYS, onNotice: (notice) => notices.push(notice) },
  );
  const before = server.requests.length;
  const model = await createModel(nameOf(vendor, `${behaviour}-then-answer${salt++}`), environment);
  const outcome = model.complete(request, signal).then(
    (completion) => ({ completion }),
    (error: unknown) => ({ error }),
  );
  const ended = await runUntil(outcome, clock);
  return { ...ended, waited: clock.now(), seen: server.requests.slice(before), notices };
}

/** Lets the clock run, a tenth of a second at a time, until the promise settles. */
async function runUntil<T>(promise: Promise<T>, clock: ReturnType<typeof manualClock>): Promise<T> {
  let done = false;
  const finished = () => {
    done = true;
  };
  promise.then(finished, finished);
  for (let round = 0; !done; round++) {
    await new Promise((resolve) => setTimeout(resolve, 2));
    // The network has real time to answer before the clock moves.
    if (round > 40) await clock.advance(100);
  }
  return promise;
}

const errorOf = (ended: object) => {
  const error = 'error' in ended ? ended.error : undefined;
  if (!(error instanceof ModelError)) throw new Error(`expected a ModelError, got ${String(error)}`);
  return error;
};
const completionOf = (ended: object) => {
  if (!('completion' in ended)) throw (ended as { error: unknown }).error;
  return ended.completion as Awaited<ReturnType<Awaited<ReturnType<typeof createModel>>['complete']>>;
};

for (const vendor of VENDORS) {
  const details = vendor === 'ollama' ? {} : { cached_input_tokens: 100 };
  const reasoning = ['anthropic', 'bedrock', 'ollama'].includes(vendor) ? {} : { reasoning_tokens: 8 };
  const usage = { input_tokens: 120, output_tokens: 30, ...details, ...reasoning };

  test(`${vendor}: a streamed answer arrives in pieces, with its usage`, async () => {
    const pieces: string[] = [];
    const ended = await ask(vendor, 'answer', {}, { ...REQUEST, onText: (piece) => pieces.push(piece) });
    expect(completionOf(ended)).toMatchObject({ text: ANSWER, finish: 'stop', usage });
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toBe(ANSWER);
  });

  test(`${vendor}: an answer comes in one piece where streaming is off`, async () => {
    const pieces: string[] = [];
    const ended = await ask(vendor, 'answer', { stream: false }, { ...REQUEST, onText: (piece) => pieces.push(piece) });
    expect(completionOf(ended)).toMatchObject({ text: ANSWER, finish: 'stop', usage });
    expect(pieces).toEqual([ANSWER]);
  });

  test(`${vendor}: a busy server is asked again, not before it wants to be`, async () => {
    const ended = await ask(vendor, 'busy');
    expect(completionOf(ended).text).toBe(ANSWER);
    expect(ended.seen).toHaveLength(2);
    expect(ended.waited).toBeGreaterThanOrEqual(RETRY_AFTER_S * 1000);
  });

  test(`${vendor}: a server that breaks is asked five times in all`, async () => {
    const ended = await ask(vendor, 'broken-then-broken-then-broken-then-broken-then-broken');
    expect(errorOf(ended)).toMatchObject({ status: 500, retryable: true });
    expect(errorOf(ended).message).toContain('(5 tries)');
    expect(ended.seen).toHaveLength(5);
  });

  test(`${vendor}: a server that hangs is given up, and the connection is closed`, async () => {
    const ended = await ask(vendor, 'hang', { idleTimeout: 3 });
    expect(completionOf(ended).text).toBe(ANSWER);
    expect(ended.waited).toBeGreaterThanOrEqual(3000);
    await expect.poll(() => ended.seen.map(({ abandoned }) => abandoned)).toEqual([true, false]);
  });

  test(`${vendor}: a stream that falls silent is given up`, async () => {
    const ended = await ask(vendor, 'silence', { idleTimeout: 3, retries: 0 });
    expect(errorOf(ended).message).toContain('sent nothing for 3 s');
  });

  test(`${vendor}: an answer that takes too long in all is given up`, async () => {
    const ended = await ask(vendor, 'hang', { timeout: 2, retries: 0 });
    expect(errorOf(ended).message).toContain('gave no answer within 2 s');
  });

  for (const behaviour of ['cut', 'short', 'garbage']) {
    test(`${vendor}: half an answer (${behaviour}) is no answer, and is asked for again`, async () => {
      const ended = await ask(vendor, behaviour);
      expect(completionOf(ended).text).toBe(ANSWER);
      expect(ended.seen).toHaveLength(2);
    });
  }

  test(`${vendor}: a request that is stopped rejects with the reason, and the server sees it go`, async () => {
    const controller = new AbortController();
    const pending = ask(vendor, 'hang', {}, REQUEST, controller.signal);
    await new Promise((resolve) => setTimeout(resolve, 50));
    controller.abort(new Error('enough'));
    const ended = await pending;
    expect(ended).toMatchObject({ error: new Error('enough') });
    await expect.poll(() => ended.seen.map(({ abandoned }) => abandoned)).toEqual([true]);
  });
}

const REFUSALS: readonly (readonly [Vendor, string, RegExp])[] = [
  ['openai', 'exhausted', /answered 429: You exceeded your current quota/],
  ['anthropic', 'exhausted', /answered 400: Your credit balance is too low/],
  ['openai', 'unauthorised', /answered 401: .*is the key right/],
  ['anthropic', 'unauthorised', /answered 401: invalid x-api-key/],
  ['google', 'unauthorised', /answered 400: API key not valid/],
  ['bedrock', 'unauthorised', /answered 403: .*is the key right/],
  ['openai', 'unknown', /answered 404: .*is the name of the model right/],
  ['anthropic', 'unknown', /answered 404/],
  ['google', 'unknown', /answered 404/],
  ['bedrock', 'unknown', /answered 400: The provided model identifier is invalid/],
  ['ollama', 'unknown', /answered 404/],
];

for (const [vendor, behaviour, message] of REFUSALS) {
  test(`${vendor}: what no waiting ends (${behaviour}) is not tried again`, async () => {
    const ended = await ask(vendor, behaviour);
    expect(errorOf(ended).retryable).toBe(false);
    expect(errorOf(ended).message).toMatch(message);
    expect(ended.seen).toHaveLength(1);
  });
}

test('an overloaded server is asked again', async () => {
  for (const vendor of ['anthropic', 'google'] as const) {
    expect((await ask(vendor, 'overloaded')).seen).toHaveLength(2);
  }
});

test('nobody listening is a failure that says where', async () => {
  const ended = await ask('openai', 'answer', { baseUrl: 'http://127.0.0.1:9', retries: 0 });
  expect(errorOf(ended).message).toMatch(/^openai\/.*(ECONNREFUSED|connect|bad port)/);
});

const SETTINGS: ModelSettings = { temperature: 0.25, maxTokens: 77, seed: 5, topP: 0.5, stop: ['END'] };

const BODIES: Readonly<Record<Vendor, object>> = {
  anthropic: {
    temperature: 0.25,
    max_tokens: 77,
    stop_sequences: ['END'],
    system: [{ text: 'Answer with Terraform.' }],
  },
  openai: { temperature: 0.25, max_tokens: 77, seed: 5, top_p: 0.5, stop: ['END'] },
  responses: { temperature: 0.25, max_output_tokens: 77, top_p: 0.5, store: false },
  google: { generationConfig: { temperature: 0.25, maxOutputTokens: 77, seed: 5, topP: 0.5, stopSequences: ['END'] } },
  bedrock: { inferenceConfig: { temperature: 0.25, maxTokens: 77, topP: 0.5, stopSequences: ['END'] } },
  ollama: { options: { temperature: 0.25, num_predict: 77, seed: 5, top_p: 0.5, stop: ['END'] } },
  compatible: { temperature: 0.25, max_tokens: 77, seed: 5, top_p: 0.5, stop: ['END'] },
};

for (const vendor of VENDORS) {
  test(`${vendor}: options reach the vendor under its own names`, async () => {
    const { seen } = await ask(vendor, 'answer', SETTINGS);
    expect(seen[0]?.body).toMatchObject(BODIES[vendor]);
  });
}

const AUTHORISATION: Readonly<Record<Vendor, (headers: SeenRequest['headers']) => unknown>> = {
  anthropic: (headers) => headers['x-api-key'] === KEYS.ANTHROPIC_API_KEY,
  openai: (headers) => headers.authorization === `Bearer ${KEYS.OPENAI_API_KEY}`,
  responses: (headers) => headers.authorization === `Bearer ${KEYS.OPENAI_API_KEY}`,
  google: (headers) => headers['x-goog-api-key'] === KEYS.GEMINI_API_KEY,
  bedrock: (headers) => headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/'),
  ollama: (headers) => headers.authorization === undefined,
  compatible: (headers) => headers.authorization === `Bearer ${KEYS.OPENAI_COMPATIBLE_API_KEY}`,
};

for (const vendor of VENDORS) {
  test(`${vendor}: requests carry the key and the headers of the options`, async () => {
    const { seen } = await ask(vendor, 'answer', { headers: { 'x-team': 'platform' } });
    const headers = seen[0]?.headers ?? {};
    expect(headers['x-team']).toBe('platform');
    expect(AUTHORISATION[vendor](headers)).toBe(true);
  });
}

test('what the request says goes before the options of the model', async () => {
  const { seen } = await ask('openai', 'answer', SETTINGS, { ...REQUEST, temperature: 0.75, maxTokens: 9 });
  expect(seen[0]?.body).toMatchObject({ temperature: 0.75, max_tokens: 9, seed: 5 });
});

test('the temperature is 0 unless it is said, and null leaves it to the vendor', async () => {
  expect((await ask('openai', 'answer')).seen[0]?.body.temperature).toBe(0);
  expect((await ask('openai', 'answer', { temperature: null })).seen[0]?.body).not.toHaveProperty('temperature');
});

test('a grammar reaches an OpenAI-compatible server, and no vendor silently ignores it', async () => {
  const request = { ...REQUEST, grammar: 'root ::= "x"' };
  expect((await ask('compatible', 'answer', {}, request)).seen[0]?.body.grammar).toBe('root ::= "x"');
  const refused = await ask('anthropic', 'answer', {}, request);
  expect(errorOf(refused).message).toContain('cannot be made to follow a grammar');
  expect(refused.seen).toEqual([]);
});

test('a schema becomes the structured output of the vendor', async () => {
  const request = { ...REQUEST, schema: { type: 'object', properties: { name: { type: 'string' } } } };
  const { seen } = await ask('compatible', 'answer', {}, request);
  expect(seen[0]?.body.response_format).toMatchObject({ type: 'json_schema', json_schema: { schema: request.schema } });
});

test('fields of the body go through as they are, beside what is in the body already', async () => {
  const { seen } = await ask('compatible', 'answer', { body: { guided_choice: ['a', 'b'] } });
  expect(seen[0]?.body).toMatchObject({ guided_choice: ['a', 'b'], temperature: 0 });
  const nested = await ask('ollama', 'answer', { body: { options: { num_ctx: 8192 } } });
  expect(nested.seen[0]?.body.options).toEqual({ num_ctx: 8192, temperature: 0 });
  const signed = await ask('bedrock', 'answer', { body: { top_k: 5 } });
  expect(signed.seen[0]?.body.additionalModelRequestFields).toEqual({ top_k: 5 });
});

test('what a vendor does not support is told once', async () => {
  const { notices } = await ask('anthropic', 'answer', { seed: 5, maxTokens: 100 });
  expect(notices).toEqual([expect.stringMatching(/^anthropic\/answer.*: seed is not supported/)]);
});
