/** What a worker is asked and what it answers. Plain data: it crosses from thread to thread. */
import type { GateHit, RewardComponents, RewardName, RewardTask } from '../verify/index.ts';

export type Job = VerifyJob | RewardJob;

/** Either files, or what a model said, from which they are to be taken. */
export type Given =
  | { readonly files: Readonly<Record<string, string>>; readonly completion?: undefined }
  | { readonly completion: string; readonly files?: undefined };

export type VerifyJob = Given & { readonly kind: 'verify'; readonly id: string; readonly policy?: string | undefined };

export type RewardJob = Given & {
  readonly kind: 'reward';
  readonly id: string;
  readonly reward: RewardName;
  readonly task: RewardTask;
};

export interface VerdictResult {
  readonly kind: 'verdict';
  /** The verdict as JSON text, so that the thread that answers need not write it again. */
  readonly json: string;
}

export interface RewardResult {
  readonly kind: 'reward';
  /** Null where our own environment failed; `reason` says how. */
  readonly reward: number | null;
  readonly components: RewardComponents;
  readonly certificate: string;
  readonly gates: readonly GateHit[];
  readonly reason?: string;
}

export type JobResult = VerdictResult | RewardResult;

/** Milliseconds that the item waited for a worker, and that the worker took. */
export interface Timing {
  readonly queue_ms: number;
  readonly verify_ms: number;
}

export interface Outcome<R extends JobResult = JobResult> {
  readonly result: R;
  readonly timing: Timing;
}
