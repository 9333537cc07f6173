import { instanceMap, instanceOf, type Outcome } from './outcome.ts';
import type { Report } from './report.ts';
import type { Group, ModelSummary } from './summary.ts';
import { metricsCells, percent, summaryCells } from './table.ts';

const MAX_ROWS = 500;

/** The table that ends `bench run`, as Markdown. */
export function summaryMarkdown(models: readonly ModelSummary[]): string {
  const { header, rows } = summaryCells(models);
  return markdownTable(header, rows);
}

/** The report as Markdown, for pull requests and notes. */
export function markdownReport({ run, summary, models, outcomes, instances }: Report): string {
  const metrics = metricsCells(models);
  const state = summary.complete
    ? ''
    : ` **The run is not complete: ${outcomes.length} of ${summary.planned} samples.**`;
  const sections = [
    '# Benchmark report',
    `Data sets: ${run.datasets.join(', ')}. Strategies: ${run.strategies.join(', ')}. Samples per instance: ${run.samples}. Started ${run.started}.${state}`,
    summaryMarkdown(models),
    markdownTable(metrics.header, metrics.rows),
  ];
  for (const model of models) {
    sections.push(`## ${model.model} (${model.strategy})`);
    sections.push(
      groupTable('difficulty', model.by_difficulty),
      groupTable('provider', model.by_provider),
      groupTable('tag', model.by_tag),
    );
    if (model.failure_causes.length > 0) {
      const causes = model.failure_causes.slice(0, 15).map(({ summary: cause, samples }) => [cause, String(samples)]);
      sections.push(markdownTable(['error', 'samples'], causes));
    }
  }
  sections.push('## Instances', instanceTable(outcomes, instances));
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function instanceTable(outcomes: readonly Outcome[], instances: Report['instances']): string {
  const known = instanceMap(instances);
  const shown = [...outcomes].sort((a, b) => Number(a.passed) - Number(b.passed)).slice(0, MAX_ROWS);
  const rows = shown.map((outcome) => [
    outcome.instance_id,
    instanceOf(outcome, known)?.difficulty ?? '',
    outcome.model,
    outcome.score === null ? 'unscored' : outcome.score.toFixed(2),
    outcome.passed ? 'passed' : (outcome.causes[0] ?? 'failed'),
  ]);
  const table = markdownTable(['instance', 'difficulty', 'model', 'score', 'result'], rows);
  const left = outcomes.length - shown.length;
  return left === 0 ? table : `${table}\n\n${left} more rows are in samples.jsonl.`;
}

function groupTable(name: string, groups: Readonly<Record<string, Group>>): string {
  const rows = Object.entries(groups).map(([key, { samples, mean_score, pass_rate }]) => [
    key,
    String(samples),
    mean_score.toFixed(3),
    percent(pass_rate),
  ]);
  return rows.length === 0 ? '' : markdownTable([name, 'samples', 'score', 'passed'], rows);
}

function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
