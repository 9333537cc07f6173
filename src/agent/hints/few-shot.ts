/** Three solved tasks before the one to solve: those that share most words with it, never the task itself. */
import type { Assignment } from '../assignment.ts';
import type { Example } from '../environment.ts';
import type { Hint } from '../loop.ts';
import { textOfFiles } from '../session.ts';

const EXAMPLES = 3;
/** More than any likeness: what another provider calls things helps little. */
const OWN_PROVIDER = 1000;

export const fewShot: Hint = async (assignment, { environment }) => {
  if (environment.examples === undefined)
    throw new RangeError('few-shot needs examples: give a data set of solved tasks');
  const chosen = chooseExamples(await environment.examples(), assignment, EXAMPLES);
  return chosen.flatMap(({ prompt, files }) => [
    { role: 'user', content: prompt.trim() },
    { role: 'assistant', content: textOfFiles(files) },
  ]);
};

/** The closest last, where models heed it most. */
export function chooseExamples(
  pool: readonly Example[],
  assignment: Pick<Assignment, 'id' | 'prompt' | 'provider'>,
  count: number,
): readonly Example[] {
  const others = pool.filter(({ id, prompt }) => id !== assignment.id && plain(prompt) !== plain(assignment.prompt));
  const weightOf = wordWeights(others);
  const wanted = wordsOf(assignment.prompt);
  const scored = others.map((example) => {
    const words = [...wordsOf(example.prompt)];
    const weight = (chosen: readonly string[]) => chosen.reduce((sum, word) => sum + weightOf(word) ** 2, 0);
    const likeness = weight(words.filter((word) => wanted.has(word))) / Math.sqrt(1 + weight(words));
    const sameProvider = assignment.provider !== undefined && example.provider === assignment.provider;
    return { example, score: likeness + (sameProvider ? OWN_PROVIDER : 0) };
  });
  scored.sort((a, b) => b.score - a.score || (a.example.id < b.example.id ? -1 : 1));
  return scored
    .slice(0, count)
    .map(({ example }) => example)
    .reverse();
}

/** A word that few examples have says more. */
function wordWeights(pool: readonly Example[]): (word: string) => number {
  const counts = new Map<string, number>();
  for (const { prompt } of pool) for (const word of wordsOf(prompt)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return (word) => Math.log((1 + pool.length) / (1 + (counts.get(word) ?? 0)));
}

/** In the singular, roughly. */
const wordsOf = (text: string) =>
  new Set((text.toLowerCase().match(/[a-z][a-z0-9]{2,}/g) ?? []).map((word) => word.replace(/(?<=[^s])s$/, '')));
const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
