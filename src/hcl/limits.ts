/**
 * Every bound of the language's machinery, in one place. Exceeding one is a diagnostic that names the limit, never a
 * crash or a hang. They lie far above what people and models write and well below what the JavaScript stack and heap bear.
 */

/** How deep brackets, blocks, operators and templates may nest in a source text. */
export const MAX_NESTING = 400;
/** How many sub-expressions one call of `evaluate` may evaluate, iterations of `for` included. */
export const MAX_EVALUATION_STEPS = 5_000_000;
/** How many UTF-16 units a string made by a template may have. */
export const MAX_STRING_LENGTH = 16_000_000;
/** How many UTF-16 units all templates of one call of `evaluate` may produce together. */
export const MAX_TEMPLATE_OUTPUT = 64_000_000;
/** How deep evaluation may go: the source's own nesting, and templates that functions render within it. */
export const MAX_EVALUATION_DEPTH = 2_000;
