/**
 * How much one expression may build. Configurations come from models, so a single call must not exhaust the process; every limit ends
 * in a failure of the call that names it. `setLimits` changes them for the whole process.
 */
export interface Limits {
  /** Elements of one list, set, tuple or map that a function builds (`range`, `setproduct`, `flatten`, …). */
  maxElements: number;
  /** UTF-16 units of one string that a function builds (`join`, `replace`, `format`, …). */
  maxStringLength: number;
  /** Largest decimal exponent of a number, written or computed. */
  maxDecimalExponent: number;
  /** Nesting of JSON, YAML and MessagePack documents. */
  maxDepth: number;
  /** Highest cost that `bcrypt` accepts (each step doubles the work). */
  maxBcryptCost: number;
}

export const limits: Limits = {
  maxElements: 1_000_000,
  maxStringLength: 16 * 1024 * 1024,
  maxDecimalExponent: 100_000,
  maxDepth: 1_000,
  maxBcryptCost: 12,
};

export function setLimits(changes: Partial<Limits>): void {
  Object.assign(limits, changes);
}

/** The failure of a call that would pass `maxElements`, or undefined where it would not. */
export function tooManyElements(count: number): { failure: string } | undefined {
  if (count <= limits.maxElements) return undefined;
  return { failure: `the result would have more than ${limits.maxElements} elements (limit maxElements)` };
}

/** The failure of a call that would pass `maxStringLength`, or undefined where it would not. */
export function tooLong(length: number): { failure: string } | undefined {
  if (length <= limits.maxStringLength) return undefined;
  return { failure: `the result would be longer than ${limits.maxStringLength} characters (limit maxStringLength)` };
}
