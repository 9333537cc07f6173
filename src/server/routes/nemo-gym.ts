/**
 * NeMo Gym's resources server: POST /seed_session, /verify, /close_session. The answer is the text of the response's last message;
 * `verifier_metadata` (or the request itself) says what the task is: `instance_id` or `instance`, `policy`, and which `reward`.
 */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { bodyOf } from '../body.ts';
import type { ServerContext } from '../context.ts';
import { jsonBody, jsonResponse, PROBLEMS } from '../documentation.ts';
import { inlineInstance, type RewardItem, rewardJob } from '../items.ts';
import type { RewardResult } from '../job.ts';
import { DEFAULT_REWARD, rewardName } from '../reward-name.ts';
import { doJobs } from '../work.ts';

const content = z.union([
  z.string(),
  z.array(z.looseObject({ type: z.string().optional(), text: z.string().optional() })),
]);
const message = z.looseObject({
  type: z.string().optional(),
  role: z.string().optional(),
  content: content.optional(),
});

const taskFields = {
  instance_id: z.string().nullish(),
  instance: inlineInstance.nullish(),
  policy: z.string().nullish(),
  reward: rewardName.nullish(),
};

const requestSchema = z
  .looseObject({
    responses_create_params: z.looseObject({ input: z.union([z.string(), z.array(message)]).optional() }),
    response: z.looseObject({ output: z.array(message) }),
    verifier_metadata: z.looseObject(taskFields).nullish(),
    ...taskFields,
    // The field that the answer adds: whatever a request says there is not looked at.
    reward: z.unknown().optional(),
  })
  .openapi('NemoGymVerifyRequest');

const responseSchema = z
  .looseObject({
    reward: z.number(),
    reward_components: z.record(z.string(), z.number()),
    mask_sample: z
      .boolean()
      .openapi({ description: 'True where our own environment failed: the reward says nothing.' }),
    failure_reason: z.string().nullable(),
  })
  .openapi('NemoGymVerifyResponse');

const verifyRoute = createRoute({
  method: 'post',
  path: '/verify',
  summary: 'Reward one response, for NeMo Gym',
  request: jsonBody(requestSchema),
  responses: { 200: jsonResponse("The request's fields, with the reward", responseSchema), ...PROBLEMS },
});

const sessionSchema = z.looseObject({ resources_session_id: z.string().optional() });

const sessionRoute = (path: '/seed_session' | '/close_session') =>
  createRoute({
    method: 'post',
    path,
    summary: `${path === '/seed_session' ? 'Begin' : 'End'} a session, for NeMo Gym; there is nothing to keep`,
    request: jsonBody(sessionSchema),
    responses: { 200: jsonResponse('The identifier that was given', z.looseObject({})), ...PROBLEMS },
  });

export function addNemoGym(app: OpenAPIHono, context: ServerContext): void {
  app.openAPIRegistry.registerPath(verifyRoute);
  app.post(verifyRoute.path, async (c) => {
    const body = await bodyOf(c, requestSchema);
    const { reward } = body.verifier_metadata ?? {};
    const job = rewardJob(itemOf(body), 0, reward ?? DEFAULT_REWARD, context);
    const [outcome] = await doJobs([job], context, c.req.raw.signal);
    return c.json({ ...body, ...scored(outcome?.result as RewardResult) });
  });
  for (const path of ['/seed_session', '/close_session'] as const) {
    app.openAPIRegistry.registerPath(sessionRoute(path));
    app.post(path, async (c) => {
      const { resources_session_id } = await bodyOf(c, sessionSchema, {});
      return c.json(resources_session_id === undefined ? {} : { resources_session_id });
    });
  }
}

type VerifyBody = z.output<typeof requestSchema>;

function itemOf(body: VerifyBody): RewardItem {
  const { verifier_metadata: metadata } = body;
  return {
    completion: textOf(body.response.output.findLast(isSaid)),
    prompt: promptOf(body.responses_create_params.input),
    instance_id: metadata?.instance_id ?? body.instance_id,
    instance: metadata?.instance ?? body.instance,
    policy: metadata?.policy ?? body.policy,
  };
}

type Message = z.output<typeof message>;

/** Reasoning and tool calls are no answer. */
const isSaid = ({ type, role }: Message) => (type ?? 'message') === 'message' && (role ?? 'assistant') === 'assistant';

function textOf(said: Message | undefined): string {
  const parts = said?.content ?? '';
  return typeof parts === 'string' ? parts : parts.map(({ text }) => text ?? '').join('');
}

function promptOf(input: VerifyBody['responses_create_params']['input']): string | undefined {
  if (typeof input === 'string' || input === undefined) return input;
  return textOf(input.findLast(({ role }) => role === 'user'));
}

function scored({ reward, components, reason }: RewardResult) {
  return {
    reward: reward ?? 0,
    reward_components: components,
    mask_sample: reward === null,
    failure_reason: reason ?? null,
  };
}
