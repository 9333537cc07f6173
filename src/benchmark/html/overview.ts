/** The first page: what ran, the tables, the charts, every instance with every model's scores. */

import { formatMetric, METRICS } from '../metrics/index.ts';
import type { Outcome } from '../outcome.ts';
import type { Report } from '../report.ts';
import type { ModelSummary } from '../summary.ts';
import { summaryCells } from '../table.ts';
import { charts } from './charts/index.ts';
import { escapeHtml } from './escape-html.ts';
import type { InstanceGroup } from './instance-page.ts';
import { classOf, nameOf, scoreText } from './names.ts';

export function overview(report: Report, groups: readonly InstanceGroup[]): string {
  return `${preface(report)}
<h2>Results</h2>${resultTable(report)}
<p class="muted">Score: init 0.1, validate 0.2, plan 0.4 (graded by the expected resources), apply 0.2, check 0.1, over the stages that were asked for. A stage counts as passed only if every stage before it passed. Intervals: bootstrap over instances.</p>
${metricTable(report)}
${charts(report.models)}
${matrix(report, groups)}`;
}

function preface({ run, summary, outcomes }: Report): string {
  const settings = Object.entries(run.verify).map(
    ([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const facts = [
    `Started ${run.started.replace('T', ' ').slice(0, 16)} UTC`,
    `terrasmith ${run.version}`,
    `${run.strategies.length === 1 ? 'strategy' : 'strategies'}: ${run.strategies.join(', ')}`,
    `${run.samples} ${run.samples === 1 ? 'sample' : 'samples'} an instance`,
    ...settings,
  ];
  const incomplete = `<p class="warning">Not complete: ${outcomes.length} of ${summary.planned} samples.</p>`;
  return `<p class="muted">${escapeHtml(facts.join(' · '))}</p>${summary.complete ? '' : incomplete}`;
}

function resultTable({ models }: Report): string {
  const { header, rows } = summaryCells(models);
  const unnamed = models.map((model) => ({ ...model, strategy: '' }));
  const named = rows.map((row, index) => [nameOf(unnamed[index] as ModelSummary, unnamed), ...row.slice(1)]);
  return table(header, named, 2);
}

/** Metrics down, models across: there are many of them, and each wants a word of explanation. */
function metricTable({ models }: Report): string {
  const shown = METRICS.filter(({ name }) => models.some(({ metrics }) => metrics[name]));
  const rows = shown.map((metric) => [
    metric.title,
    ...models.map(({ metrics }) => formatMetric(metric, metrics[metric.name]?.mean)),
  ]);
  const header = ['metric', ...models.map((model) => nameOf(model, models))];
  const list = shown.map(({ title, about }) => `<dt>${escapeHtml(title)}</dt><dd>${escapeHtml(about)}</dd>`);
  return `<h2>Metrics</h2>${table(header, rows, 1, 'metrics')}
<details><summary>What they measure</summary><div class="body"><dl>${list.join('')}</dl></div></details>`;
}

/** Columns from `firstNumeric` on are aligned to the right. */
function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  firstNumeric: number,
  kind = '',
): string {
  const cell = (tag: 'th' | 'td') => (text: string, column: number) =>
    `<${tag} class="${column === 0 ? 'name' : column >= firstNumeric ? 'n' : 'how'}">${escapeHtml(text)}</${tag}>`;
  const body = rows.map((row) => `<tr>${row.map(cell('td')).join('')}</tr>`);
  return `<div class="scroll"><table class="${kind}"><thead><tr>${header.map(cell('th')).join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

/** Instances down, models across. */
function matrix({ models }: Report, groups: readonly InstanceGroup[]): string {
  const head = models.map((model) => `<th class="model">${escapeHtml(nameOf(model, models))}</th>`).join('');
  const rows = groups.map((group) => {
    const { instance, id, outcomes } = group;
    const cells = models.map(({ model, strategy }) => {
      const mine = outcomes.filter((outcome) => outcome.model === model && outcome.strategy === strategy);
      return `<td class="cells">${mine.map((outcome) => scoreCell(outcome, group)).join(' ')}</td>`;
    });
    const words = [
      id,
      instance?.difficulty,
      instance?.provider,
      ...(instance?.tags ?? []),
      ...outcomes.flatMap(({ causes }) => causes),
    ];
    const search = [...new Set(words.filter((word) => word !== undefined))].join(' ').toLowerCase();
    const failed = outcomes.some(({ passed }) => !passed);
    return `<tr data-search="${escapeHtml(search)}" data-failed="${failed}"><td class="name"><a href="#${group.anchor}">${escapeHtml(id)}</a></td><td>${escapeHtml(instance?.difficulty ?? '')}</td>${cells.join('')}</tr>`;
  });
  return `<h2 id="instances">Instances</h2>
<div class="filters"><input id="filter" type="search" placeholder="Filter by name, tag, error" aria-label="Filter"><select id="which" aria-label="Which"><option value="all">all</option><option value="failed">not all passed</option><option value="passed">passed</option></select><span class="muted" id="count"></span></div>
<div class="scroll"><table class="matrix"><thead><tr><th>instance</th><th>difficulty</th>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;
}

function scoreCell(outcome: Outcome, { anchor, outcomes }: InstanceGroup): string {
  const why = outcome.passed ? 'passed' : (outcome.causes[0] ?? 'not passed');
  return `<a class="${classOf(outcome)}" href="#${anchor}-${outcomes.indexOf(outcome)}" title="${escapeHtml(why)}">${scoreText(outcome)}</a>`;
}
