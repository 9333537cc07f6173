export { hclGrammar } from './hcl.ts';
export { type Grammar, parseGrammar } from './parse.ts';
export { createRecogniser, type Recogniser } from './recogniser.ts';
export { withoutRepeats } from './repeats.ts';
export { sampleGrammar } from './sample.ts';

import { parseGrammar } from './parse.ts';
import { createRecogniser } from './recogniser.ts';

/**
 * What completes an answer that was cut off at its limit, so that it follows the grammar as a whole; undefined where it did
 * not follow it so far.
 */
export function completionOf(grammar: string, text: string): string | undefined {
  const recogniser = createRecogniser(parseGrammar(grammar));
  return recogniser.accept(text) ? recogniser.completion() : undefined;
}
