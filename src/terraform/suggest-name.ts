import { nameSuggestion } from '../hcl/index.ts';

/** "Did you mean": a candidate that is spelled almost like the given name. */
export function suggestName(given: string, candidates: Iterable<string>): string | undefined {
  const found = nameSuggestion(given, candidates);
  return found === '' ? undefined : found;
}
