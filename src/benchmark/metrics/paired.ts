import { seededRandom } from '../../util/seeded-random.ts';
import { bootstrapInterval } from './bootstrap.ts';
import { mean } from './mean.ts';

const ROUNDS = 10_000;

export interface PairedDifference {
  /** Mean of the differences, second minus first. */
  readonly difference: number;
  readonly interval: readonly [number, number];
  /** Two-sided p of the sign-flip permutation test. */
  readonly p: number;
  readonly pairs: number;
}

/** Compares two models on the instances both answered: `differences` holds second minus first for each. */
export function pairedDifference(differences: readonly number[], seed = 0): PairedDifference {
  const observed = mean(differences);
  const random = seededRandom(seed);
  let asExtreme = 0;
  for (let round = 0; round < ROUNDS; round++) {
    let sum = 0;
    for (const difference of differences) sum += random() < 0.5 ? difference : -difference;
    if (Math.abs(sum / Math.max(1, differences.length)) >= Math.abs(observed) - 1e-12) asExtreme++;
  }
  const p = differences.length === 0 ? 1 : (asExtreme + 1) / (ROUNDS + 1);
  return { difference: observed, interval: bootstrapInterval(differences, seed), p, pairs: differences.length };
}
