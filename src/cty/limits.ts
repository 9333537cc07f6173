/** Failures of calls that would build too much. */
import { limits } from '../source/index.ts';

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

/** The failure of a search that would pass `maxSearchWork`, or undefined where it would not. */
export function tooMuchToSearch(pattern: string, subject: string): { failure: string } | undefined {
  if (pattern.length * subject.length <= limits.maxSearchWork) return undefined;
  return {
    failure: `a pattern of ${pattern.length} and a text of ${subject.length} characters are too much to match (limit maxSearchWork)`,
  };
}
