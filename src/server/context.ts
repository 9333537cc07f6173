/** What every route of the server has at hand. */
import type { Instance } from '../dataset/index.ts';
import type { Metrics } from './metrics.ts';
import type { Workers } from './workers.ts';

export interface ServerLimits {
  /** Bytes of one request's body. */
  readonly bodyBytes: number;
  /** Items of one request. */
  readonly items: number;
  /** Items that may wait for a worker; with more the answer is 429. */
  readonly waiting: number;
}

export const SERVER_LIMITS: ServerLimits = { bodyBytes: 64 * 1024 * 1024, items: 10_000, waiting: 20_000 };

export interface ServerContext {
  readonly workers: Workers;
  readonly limits: ServerLimits;
  readonly metrics: Metrics;
  readonly version: string;
  /** By `instance_id`: what the data sets hold that the server was started with. */
  readonly instances: ReadonlyMap<string, Instance>;
  /** What `Authorization: Bearer …` must say; undefined lets everybody in. */
  readonly token: string | undefined;
  /** Whether the server takes no new work, for it is about to stop. */
  readonly draining: () => boolean;
}
