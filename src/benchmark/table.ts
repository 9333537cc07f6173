import { textTable } from '../util/text-table.ts';
import { STAGES } from '../verify/index.ts';
import { formatMetric, METRICS } from './metrics/index.ts';
import type { ModelSummary } from './summary.ts';

/** The table that ends `bench run`: a row per model and strategy, best first. */
export function summaryTable(models: readonly ModelSummary[]): string {
  const { header, rows } = summaryCells(models);
  return textTable(header, rows, new Set(header.map((_, column) => column).slice(2)));
}

export function summaryCells(models: readonly ModelSummary[]): { header: string[]; rows: string[][] } {
  const stages = STAGES.filter((stage) => models.some(({ stage_pass_rates }) => stage_pass_rates[stage] !== undefined));
  const ks = [...new Set(models.flatMap(({ pass_at_k }) => Object.keys(pass_at_k)))].filter((k) => k !== '1');
  const header = ['model', 'strategy', 'samples', 'score', '95 %', ...stages, 'pass@1', ...ks.map((k) => `pass@${k}`)];
  const rows = models.map((each) => [
    each.model,
    each.strategy,
    each.unscored > 0 ? `${each.samples} (+${each.unscored} unscored)` : String(each.samples),
    each.samples === 0 ? '–' : each.mean_score.toFixed(3),
    each.samples === 0 ? '–' : each.score_interval.map((bound) => bound.toFixed(2)).join('–'),
    ...stages.map((stage) => percent(each.stage_pass_rates[stage])),
    ...['1', ...ks].map((k) => percent(each.pass_at_k[k])),
  ]);
  return { header, rows };
}

/** The other metrics: a row per model and strategy, a column for each that anyone has. */
export function metricsTable(models: readonly ModelSummary[]): string {
  const { header, rows } = metricsCells(models);
  return textTable(header, rows, new Set(header.map((_, column) => column).slice(2)));
}

/** Shown in the first table already. */
const ELSEWHERE: ReadonlySet<string> = new Set(['score', 'pass']);

export function metricsCells(models: readonly ModelSummary[]): { header: string[]; rows: string[][] } {
  const shown = METRICS.filter(({ name }) => !ELSEWHERE.has(name) && models.some(({ metrics }) => metrics[name]));
  return {
    header: ['model', 'strategy', ...shown.map(({ title }) => title)],
    rows: models.map(({ model, strategy, metrics }) => [
      model,
      strategy,
      ...shown.map((metric) => formatMetric(metric, metrics[metric.name]?.mean)),
    ]),
  };
}

export function percent(rate: number | undefined): string {
  return rate === undefined ? '–' : `${(rate * 100).toFixed(1)} %`;
}
