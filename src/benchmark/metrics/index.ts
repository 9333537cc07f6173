/** Every metric of a sample, in the order of reports. To add one: a file beside this, and a line below. */
import { correct, correctStrict } from './correctness.ts';
import { cost, inputTokens, latency, outputTokens, verifyTime } from './effort.ts';
import { errorLines } from './error-lines.ts';
import { codeBleu, codeBleuParts } from './likeness.ts';
import type { Metric } from './metric.ts';
import { pass } from './pass.ts';
import { lint, security } from './practice.ts';
import { reward } from './reward.ts';
import { roundsToPass } from './rounds-to-pass.ts';
import { score } from './score.ts';
import { syntaxPass } from './syntax-pass.ts';

export type { Metric } from './metric.ts';

export const METRICS: readonly Metric[] = [
  score,
  pass,
  reward,
  correct,
  correctStrict,
  codeBleu,
  ...codeBleuParts,
  syntaxPass,
  errorLines,
  lint,
  security,
  roundsToPass,
  inputTokens,
  outputTokens,
  cost,
  latency,
  verifyTime,
];

/** Such as `35.4 %`, `1.25`, `$0.0031`, `820 ms`. */
export function formatMetric({ unit }: Metric, value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  switch (unit) {
    case 'share':
      return value.toFixed(3);
    case 'usd':
      return `$${value >= 0.1 || value === 0 ? value.toFixed(2) : Number(value.toPrecision(2))}`;
    case 'ms':
      return value < 1000 ? `${value.toFixed(value < 10 ? 1 : 0)} ms` : `${(value / 1000).toFixed(1)} s`;
    case 'count':
      if (Number.isInteger(value)) return String(value);
      return value < 100 ? value.toFixed(2) : value.toFixed(0);
  }
}
