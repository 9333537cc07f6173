/** The exact arguments of the resource types that the task seems to need, before the task. */
import type { Hint } from '../loop.ts';

const TYPES = 8;
/** Characters of all descriptions together: a small model's context is soon full. */
const LONGEST = 24_000;

export const schemaHint: Hint = async ({ prompt, base, provider }, { environment, prompts }) => {
  if (environment.retrieve === undefined)
    throw new RangeError('schema needs an environment that knows provider schemas');
  const query = [prompt, ...typesIn(base)].join('\n');
  const cards = await environment.retrieve(query, { limit: TYPES, ...(provider === undefined ? {} : { provider }) });
  const texts: string[] = [];
  let length = 0;
  for (const { text } of cards) {
    length += text.length;
    if (length > LONGEST && texts.length > 0) break;
    texts.push(text.trimEnd());
  }
  if (texts.length === 0) return [];
  return [{ role: 'user', content: prompts.fill('schema', { types: texts.join('\n\n') }) }];
};

/** Types that the configuration to be changed has already. */
function typesIn(base: Readonly<Record<string, string>> = {}): string[] {
  const text = Object.values(base).join('\n');
  return [...new Set([...text.matchAll(/^\s*(?:resource|data)\s+"([\w-]+)"/gm)].map((match) => match[1] as string))];
}
