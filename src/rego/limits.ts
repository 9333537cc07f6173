/** What bounds a policy: nesting of its text, and steps, depth and time of an evaluation. */
import { limits } from '../source/index.ts';

export const MAXIMUM_NESTING = 300;

export interface Limits {
  /** Rule and function evaluations plus iterated elements. */
  readonly steps: number;
  /** Nested evaluations of rules and functions. */
  readonly depth: number;
  readonly milliseconds: number;
}

export function defaultLimits(): Limits {
  const { maxPolicySteps, maxPolicyDepth, maxPolicyMilliseconds } = limits;
  return { steps: maxPolicySteps, depth: maxPolicyDepth, milliseconds: maxPolicyMilliseconds };
}

/** The clock is read once in so many steps. */
export const STEPS_PER_CLOCK_READING = 4_096;

/** The largest collection or text that one call of a built-in function may make. */
export const MAXIMUM_RESULT_SIZE = 10_000_000;
