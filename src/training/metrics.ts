import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One logged step: `step`, `seconds` since the trainer started, and TRL's metrics by name. */
export type MetricRow = Readonly<Record<string, number>>;

/** What RUN/metrics.jsonl holds; a half-written last line is left out. */
export function readMetrics(directory: string): MetricRow[] {
  const path = join(directory, 'metrics.jsonl');
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line) as MetricRow];
      } catch {
        return [];
      }
    });
}

/** (step, value) of one metric, where it was logged. */
export function seriesOf(rows: readonly MetricRow[], name: string): [number, number][] {
  return rows.flatMap((row) => {
    const value = row[name];
    return row.step === undefined || value === undefined || !Number.isFinite(value) ? [] : [[row.step, value]];
  });
}

/** Tokens seen, over all resumed parts of the run. */
export function tokensOf(rows: readonly MetricRow[]): number | undefined {
  return seriesOf(rows, 'num_tokens').at(-1)?.[1];
}

/** Seconds of training: the clock starts anew each time a run is resumed. */
export function secondsOf(rows: readonly MetricRow[]): number {
  let total = 0;
  let before = 0;
  for (const { seconds = 0 } of rows) {
    total += seconds >= before ? seconds - before : seconds;
    before = seconds;
  }
  return total;
}
