/**
 * OpenEnv over HTTP: POST /reset, /step, GET /state, /schema, /metadata. A step goes to the episode that it names
 * (`episode_id`), else to the last one that was reset; an action may also bring its own instance. The WebSocket at /ws keeps an
 * episode of its own for each connection.
 */

import { upgradeWebSocket } from '@hono/node-server';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { bodyOf } from '../body.ts';
import type { ServerContext } from '../context.ts';
import { jsonBody, jsonResponse, PROBLEMS } from '../documentation.ts';
import {
  actionSchema,
  createEpisode,
  type Episode,
  observationSchema,
  resetSchema,
  type StepResult,
  stateSchema,
} from '../openenv/episode.ts';
import { createSession } from '../openenv/session.ts';

/** Episodes over HTTP that are remembered; the oldest are forgotten. */
const MAXIMUM_EPISODES = 1_000;

const stepSchema = z
  .looseObject({
    action: actionSchema,
    timeout_s: z.number().positive().nullish(),
    request_id: z.string().max(255).nullish(),
    episode_id: z.string().max(255).nullish(),
  })
  .openapi('OpenEnvStep');

const resultSchema = z
  .object({ observation: observationSchema, reward: z.number().nullable(), done: z.boolean() })
  .openapi('OpenEnvResult');

const resetRoute = createRoute({
  method: 'post',
  path: '/reset',
  summary: 'Begin an episode, for OpenEnv',
  request: jsonBody(resetSchema),
  responses: { 200: jsonResponse('What is asked for', resultSchema), ...PROBLEMS },
});

const stepRoute = createRoute({
  method: 'post',
  path: '/step',
  summary: 'Answer, for OpenEnv',
  request: jsonBody(stepSchema),
  responses: { 200: jsonResponse('The reward and the certificate', resultSchema), ...PROBLEMS },
});

const getRoute = <S extends z.ZodType>(path: string, summary: string, schema: S) =>
  createRoute({ method: 'get', path, summary, responses: { 200: jsonResponse(summary, schema) } });

const anyObject = z.looseObject({});
const schemaRoute = getRoute('/schema', 'Schemas of action, observation and state, for OpenEnv', anyObject);
const metadataRoute = getRoute('/metadata', 'Name and version of the environment, for OpenEnv', anyObject);
const stateRoute = getRoute('/state', "The last episode's state, or that of ?episode_id, for OpenEnv", stateSchema);
const socketRoute = createRoute({
  method: 'get',
  path: '/ws',
  summary: 'WebSocket of OpenEnv: {type: reset | step | state | close, data}',
  responses: { 101: { description: 'An episode for as long as the connection lasts' } },
});

export function addOpenEnv(app: OpenAPIHono, context: ServerContext): void {
  const episodes = new Map<string, Episode>();
  let last = createEpisode(context);
  const episodeOf = (id: string | null | undefined) => (id ? (episodes.get(id) ?? createEpisode(context)) : last);
  const remember = (episode: Episode) => {
    last = episode;
    episodes.set(episode.state().episode_id as string, episode);
    if (episodes.size > MAXIMUM_EPISODES) episodes.delete(episodes.keys().next().value as string);
  };
  for (const route of [resetRoute, stepRoute, stateRoute, schemaRoute, metadataRoute, socketRoute])
    app.openAPIRegistry.registerPath(route);

  app.post(resetRoute.path, async (c) => {
    const request = await bodyOf(c, resetSchema, {});
    const episode = createEpisode(context);
    const result = episode.reset(request);
    remember(episode);
    return c.json(result satisfies StepResult);
  });
  app.post(stepRoute.path, async (c) => {
    const { action, episode_id } = await bodyOf(c, stepSchema);
    return c.json((await episodeOf(episode_id).step(action, c.req.raw.signal)) satisfies StepResult);
  });
  app.get(stateRoute.path, (c) => c.json(episodeOf(c.req.query('episode_id')).state()));
  app.get(schemaRoute.path, (c) => c.json(SCHEMAS));
  app.get(metadataRoute.path, (c) =>
    c.json({
      name: 'terrasmith',
      description: 'Terraform from a sentence, rewarded by the verifier.',
      version: context.version,
    }),
  );
  app.get(
    socketRoute.path,
    upgradeWebSocket(() => {
      const session = createSession(context);
      return {
        onMessage: async ({ data }, socket) => {
          const answer = await session.receive(typeof data === 'string' ? data : '');
          if (answer === undefined) socket.close(1000);
          else socket.send(answer);
        },
      };
    }),
  );
}

const SCHEMAS = Object.fromEntries(
  Object.entries({ action: actionSchema, observation: observationSchema, state: stateSchema }).map(([name, schema]) => [
    name,
    z.toJSONSchema(schema, { io: 'input' }),
  ]),
);
