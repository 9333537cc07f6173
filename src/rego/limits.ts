/** What bounds a policy: nesting of its text, and steps, depth and time of an evaluation. */
export const MAXIMUM_NESTING = 300;

export interface Limits {
  /** Rule and function evaluations plus iterated elements. */
  readonly steps: number;
  /** Nested evaluations of rules and functions. */
  readonly depth: number;
  readonly milliseconds: number;
}

export const DEFAULT_LIMITS: Limits = { steps: 50_000_000, depth: 800, milliseconds: 10_000 };

/** The clock is read once in so many steps. */
export const STEPS_PER_CLOCK_READING = 4_096;

/** The largest collection or text that one call of a built-in function may make. */
export const MAXIMUM_RESULT_SIZE = 10_000_000;
