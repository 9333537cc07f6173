import { expect, test } from 'vitest';
import { learnTogether, type Member } from './batch.ts';
import type { Problem } from './session.ts';
import type { Tree } from './shape.ts';

const problem = (place: string, title: string, detail = ''): Problem => ({ title, detail, place });

/** A provider in which `a` and `b` must be short, `c` conflicts with `a`, and what is wrong in the set `s` is said of the set. */
function answers(tree: Tree): Problem[] {
  const found: Problem[] = [];
  const inSet = tree.s as Tree | undefined;
  if (tree.c !== undefined && tree.a !== undefined)
    found.push(problem('c', 'Conflicting configuration arguments', '"c": conflicts with a'));
  else if (tree.c === 'bad') found.push(problem('c', 'bad c'));
  for (const name of ['a', 'b']) if (tree[name] === 'bad') found.push(problem(name, `bad ${name}`));
  for (const name of ['x', 'y']) if (inSet?.[name] === 'bad') found.push(problem('s', `bad ${name}`));
  return found;
}

const member = (place: string, values: readonly string[]): Member<string[]> => ({
  place,
  exact: !place.startsWith('s.'),
  set: place.startsWith('s.') ? 's' : undefined,
  treeWith: (value) => (place.startsWith('s.') ? { s: { [place.slice(2)]: value } } : { [place]: value }),
  learn: async (ask) => {
    const titles: string[] = [];
    for (const value of values) for (const { title } of await ask(value)) titles.push(title);
    return titles;
  },
});

async function learn(members: readonly Member<string[]>[]) {
  let calls = 0;
  const noted: string[] = [];
  const learned = await learnTogether(members, {
    base: {},
    problems: async (tree) => {
      calls++;
      return answers(tree);
    },
    note: (problems) => void noted.push(...problems.map(({ title }) => title)),
  });
  return { learned, calls, noted };
}

test('arguments that do not touch are asked about in one call', async () => {
  const { learned, calls } = await learn([member('a', ['bad', 'good']), member('b', ['good', 'bad'])]);
  expect(learned).toEqual([['bad a'], ['bad b']]);
  expect(calls).toBe(2);
});

test('an argument that another hides is asked about without it, and the rule that hides it is noted', async () => {
  const { learned, noted } = await learn([member('a', ['bad', 'good']), member('c', ['bad', 'good'])]);
  expect(learned).toEqual([['bad a'], ['bad c']]);
  expect(noted).toContain('Conflicting configuration arguments');
});

test('what is said of a set is dealt out to the one argument in it that was asked about', async () => {
  const { learned } = await learn([
    member('s.x', ['bad', 'good']),
    member('s.y', ['good', 'bad']),
    member('b', ['good', 'good']),
  ]);
  expect(learned).toEqual([['bad x'], ['bad y'], []]);
});
