import type { Sample } from './sample.ts';

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Samples that an earlier run had finished. */
  readonly resumed: number;
  readonly passed: number;
  readonly unscored: number;
  readonly meanScore: number;
  /** Samples per second of this run. */
  readonly rate: number;
  readonly secondsLeft: number;
  /** US dollars that this run has spent, as far as prices are known. */
  readonly cost: number;
}

/** What an earlier run left. */
export interface Finished {
  /** As `sampleKey` gives them. */
  readonly keys: ReadonlySet<string>;
  readonly passed: number;
  /** Sum of the scores. */
  readonly scores: number;
}

export interface ProgressCounter {
  count(sample: Sample): void;
}

export function createCounter(
  total: number,
  finished: Finished,
  onProgress: (progress: Progress) => void = () => {},
): ProgressCounter {
  const started = performance.now();
  const resumed = finished.keys.size;
  let done = resumed;
  let { passed, scores } = finished;
  let unscored = 0;
  let cost = 0;
  const tell = () => {
    const seconds = Math.max(0.001, (performance.now() - started) / 1000);
    const rate = (done - resumed) / seconds;
    const scored = done - unscored;
    const meanScore = scored === 0 ? 0 : scores / scored;
    const secondsLeft = rate === 0 ? 0 : (total - done) / rate;
    onProgress({ done, total, resumed, passed, unscored, meanScore, rate, secondsLeft, cost });
  };
  tell();
  return {
    count(sample) {
      done++;
      cost += sample.usage?.cost_usd ?? 0;
      if (sample.status === 'failed') unscored++;
      else {
        if (sample.passed) passed++;
        scores += sample.verdict.score ?? 0;
      }
      tell();
    },
  };
}
