/** Choices that follow from a seed alone. */
import { seededRandom } from '../../util/seeded-random.ts';

export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number;
  chance(probability: number): boolean;
  /** Throws where there is nothing to choose from. */
  pick<T>(items: readonly T[]): T;
  /** Weights that are 0 are never chosen. */
  weighted<T>(items: readonly T[], weight: (item: T) => number): T;
  shuffled<T>(items: readonly T[]): T[];
}

/** Equal parts give equal choices, on every machine and in any order of calls. */
export function randomOf(...parts: readonly (string | number)[]): Random {
  return randomFrom(seededRandom(hashText(parts.join('\n'))));
}

function randomFrom(next: () => number): Random {
  const integer = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new Error('nothing to choose from');
    return items[Math.floor(next() * items.length)] as T;
  };
  return {
    next,
    integer,
    pick,
    chance: (probability) => next() < probability,
    weighted: (items, weight) => {
      let left = next() * items.reduce((sum, item) => sum + weight(item), 0);
      for (const item of items) {
        left -= weight(item);
        if (left < 0) return item;
      }
      return pick(items);
    },
    shuffled: (items) => {
      const order = [...items];
      for (let last = order.length - 1; last > 0; last--) {
        const other = integer(0, last);
        [order[last], order[other]] = [order[other] as (typeof order)[0], order[last] as (typeof order)[0]];
      }
      return order;
    },
  };
}

/** FNV-1a over UTF-16 units, 32 bits. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
