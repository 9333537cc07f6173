/**
 * POST /get_reward, as OpenRLHF calls a remote reward model (`--reward.remote_url http://…/get_reward`). A label is what the data
 * set's label column holds: an `instance_id`, or an instance as JSON text. Which reward is paid is said in the address:
 * `/get_reward?reward=dense/1`.
 */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { REWARDS, type RewardName } from '../../verify/index.ts';
import { bodyOf } from '../body.ts';
import type { ServerContext } from '../context.ts';
import { jsonBody, jsonResponse, PROBLEMS } from '../documentation.ts';
import { inlineInstance, rewardJob } from '../items.ts';
import type { RewardJob, RewardResult } from '../job.ts';
import { problem } from '../problem.ts';
import { completionIn } from '../query.ts';
import { rewardNamed, rewardQuery } from '../reward-name.ts';
import { doJobs } from '../work.ts';

const texts = z.union([z.string().transform((text) => [text]), z.array(z.string())]);

const requestSchema = z
  .object({
    query: texts.openapi({ description: 'Prompt and answer as one text, in the notation of the chat template.' }),
    prompts: z.array(z.string().nullable()).nullish(),
    labels: z.array(z.unknown()).nullish(),
  })
  .openapi('OpenRlhfRequest');

const responseSchema = z
  .object({
    rewards: z.array(z.number()),
    scores: z.array(z.number()).openapi({ description: 'The rewards, from 0 to 1.' }),
    extra_logs: z.record(z.string(), z.array(z.number())),
  })
  .openapi('OpenRlhfResponse');

const route = createRoute({
  method: 'post',
  path: '/get_reward',
  summary: 'Reward answers, for OpenRLHF',
  description:
    'Where our own environment failed, which has no form here, the reward is 0 and extra_logs.unscored is 1.',
  request: { ...jsonBody(requestSchema), query: rewardQuery },
  responses: { 200: jsonResponse('The rewards', responseSchema), ...PROBLEMS },
});

export function addOpenRlhf(app: OpenAPIHono, context: ServerContext): void {
  app.openAPIRegistry.registerPath(route);
  app.post(route.path, async (c) => {
    const reward = rewardNamed(c.req.query('reward'));
    const { query, prompts, labels } = await bodyOf(c, requestSchema);
    const jobs = query.map((text, index) =>
      jobOf({ text, prompt: prompts?.[index] ?? undefined, label: labels?.[index] }, index, reward, context),
    );
    const results = (await doJobs(jobs, context, c.req.raw.signal)).map(({ result }) => result);
    const rewards = results.map((result) => result.reward ?? 0);
    return c.json({ rewards, scores: rewards.map((value) => shareOf(value, reward)), extra_logs: extraLogs(results) });
  });
}

interface Query {
  readonly text: string;
  readonly prompt: string | undefined;
  readonly label: unknown;
}

function jobOf({ text, prompt, label }: Query, index: number, reward: RewardName, context: ServerContext): RewardJob {
  const task = taskIn(label, `labels[${index}]`);
  return rewardJob({ completion: completionIn(text, prompt), prompt, ...task }, index, reward, context);
}

/** A label says what the task is, or nothing at all. */
function taskIn(label: unknown, field: string): Pick<Parameters<typeof rewardJob>[0], 'instance' | 'instance_id'> {
  if (label === undefined || label === null || label === '') return {};
  if (typeof label === 'string' && !label.trimStart().startsWith('{')) return { instance_id: label };
  const checked = inlineInstance.safeParse(typeof label === 'string' ? parsed(label) : label);
  if (checked.success) return { instance: checked.data };
  throw problem(400, {
    code: 'bad-request',
    message: `${field}: expected an instance_id, or an instance as JSON`,
    field,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function shareOf(reward: number, name: RewardName): number {
  const { minimum, maximum } = REWARDS[name];
  return (reward - minimum) / (maximum - minimum);
}

function extraLogs(results: readonly RewardResult[]): Record<string, number[]> {
  const logs: Record<string, number[]> = { unscored: results.map(({ reward }) => (reward === null ? 1 : 0)) };
  for (const { components } of results) {
    for (const [name, value] of Object.entries(components)) {
      logs[name] ??= [];
      logs[name].push(value);
    }
  }
  return logs;
}
