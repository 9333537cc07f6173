export { QueueError } from './database.ts';
export { shareOver } from './share.ts';
export { type PartsOptions, shareParts } from './share-parts.ts';
export { type PartPerformer, runWorker, type WorkerOptions } from './worker.ts';
