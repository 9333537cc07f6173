import type { ScoredSample } from '../sample.ts';

/** A figure of one sample; a run's figure is the mean over the samples that have one. */
export interface Metric {
  /** Its key in summary.json. */
  readonly name: string;
  /** The head of its column. */
  readonly title: string;
  /** `share`: 0 to 1. */
  readonly unit: 'share' | 'count' | 'usd' | 'ms';
  readonly better: 'higher' | 'lower';
  /** What it says, in a sentence for the report. */
  readonly about: string;
  /** Null where the sample has none: it is left out of the mean and is no zero. */
  measure(sample: ScoredSample): number | null;
}
