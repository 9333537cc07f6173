import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { seededRandom } from '../util/seeded-random.ts';
import type { Instance, RowProblem } from './instance.ts';

/** Instances in an order, with the rows that were refused. Every method gives a new data set; none changes this one. */
export interface Dataset extends Iterable<Instance> {
  readonly name: string;
  readonly length: number;
  readonly instances: readonly Instance[];
  readonly problems: readonly RowProblem[];
  at(index: number): Instance | undefined;
  /** The instance of this id. */
  get(id: string): Instance | undefined;
  filter(wanted: (instance: Instance, index: number) => boolean): Dataset;
  map(change: (instance: Instance, index: number) => Instance): Dataset;
  select(start: number, end?: number): Dataset;
  shuffle(seed?: number): Dataset;
  /** Parts by share, such as `{ train: 0.8, test: 0.2 }`, decided by the hash of the prompt: equal prompts stay together. */
  split<Part extends string>(shares: Readonly<Record<Part, number>>, seed?: number): Record<Part, Dataset>;
  /** Writes JSONL that `loadDataset` reads back. */
  save(path: string): void;
}

export function createDataset(
  name: string,
  instances: readonly Instance[],
  problems: readonly RowProblem[] = [],
): Dataset {
  let byId: Map<string, Instance> | undefined;
  const derived = (part: readonly Instance[], suffix = '') => createDataset(name + suffix, part, problems);
  return {
    name,
    instances,
    problems,
    length: instances.length,
    [Symbol.iterator]: () => instances[Symbol.iterator](),
    at: (index) => instances.at(index),
    get(id) {
      byId ??= new Map(instances.map((instance) => [instance.instance_id, instance]));
      return byId.get(id);
    },
    filter: (wanted) => derived(instances.filter(wanted)),
    map: (change) => derived(instances.map(change)),
    select: (start, end) => derived(instances.slice(start, end)),
    shuffle: (seed = 0) => derived(shuffled(instances, seed)),
    split: (shares, seed = 0) => splitByPrompt(instances, shares, seed, (part, suffix) => derived(part, suffix)),
    save: (path) => writeFileSync(path, instances.map((instance) => `${JSON.stringify(instance)}\n`).join('')),
  };
}

function shuffled(instances: readonly Instance[], seed: number): Instance[] {
  const random = seededRandom(seed);
  const order = [...instances];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] as Instance, order[last] as Instance];
  }
  return order;
}

function splitByPrompt<Part extends string>(
  instances: readonly Instance[],
  shares: Readonly<Record<Part, number>>,
  seed: number,
  derived: (part: readonly Instance[], suffix: string) => Dataset,
): Record<Part, Dataset> {
  const parts = Object.keys(shares) as Part[];
  const chosen = new Map<Part, Instance[]>(parts.map((part) => [part, []]));
  for (const instance of instances) {
    const home = partOf(instance, shares, seed);
    chosen.get(home)?.push({ ...instance, split: home });
  }
  return Object.fromEntries(parts.map((part) => [part, derived(chosen.get(part) ?? [], `/${part}`)])) as Record<
    Part,
    Dataset
  >;
}

/** The part of a split that an instance belongs to, by the hash of its prompt. */
export function partOf<Part extends string>(
  instance: Instance,
  shares: Readonly<Record<Part, number>>,
  seed: number,
): Part {
  return placedByHash(instance.problem_statement, shares, seed);
}

/** The part of a split that a text belongs to, by its hash. */
export function placedByHash<Part extends string>(
  text: string,
  shares: Readonly<Record<Part, number>>,
  seed: number,
): Part {
  const parts = Object.keys(shares) as Part[];
  const total = parts.reduce((sum, part) => sum + shares[part], 0);
  if (!(total > 0)) throw new RangeError('split: the shares must add up to more than 0');
  const place = fractionOf(text, seed) * total;
  let bound = 0;
  const found = parts.find((part) => {
    bound += shares[part];
    return place < bound;
  });
  return found ?? (parts.at(-1) as Part);
}

/** Where a text falls between 0 and 1. */
function fractionOf(text: string, seed: number): number {
  const hash = createHash('sha256').update(`${seed}\n${text}`).digest();
  return hash.readUIntBE(0, 6) / 2 ** 48;
}
