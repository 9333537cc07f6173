/** What must not be torn apart by a split: the rows of one repository, and rows that are nearly the same. */
import { createNeighbours, signatureOf } from '../likeness/index.ts';

export interface Kin {
  /** Where it comes from; rows without one are strangers to each other. */
  readonly repository: string | undefined;
  readonly configuration: string | undefined;
  readonly prompt: string | undefined;
}

/** From here on, from 0 to 1, two texts are taken for copies of each other. */
const LIKE = 0.8;

/** For each row the number of the first row of its group. */
export function groupsOf(rows: Iterable<Kin>): number[] {
  const parents: number[] = [];
  const join = (a: number, b: number) => {
    const [one, other] = [rootOf(parents, a), rootOf(parents, b)];
    parents[Math.max(one, other)] = Math.min(one, other);
  };
  const repositories = new Map<string, number>();
  const kinds = [joinerOfLikes(join), joinerOfLikes(join)] as const;
  let index = 0;
  for (const { repository, configuration, prompt } of rows) {
    parents.push(index);
    const first = repository === undefined ? undefined : repositories.get(repository);
    if (first !== undefined) join(first, index);
    else if (repository !== undefined) repositories.set(repository, index);
    kinds[0](configuration, index);
    kinds[1](prompt, index);
    index++;
  }
  return parents.map((_, row) => rootOf(parents, row));
}

function rootOf(parents: number[], row: number): number {
  let root = row;
  while (parents[root] !== root) root = parents[root] as number;
  for (let at = row; parents[at] !== root; ) [at, parents[at]] = [parents[at] as number, root];
  return root;
}

function joinerOfLikes(join: (a: number, b: number) => void) {
  const known = createNeighbours();
  const rows: number[] = [];
  return (text: string | undefined, row: number) => {
    if (text === undefined) return;
    const signature = signatureOf(text);
    for (const other of known.like(signature, LIKE)) join(rows[other] as number, row);
    known.add(signature);
    rows.push(row);
  };
}
