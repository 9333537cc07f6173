/** POST /v1/verify: verdicts, in the order of the items. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { bodyOf } from '../body.ts';
import type { ServerContext } from '../context.ts';
import { jsonBody, jsonResponse, PROBLEMS } from '../documentation.ts';
import { verifyItem, verifyJob } from '../items.ts';
import { doJobs } from '../work.ts';

const requestSchema = z.object({ items: z.array(verifyItem) }).openapi('VerifyRequest');

const verdictSchema = z
  .looseObject({
    format: z.literal('verdict/1'),
    id: z.string(),
    engine: z.string(),
    stages: z.array(z.looseObject({ stage: z.string(), status: z.enum(['passed', 'failed', 'skipped', 'error']) })),
    certificate: z.string(),
    score: z.number().nullable(),
    reward: z.number().nullable(),
  })
  .openapi('Verdict');

const route = createRoute({
  method: 'post',
  path: '/v1/verify',
  summary: 'Verify configurations',
  description: 'A verdict for each item, in order: init, validate, plan and, with a policy, policy.',
  request: jsonBody(requestSchema),
  responses: { 200: jsonResponse('The verdicts', z.object({ verdicts: z.array(verdictSchema) })), ...PROBLEMS },
});

export function addVerify(app: OpenAPIHono, context: ServerContext): void {
  app.openAPIRegistry.registerPath(route);
  app.post(route.path, async (c) => {
    const { items } = await bodyOf(c, requestSchema);
    const outcomes = await doJobs(items.map(verifyJob), context, c.req.raw.signal);
    const verdicts = outcomes.map(({ result }) => result.json).join(',');
    return c.body(`{"verdicts":[${verdicts}]}`, 200, { 'content-type': 'application/json' });
  });
}
