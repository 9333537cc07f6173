/** The exact arguments of the resource types that the task seems to need, before the task. */
import type { Hint } from '../loop.ts';

const TYPES = 8;
/** Characters of all descriptions together. */
const LONGEST = 24_000;
/** A small context must hold the task and the certificate too: about half of it, at three characters a token, is for these. */
const CHARACTERS_OF_A_TOKEN = 1.5;
/** Of one description, so that the likeliest type leaves room for the next. */
const SHARE = 3;

export const schemaHint: Hint = async ({ prompt, base, provider }, { environment, prompts, promptTokens }) => {
  if (environment.retrieve === undefined)
    throw new RangeError('schema needs an environment that knows provider schemas');
  const query = [prompt, ...typesIn(base)].join('\n');
  const room = promptTokens === undefined ? LONGEST : Math.min(LONGEST, promptTokens * CHARACTERS_OF_A_TOKEN);
  const longest = room < LONGEST ? { longest: Math.round(room / SHARE) } : {};
  const cards = await environment.retrieve(query, {
    limit: TYPES,
    ...longest,
    ...(provider === undefined ? {} : { provider }),
  });
  const texts: string[] = [];
  let length = 0;
  for (const { text } of cards) {
    length += text.length;
    if (length > room && texts.length > 0) break;
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
