/** One argument at the table where many are asked about together. */
import { type Learned, learnArgument } from './arguments.ts';
import { ABOUT_OTHERS, type Member } from './batch.ts';
import { type Probe, pathOf } from './observe.ts';
import { type Container, EXACT_DEPTH } from './scopes.ts';
import type { Problem } from './session.ts';
import { type Argument, type Tree, treeAt } from './shape.ts';

export interface Place {
  readonly container: Container;
  readonly name: string;
  readonly argument: Argument;
}

export function memberOf(
  { container, name, argument: { type } }: Place,
  problems: (tree: Tree) => Promise<readonly Problem[]>,
  note: (problems: readonly Problem[]) => void,
  framework: boolean,
): Member<Learned> {
  const names = [...container.names, name];
  const place = names.join('.');
  const list = type.kind === 'list' || type.kind === 'set';
  const element = list ? type.element : type;
  const path = pathOf(names, container.repeated);
  const treeWith = (value: unknown): Tree => treeAt(names, list ? [value] : value);
  const learnBy = async (ask: (probe: Probe) => Promise<readonly Problem[]>): Promise<Learned> => {
    const learned = await learnArgument(element.kind === 'number' ? 'number' : 'text', {
      place,
      path: list ? [...path, { kind: 'index', key: 0 }] : path,
      ask,
      note,
    });
    return list ? { ...learned, checks: learned.checks.map((check) => ({ ...check, path: `${place}.*` })) } : learned;
  };
  const alone = (probe: Probe): Promise<readonly Problem[]> => problems(treeWith(probe));
  return {
    place,
    exact: framework || (names.length <= EXACT_DEPTH && container.set === undefined),
    set: framework ? undefined : container.set,
    treeWith,
    learn: async (ask) => {
      const learned = await learnBy(ask);
      return (await confirmed(learned, alone, note)) ? learned : learnBy(alone);
    },
  };
}

/** Whether the argument alone gets the same answers as among others: each message once, and one value that passes. Shows what it needs beside it, too. */
export async function confirmed(
  { refused, accepted }: Learned,
  ask: (probe: Probe) => Promise<readonly Problem[]>,
  note: (problems: readonly Problem[]) => void,
): Promise<boolean> {
  if (accepted.length === 0) return true;
  const relevant = async (probe: Probe): Promise<readonly string[]> => {
    const problems = await ask(probe);
    note(problems.filter(({ title }) => ABOUT_OTHERS.test(title)));
    return problems.map(({ title }) => title).filter((title) => !ABOUT_OTHERS.test(title));
  };
  if ((await relevant(accepted[0] as Probe)).length > 0) return false;
  for (const { value, title } of refused) if (!(await relevant(value)).includes(title)) return false;
  return true;
}

/** Whether values of the argument are tried one by one, which tells of its groups too. */
export function isProbed({ type }: Argument): boolean {
  const element = type.kind === 'list' || type.kind === 'set' ? type.element : type;
  return element.kind === 'string' || element.kind === 'number';
}
