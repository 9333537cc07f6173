/** Words that are no names: always, in v1 or after an import, or only after an import of their own. */
export const BASE_KEYWORDS: readonly string[] = [
  'package',
  'import',
  'as',
  'default',
  'else',
  'not',
  'some',
  'with',
  'null',
  'true',
  'false',
];
export const FUTURE_KEYWORDS: readonly string[] = ['in', 'every', 'contains', 'if'];
export const EXPERIMENTAL_KEYWORDS: readonly string[] = ['and', 'or', 'not'];
