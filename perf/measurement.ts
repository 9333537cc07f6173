/** One figure of a speed measurement; `value` is absent where what it needs is missing, and `note` says what. */
export interface Measurement {
  readonly name: string;
  readonly value?: number;
  readonly unit: string;
  readonly goal?: string;
  readonly note?: string;
}

/** The p-th percentile (0 to 100) of the samples, which need not be sorted. */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((p / 100) * sorted.length))] ?? Number.NaN;
}
