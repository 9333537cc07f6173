export { QueueError } from './database.ts';
export { shareOver } from './share.ts';
export { runWorker, type WorkerOptions } from './worker.ts';
