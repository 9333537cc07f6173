/** The server as a function from Request to Response; `serve.ts` puts it behind a port. */
import { OpenAPIHono } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import type { ServerContext } from './context.ts';
import { checkToken, keepBooks, limitBody } from './guard.ts';
import { problemResponse } from './problem.ts';
import { addNemoGym } from './routes/nemo-gym.ts';
import { addOpenEnv } from './routes/openenv.ts';
import { addOpenRlhf } from './routes/openrlhf.ts';
import { addReward } from './routes/reward.ts';
import { addState } from './routes/state.ts';
import { addVerify } from './routes/verify.ts';

export function createApp(context: ServerContext): OpenAPIHono {
  const app = new OpenAPIHono();
  app.use(keepBooks(context));
  app.use(checkToken(context));
  app.use(limitBody(context));
  addVerify(app, context);
  addReward(app, context);
  addOpenRlhf(app, context);
  addNemoGym(app, context);
  addOpenEnv(app, context);
  addState(app, context);
  app.notFound((c) =>
    problemResponse(404, {
      code: 'not-found',
      message: `there is nothing at ${c.req.method} ${c.req.path}; see /openapi.json`,
    }),
  );
  app.onError((error) => {
    if (error instanceof HTTPException) return error.getResponse();
    return problemResponse(500, { code: 'internal', message: error.message });
  });
  return app;
}
