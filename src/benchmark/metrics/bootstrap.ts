import { seededRandom } from '../../util/seeded-random.ts';

const ROUNDS = 1000;

/**
 * Percentile bootstrap interval (95 %) of the mean of group means: whole groups (the samples of one instance) are drawn
 * with replacement, because answers to one instance resemble each other. The same seed gives the same interval.
 */
export function bootstrapInterval(groups: readonly number[], seed = 0): readonly [number, number] {
  if (groups.length === 0) return [0, 0];
  const random = seededRandom(seed);
  const means = new Float64Array(ROUNDS);
  for (let round = 0; round < ROUNDS; round++) {
    let sum = 0;
    for (let drawn = 0; drawn < groups.length; drawn++) sum += groups[Math.floor(random() * groups.length)] as number;
    means[round] = sum / groups.length;
  }
  means.sort();
  return [means[Math.floor(ROUNDS * 0.025)] as number, means[Math.ceil(ROUNDS * 0.975) - 1] as number];
}
