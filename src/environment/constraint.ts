/** Grammars that hold a model to Terraform's language, or to what the packs know, while it writes. */
import type { Assignment, Constraint } from '../agent/index.ts';
import { hclGrammar } from '../llm/index.ts';
import { requestGrammar } from '../provider/index.ts';

/**
 * GBNF for the answer to an assignment. A change of a configuration is held to the syntax only, as what is there already may use
 * any type and any block; for trained models to the schemas too, where there are only resources.
 */
export function grammarFor(
  constraint: Constraint,
  { prompt, provider, base, requirements = [] }: Assignment,
  packsDirs?: readonly string[],
): string | undefined {
  if (constraint === 'none') return undefined;
  const free = constraint === 'trained';
  const fromPacks = free || (constraint === 'schema' && base === undefined);
  const request = [prompt, ...requirements].join('\n');
  const options = { provider, packsDirs, free, ...(base && { base: Object.values(base).join('\n') }) };
  return (fromPacks ? requestGrammar(request, options) : undefined) ?? hclGrammar();
}
