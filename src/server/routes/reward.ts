/** POST /v1/reward: one reward for each item, with what it is made of. GET /v1/rewards: the rewards there are. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { REWARDS } from '../../verify/index.ts';
import { bodyOf } from '../body.ts';
import type { ServerContext } from '../context.ts';
import { jsonBody, jsonResponse, PROBLEMS } from '../documentation.ts';
import { rewardItem, rewardJob } from '../items.ts';
import type { Outcome, RewardResult } from '../job.ts';
import { DEFAULT_REWARD, rewardName } from '../reward-name.ts';
import { doJobs } from '../work.ts';

const requestSchema = z
  .object({ reward: rewardName.default(DEFAULT_REWARD), items: z.array(rewardItem) })
  .openapi('RewardRequest');

const detailSchema = z
  .object({
    id: z.string(),
    components: z.record(z.string(), z.number()),
    certificate: z.string(),
    gates: z.array(z.object({ gate: z.string(), tier: z.string(), reason: z.string() })),
    timing: z.object({ queue_ms: z.number(), verify_ms: z.number() }),
    reason: z.string().optional().openapi({ description: 'Why the reward is null.' }),
  })
  .openapi('RewardDetail');

const responseSchema = z
  .object({ reward: rewardName, rewards: z.array(z.number().nullable()), details: z.array(detailSchema) })
  .openapi('RewardResponse');

const route = createRoute({
  method: 'post',
  path: '/v1/reward',
  summary: 'Reward answers',
  description: 'A reward for each item, in order; null where our own environment failed.',
  request: jsonBody(requestSchema),
  responses: { 200: jsonResponse('The rewards', responseSchema), ...PROBLEMS },
});

const listRoute = createRoute({
  method: 'get',
  path: '/v1/rewards',
  summary: 'The rewards by name and version',
  responses: {
    200: jsonResponse(
      'Name, meaning and range of each',
      z.object({
        rewards: z.array(z.object({ name: rewardName, title: z.string(), minimum: z.number(), maximum: z.number() })),
      }),
    ),
  },
});

export function addReward(app: OpenAPIHono, context: ServerContext): void {
  app.openAPIRegistry.registerPath(route);
  app.post(route.path, async (c) => {
    const { reward, items } = await bodyOf(c, requestSchema);
    const jobs = items.map((item, index) => rewardJob(item, index, reward, context));
    const outcomes = await doJobs(jobs, context, c.req.raw.signal);
    const details = outcomes.map((outcome, index) => ({ id: jobs[index]?.id, ...detailOf(outcome) }));
    return c.json({ reward, rewards: outcomes.map(({ result }) => result.reward), details });
  });
  app.openAPIRegistry.registerPath(listRoute);
  app.get(listRoute.path, (c) => {
    const rewards = Object.entries(REWARDS).map(([name, { title, minimum, maximum }]) => ({
      name,
      title,
      minimum,
      maximum,
    }));
    return c.json({ rewards });
  });
}

export function detailOf({ result, timing }: Outcome<RewardResult>) {
  const { components, certificate, gates, reason } = result;
  return { components, certificate, gates, timing, ...(reason === undefined ? {} : { reason }) };
}
