/** GET /health, /v1/status, /metrics and /openapi.json: what machines ask of the server itself. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { ServerContext } from '../context.ts';
import { jsonResponse } from '../documentation.ts';

const healthSchema = z.object({ status: z.enum(['healthy', 'unhealthy']) }).openapi('Health');

const healthRoute = createRoute({
  method: 'get',
  path: '/health',
  summary: 'Whether work is taken',
  responses: {
    200: jsonResponse('Work is taken', healthSchema),
    503: jsonResponse('The server is about to stop', healthSchema),
  },
});

const statusSchema = z
  .object({
    version: z.string(),
    workers: z.number(),
    workers_replaced: z.number(),
    waiting: z.number(),
    instances: z.number(),
    uptime_s: z.number(),
  })
  .openapi('Status');

const statusRoute = createRoute({
  method: 'get',
  path: '/v1/status',
  summary: 'Version, workers, and how much waits',
  responses: { 200: jsonResponse('The status', statusSchema) },
});

const metricsRoute = createRoute({
  method: 'get',
  path: '/metrics',
  summary: "Counts and durations in Prometheus' text form",
  responses: { 200: { description: 'The metrics', content: { 'text/plain': { schema: z.string() } } } },
});

export function addState(app: OpenAPIHono, context: ServerContext): void {
  const { workers, version, instances, metrics, draining } = context;
  const started = performance.now();
  const uptime = () => Math.round((performance.now() - started) / 1000);
  for (const route of [healthRoute, statusRoute, metricsRoute]) app.openAPIRegistry.registerPath(route);
  app.get(healthRoute.path, (c) => (draining() ? c.json({ status: 'unhealthy' }, 503) : c.json({ status: 'healthy' })));
  app.get(statusRoute.path, (c) =>
    c.json({
      version,
      workers: workers.size,
      workers_replaced: workers.replaced(),
      waiting: workers.waiting(),
      instances: instances.size,
      uptime_s: uptime(),
    }),
  );
  app.get(metricsRoute.path, (c) => {
    const text = metrics.text({
      terrasmith_waiting_items: { help: 'Items that wait for a worker.', value: workers.waiting() },
      terrasmith_workers: { help: 'Worker threads.', value: workers.size },
      terrasmith_workers_replaced: { help: 'Workers replaced since the start.', value: workers.replaced() },
      terrasmith_resident_bytes: { help: 'Resident memory of the process.', value: process.memoryUsage.rss() },
      terrasmith_uptime_seconds: { help: 'Seconds since the start.', value: uptime() },
    });
    return c.body(text, 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
  });
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Terrasmith', version, description: 'Verdicts and rewards for Terraform.' },
    ...(context.token === undefined ? {} : { security: [{ bearer: [] }] }),
  });
  if (context.token !== undefined)
    app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
}
