/**
 * Unbiased pass@k of one instance (Chen et al. 2021): the chance that at least one of k answers drawn without replacement
 * from n answers, c of them correct, is correct: 1 - C(n-c, k) / C(n, k). Needs k <= n.
 */
export function passAtK(n: number, c: number, k: number): number {
  if (k > n) throw new RangeError(`pass@${k} needs at least ${k} samples, there are ${n}`);
  if (n - c < k) return 1;
  let allWrong = 1;
  for (let i = n - c + 1; i <= n; i++) allWrong *= 1 - k / i;
  return 1 - allWrong;
}
