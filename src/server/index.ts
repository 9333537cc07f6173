export { createApp } from './app.ts';
export { SERVER_LIMITS, type ServerContext, type ServerLimits } from './context.ts';
export { createMetrics } from './metrics.ts';
export { type Served, type ServeOptions, startServer } from './serve.ts';
export { startWorkers, type Workers, workersInProcess } from './workers.ts';
