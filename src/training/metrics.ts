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

/** Tokens seen, over all resumed parts of the run: the count starts anew with each. */
export function tokensOf(rows: readonly MetricRow[]): number | undefined {
  const counts = rows.flatMap(({ num_tokens: count }) => (count === undefined ? [] : [count]));
  return counts.length === 0 ? undefined : overParts(counts);
}

/** Seconds of training, likewise. */
export const secondsOf = (rows: readonly MetricRow[]): number => overParts(rows.map(({ seconds = 0 }) => seconds));

/** What a count that begins again with each part of a run comes to. */
function overParts(counts: readonly number[]): number {
  return counts.reduce((sum, count, index) => {
    const before = counts[index - 1] ?? 0;
    return sum + (count >= before ? count - before : count);
  }, 0);
}
