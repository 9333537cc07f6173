/** Every strategy with a scripted model, the static engine and the bundled packs. */
import { expect, test } from 'vitest';
import { findStrategy, type Trajectory } from '../agent/index.ts';
import { type CompletionRequest, hclGrammar, ModelError, scriptedModel } from '../llm/index.ts';
import { type AgentOptions, generate, mutate } from './index.ts';

const PROMPT = 'An SQS queue for messages, named jobs';
const GOOD = 'resource "aws_sqs_queue" "q" {\n  name = "jobs"\n}\n';
const UNKNOWN = 'resource "aws_sqs_queue" "q" {\n  speed = 3\n}\n';
const TWICE = 'resource "aws_sqs_queue" "q" {\n  speed = 3\n  sound = 4\n}\n';
const BROKEN = 'resource "aws_sqs_queue" {\n';
const fence = (code: string) => `\`\`\`hcl\n${code}\`\`\``;

async function run(strategy: string, script: Parameters<typeof scriptedModel>[0], options: Partial<AgentOptions> = {}) {
  const requests: CompletionRequest[] = [];
  const inner = scriptedModel(script);
  const model = {
    name: 'scripted',
    complete: (request: CompletionRequest) => {
      requests.push(request);
      return inner.complete(request);
    },
  };
  const done = await generate(PROMPT, { model, strategy, ...options });
  return { ...done, requests, purposes: done.trajectory.steps.map(({ purpose }) => purpose) };
}

const said = ({ messages }: CompletionRequest) => messages.map(({ content }) => content).join('\n');
const outcomeOf = ({ outcome, best }: Trajectory) => ({ outcome, best });

test('direct asks once, whatever comes', async () => {
  const { purposes, trajectory, files } = await run('direct', [fence(UNKNOWN)]);
  expect(purposes).toEqual(['draft']);
  expect(outcomeOf(trajectory)).toEqual({ outcome: 'failed', best: 0 });
  expect(files['main.tf']).toContain('speed = 3');
});

test('repair stops at the first full pass', async () => {
  const { purposes, files, verdict } = await run('repair', [fence(BROKEN), fence(UNKNOWN), fence(GOOD), 'never asked']);
  expect(purposes).toEqual(['draft', 'repair', 'repair']);
  expect(files).toEqual({ 'main.tf': GOOD });
  expect(verdict?.score).toBe(1);
});

test('repair makes at most five rounds and keeps the best, not the last', async () => {
  const { purposes, files, trajectory } = await run('repair', [
    fence(BROKEN),
    fence(TWICE),
    fence(UNKNOWN),
    'I am sorry, I cannot do this.',
    '',
    fence(GOOD),
  ]);
  expect(purposes.length).toBe(5);
  expect(trajectory.best).toBe(2);
  expect(files['main.tf']).toContain('speed');
});

test('repair gives up on a model that repeats itself', async () => {
  const { purposes } = await run('repair', () => fence(UNKNOWN));
  expect(purposes).toEqual(['draft', 'repair']);
});

test.each([
  ['an empty answer', '', 'The answer was empty'],
  ['a refusal', 'I am sorry, I cannot help with that.', 'declined'],
  ['prose', 'A queue holds messages.', 'held words but no configuration'],
])('%s is answered with what was wrong with it', async (_, answer, hint) => {
  const { requests, trajectory } = await run('repair', [answer, fence(GOOD)]);
  expect(said(requests[1] as CompletionRequest)).toContain(hint);
  expect(trajectory.outcome).toBe('passed');
});

test('an answer of a megabyte is cut before it is sent back', async () => {
  const { requests } = await run('repair', [`${fence(UNKNOWN)}\n${'blah '.repeat(200_000)}`, fence(GOOD)]);
  expect(said(requests[1] as CompletionRequest).length).toBeLessThan(70_000);
});

test('few-shot shows three solved tasks of the same provider as turns, the closest last', async () => {
  const { requests } = await run('few-shot', [fence(GOOD)]);
  const [request] = requests as [CompletionRequest];
  expect(request.messages.map(({ role }) => role)).toEqual(
    'system user assistant user assistant user assistant user'.split(' '),
  );
  expect(request.messages[6]?.content).toMatch(/aws_sqs_queue/);
});

test('schema shows the arguments of the types that are likely needed, and what values they take', async () => {
  const { requests } = await run('schema', [fence(GOOD)]);
  expect(said(requests[0] as CompletionRequest)).toMatch(
    /resource "aws_sqs_queue" "NAME" \{[\s\S]*delay_seconds = number {2}# 0 to 900/,
  );
});

test('a model with a small context is shown shorter descriptions of fewer types', async () => {
  const requests: CompletionRequest[] = [];
  const complete = async (request: CompletionRequest) => {
    requests.push(request);
    return { text: fence(GOOD) };
  };
  const model = { name: 'small', promptTokens: 600, complete };
  await generate('An EC2 instance with a public address', { model, strategy: 'schema' });
  const text = said(requests[0] as CompletionRequest);
  expect(text.length).toBeLessThan(2500);
  expect(text).toMatch(/resource "aws_\w+" "NAME" \{[\s\S]*# optional: /);
});

test('constrain-syntax and constrain-schema hold answers to a grammar, and may join any strategy', async () => {
  const grammars = new Map<string, string | undefined>();
  for (const strategy of ['direct', 'direct+constrain-syntax', 'schema+constrain-schema+repair'])
    grammars.set(strategy, (await run(strategy, [fence(GOOD)])).requests[0]?.grammar);
  expect(grammars.get('direct')).toBeUndefined();
  expect(grammars.get('direct+constrain-syntax')).not.toContain('aws_sqs_queue');
  expect(grammars.get('schema+constrain-schema+repair')).toContain('aws_sqs_queue');
});

test('plan is a JSON document by a schema, compiled with references, blocks and encoded documents', async () => {
  const plan = {
    variables: [{ name: 'days', type: 'number', default: 30 }],
    resources: [
      { type: 'aws_s3_bucket', name: 'logs', arguments: { bucket: 'acme-${var.days}', tags: { Owner: 'ops' } } },
      {
        type: 'aws_s3_bucket_lifecycle_configuration',
        name: 'logs',
        arguments: {
          bucket: { $ref: 'aws_s3_bucket.logs.id' },
          rule: [{ id: 'expire', status: 'Enabled', filter: {}, expiration: { days: 'var.days' } }],
        },
        depends_on: ['aws_s3_bucket.logs'],
      },
      {
        type: 'aws_s3_bucket_policy',
        name: 'logs',
        arguments: {
          bucket: 'aws_s3_bucket.logs.id',
          policy: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Deny',
                Principal: '*',
                Action: 's3:*',
                Resource: '${aws_s3_bucket.logs.arn}/${aws:username}/*',
              },
            ],
          },
        },
      },
    ],
    outputs: [{ name: 'arn', value: 'aws_s3_bucket.logs.arn' }],
  };
  const { files, trajectory, requests } = await run('plan', [
    `Here it is:\n\`\`\`json\n${JSON.stringify(plan)}\n\`\`\``,
  ]);
  expect(requests[0]?.schema).toMatchObject({ type: 'object' });
  expect(trajectory.outcome).toBe('passed');
  expect(files['main.tf']).toBe(`terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "days" {
  type    = number
  default = 30
}

resource "aws_s3_bucket" "logs" {
  bucket = "acme-\${var.days}"
  tags = {
    Owner = "ops"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id
  rule {
    id     = "expire"
    status = "Enabled"
    filter {}
    expiration {
      days = var.days
    }
  }
  depends_on = [aws_s3_bucket.logs]
}

resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = "\${aws_s3_bucket.logs.arn}/$\${aws:username}/*"
    }]
  })
}

output "arn" {
  value = aws_s3_bucket.logs.arn
}
`);
});

test('a plan that does not follow the schema, or is none, is answered with what is wrong', async () => {
  const good = JSON.stringify({ resources: [{ type: 'aws_sqs_queue', name: 'q', arguments: { name: 'jobs' } }] });
  const { requests, trajectory } = await run('plan+repair', ['Let me think.', '{"resources": [{"type": 3}]}', good]);
  expect(said(requests[1] as CompletionRequest)).toContain('holds no JSON object');
  expect(said(requests[2] as CompletionRequest)).toContain('resources.0.type');
  expect(trajectory.outcome).toBe('passed');
});

test('a model that answers a plan with a configuration is taken at its word', async () => {
  expect((await run('plan', [fence(GOOD)])).trajectory.outcome).toBe('passed');
});

test('best-of-N asks until one passes; the first is the likeliest, the others differ', async () => {
  const { purposes, requests, trajectory } = await run('best-of-4', [
    fence(BROKEN),
    fence(UNKNOWN),
    fence(GOOD),
    'never',
  ]);
  expect(purposes).toEqual(['draft', 'draft', 'draft']);
  expect(requests.map(({ temperature, seed }) => [temperature, seed])).toEqual([
    [undefined, undefined],
    [0.8, 1],
    [0.8, 2],
  ]);
  expect(trajectory.best).toBe(2);
});

test('best-of-N keeps the best of all where none passes', async () => {
  const { trajectory } = await run('best-of-3', [fence(TWICE), fence(UNKNOWN), fence(BROKEN)]);
  expect(outcomeOf(trajectory)).toEqual({ outcome: 'failed', best: 1 });
});

test.each([
  ['better', GOOD, { outcome: 'passed', best: 1 }],
  ['as good', UNKNOWN.replace('speed', 'pace'), { outcome: 'failed', best: 1 }],
  ['worse', BROKEN, { outcome: 'failed', best: 0 }],
])('a controller whose edit is %s', async (_, edit, expected) => {
  const requests: CompletionRequest[] = [];
  const small = scriptedModel((request) => {
    requests.push(request);
    return fence(edit);
  }, 'small');
  const strategy = { name: 'controller:small', recipe: findStrategy('controller:small').recipe };
  const trajectory = await controlled(strategy, small);
  expect(outcomeOf(trajectory)).toEqual(expected);
  expect(trajectory.steps.map(({ purpose, model }) => [purpose, model])).toEqual([
    ['draft', 'scripted'],
    ['post-edit', 'small'],
  ]);
  expect(said(requests[0] as CompletionRequest)).toMatch(/speed = 3[\s\S]*Unsupported argument/);
});

async function controlled(strategy: ReturnType<typeof findStrategy>, small: ReturnType<typeof scriptedModel>) {
  const { trajectory } = await generate('A queue', {
    model: scriptedModel([fence(UNKNOWN)]),
    strategy,
    modelNamed: async () => small,
  });
  return trajectory;
}

test('a controller is not asked about a draft that the verifier has nothing to say of', async () => {
  const unasked = { modelNamed: async () => scriptedModel([]) };
  expect((await run('controller:small', [fence(GOOD)], unasked)).purposes).toEqual(['draft']);
  expect((await run('controller:small', ['I am sorry, I cannot do this.'], unasked)).purposes).toEqual(['draft']);
});

test('findings of good practice are something to say', async () => {
  const modelNamed = async () => scriptedModel([fence(GOOD)]);
  const { purposes } = await run('controller:small', [fence(GOOD)], { modelNamed, verifyOptions: { lint: {} } });
  expect(purposes).toEqual(['draft', 'post-edit']);
});

const rewritingUnder = async (strategy: string, options: Partial<AgentOptions>, base?: Record<string, string>) => {
  let grammar: string | undefined;
  const small = scriptedModel((request) => {
    grammar = request.grammar;
    return fence(GOOD);
  });
  const all = { model: scriptedModel([fence(UNKNOWN)]), strategy, modelNamed: async () => small, ...options };
  await (base === undefined ? generate(PROMPT, all) : mutate(base, PROMPT, all));
  return grammar;
};

test('a controller writes under the grammar that drafts are written under', async () => {
  expect(await rewritingUnder('controller:small', {})).toBeUndefined();
  expect(await rewritingUnder('constrain-trained+controller:small', {})).toContain('aws_sqs_queue');
  expect(await rewritingUnder('controller:small', { constrain: 'schema' })).toContain('aws_sqs_queue');
  expect(await rewritingUnder('constrain-syntax+controller:small', {})).toBe(hclGrammar());
});

test('a controller that repeats a configuration that was given is held to the syntax at most', async () => {
  const given = { 'main.tf': GOOD };
  expect(await rewritingUnder('controller:small', {}, given)).toBeUndefined();
  expect(await rewritingUnder('constrain-trained+controller:small', {}, given)).toBe(hclGrammar());
  expect(await rewritingUnder('controller:small', { constrain: 'trained' }, given)).toBe(hclGrammar());
});

test('parts are joined by +', async () => {
  const { requests, purposes } = await run('few-shot+schema+repair', [fence(UNKNOWN), fence(GOOD)]);
  expect(purposes).toEqual(['draft', 'repair']);
  expect(requests[1]?.messages.length).toBe(10);
  expect(said(requests[1] as CompletionRequest)).toContain('resource "aws_sqs_queue" "NAME"');
});

test.each([
  'guess',
  '',
  'repair+',
  'best-of-0',
  'best-of-x',
  'best-of-1000',
  '+',
])('there is no strategy %j', (name) => {
  expect(() => findStrategy(name)).toThrow(RangeError);
});

test('a controller is a model by any name, adapters included', () => {
  expect(findStrategy('repair+controller:local/a.gguf+b.gguf').recipe).toMatchObject({
    repairs: true,
    controller: 'local/a.gguf+b.gguf',
  });
  expect(findStrategy('controller').recipe.controller).toBe('smollm2');
});

test('a model that gives out after its first answer leaves that answer', async () => {
  const { trajectory, files } = await run('repair', [fence(UNKNOWN)]);
  expect(trajectory).toMatchObject({ outcome: 'error', error: 'the script ended after 1 answers', best: 0 });
  expect(files['main.tf']).toContain('speed');
});

test('a model that never answers, and one that may answer later, throw', async () => {
  await expect(run('repair', [])).rejects.toThrow(ModelError);
  let count = 0;
  const flaky = () => {
    if (count++ > 0) throw new ModelError('busy', { retryable: true });
    return fence(UNKNOWN);
  };
  await expect(run('repair', flaky)).rejects.toThrow('busy');
});

test('a broken environment ends the loop: no other answer could mend it', async () => {
  const { trajectory, purposes } = await run('repair', [fence(GOOD), 'never'], {
    verifyOptions: { engine: 'simulated', terraform: '/nowhere/terraform' },
  }).catch((error: Error) => ({ trajectory: { outcome: error.name }, purposes: ['draft'] }));
  expect(purposes).toEqual(['draft']);
  expect(trajectory.outcome).not.toBe('passed');
});

test('every step is saved, the answer before the next request', async () => {
  const saved: string[] = [];
  await run('repair', [fence(UNKNOWN), fence(GOOD)], {
    save: ({ steps, outcome }) => saved.push(`${steps.length} ${outcome}`),
  });
  expect(saved).toEqual(['1 running', '2 running', '2 passed']);
});

test('answers of an earlier run are used again until a request differs', async () => {
  const first = await run('repair', [fence(BROKEN), fence(UNKNOWN), fence(TWICE), fence(BROKEN), fence(TWICE)]);
  const recall = first.trajectory.steps.slice(0, 2);
  const second = await run('repair', [fence(GOOD)], { recall });
  expect(second.requests.length).toBe(1);
  expect(second.purposes).toEqual(['draft', 'repair', 'repair']);
  const other = await generate('Another task', { model: scriptedModel([fence(GOOD)]), recall });
  expect(other.trajectory.steps.length).toBe(1);
});

test('a change that is answered by JSON, or in another file than its own, finds its place', async () => {
  const files = { 'main.tf': GOOD, 'other.tf': 'locals {\n  a = 1\n}\n' };
  const answer = JSON.stringify({ 'other.tf': GOOD.replace('jobs', 'tasks') });
  const done = await mutate(files, 'Rename the queue', { model: scriptedModel([answer]) });
  expect(done.files).toEqual({ ...files, 'main.tf': GOOD.replace('jobs', 'tasks') });
});
