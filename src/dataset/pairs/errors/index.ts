import type { ErrorMode } from './error-mode.ts';
import { INTENT_ERRORS } from './intent-errors.ts';
import { REFERENCE_ERRORS } from './reference-errors.ts';
import { SCHEMA_ERRORS } from './schema-errors.ts';
import { SYNTAX_ERRORS } from './syntax-errors.ts';

/** Every way of getting it wrong that is known by name. */
export const ERROR_MODES: readonly ErrorMode[] = [
  ...SYNTAX_ERRORS,
  ...SCHEMA_ERRORS,
  ...REFERENCE_ERRORS,
  ...INTENT_ERRORS,
];

export type { ErrorMode, Random } from './error-mode.ts';
