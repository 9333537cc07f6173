/** GET /health, /metrics and /openapi.json: what machines ask of the server itself. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { ServerContext } from '../context.ts';
import { jsonResponse } from '../documentation.ts';

const healthSchema = z
  .object({
    status: z.enum(['healthy', 'stopping']),
    version: z.string(),
    workers: z.number(),
    waiting: z.number(),
    instances: z.number(),
    uptime_s: z.number(),
  })
  .openapi('Health');

const healthRoute = createRoute({
  method: 'get',
  path: '/health',
  summary: 'Whether work is taken',
  responses: {
    200: jsonResponse('Work is taken', healthSchema),
    503: jsonResponse('The server is about to stop', healthSchema),
  },
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
  app.openAPIRegistry.registerPath(healthRoute);
  app.get(healthRoute.path, (c) => {
    const state = { version, workers: workers.size, waiting: workers.waiting(), instances, uptime_s: uptime() };
    return draining() ? c.json({ status: 'stopping', ...state }, 503) : c.json({ status: 'healthy', ...state });
  });
  app.openAPIRegistry.registerPath(metricsRoute);
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
