import { expect, test } from 'vitest';
import { learnCounts } from './counts.ts';
import type { Problem } from './session.ts';
import type { Tree } from './shape.ts';

const texts = (count: number): string[] => Array.from({ length: count }, (_, i) => `a${i}`);

/** At least one of `names`, at most three of `ids`; `odd` takes back what it said. */
function answers(tree: Tree): Problem[] {
  const found: Problem[] = [];
  const add = (place: string, title: string, detail: string): void => void found.push({ place, title, detail });
  const lengthOf = (name: string): number | undefined => (tree[name] as unknown[] | undefined)?.length;
  if (lengthOf('names') === 0)
    add('names', 'Not enough list items', 'Attribute names requires 1 item minimum, but config has only 0 declared.');
  const ids = lengthOf('ids') ?? 0;
  if (ids > 3)
    add('ids', 'Too many list items', `Attribute ids supports 3 item maximum, but config has ${ids} declared.`);
  if ((lengthOf('odd') ?? 0) > 100)
    add('odd', 'Too many list items', 'Attribute odd supports 3 item maximum, but config has 130 declared.');
  return found;
}

test('bounds that hold on both sides are learned, others are not', async () => {
  const countable = (name: string) => ({ names: [name], elements: texts, many: 130 });
  const found = await learnCounts([countable('names'), countable('ids'), countable('odd')], async (tree) =>
    answers(tree),
  );
  expect(found).toEqual([
    { path: 'names', is: 'count', min: 1, title: 'Not enough list items' },
    { path: 'ids', is: 'count', max: 3, title: 'Too many list items' },
  ]);
});
