/** The charts of the overview. */
import { DIFFICULTIES } from '../../../dataset/index.ts';
import type { StageName } from '../../../verify/index.ts';
import { formatMetric, METRICS } from '../../metrics/index.ts';
import type { ModelSummary } from '../../summary.ts';
import { escapeHtml } from '../escape-html.ts';
import { colourOf, nameOf } from '../names.ts';
import { barChart } from './bars.ts';
import { columnChart } from './columns.ts';
import { scatterChart } from './scatter.ts';

/** As many columns as can be told apart; the others are in the tables. */
const MOST_IN_COLUMNS = 8;
const MOST_OPEN = 4;
const MOST_GROUPS = 7;

export function charts(models: readonly ModelSummary[]): string {
  const cards = [
    card('Mean score, with 95 % intervals', scoreBars(models)),
    groupCard('Score by difficulty', DIFFICULTIES, models, 'by_difficulty'),
    groupCard('Score by provider', namesIn(models, 'by_provider'), models, 'by_provider'),
    effortCard(models),
  ];
  const perModel = models.map((model, index) => stageAndCauses(model, models, colourOf(index)));
  const rest = perModel.slice(MOST_OPEN);
  const more =
    rest.length === 0
      ? ''
      : `<details><summary>Stages and failures of ${rest.length} more</summary><div class="body grid">${rest.join('')}</div></details>`;
  return `<h2>Charts</h2><div class="grid">${cards.join('')}${perModel.slice(0, MOST_OPEN).join('')}</div>${more}`;
}

const card = (title: string, content: string) =>
  `<section class="card"><h3>${escapeHtml(title)}</h3>${content}</section>`;

function scoreBars(models: readonly ModelSummary[]): string {
  return barChart(
    'Mean score by model',
    models.map((model, index) => ({
      label: nameOf(model, models),
      share: model.mean_score,
      value: model.mean_score.toFixed(3),
      colour: colourOf(index),
      interval: model.score_interval,
    })),
  );
}

type Grouping = 'by_difficulty' | 'by_provider';

const namesIn = (models: readonly ModelSummary[], grouping: Grouping) =>
  [...new Set(models.flatMap((model) => Object.keys(model[grouping])))].sort();

function groupCard(
  title: string,
  names: readonly string[],
  models: readonly ModelSummary[],
  grouping: Grouping,
): string {
  const present = names.filter((name) => models.some((model) => model[grouping][name]));
  if (present.length === 0 || (grouping === 'by_provider' && present.length < 2)) return '';
  const shown = models.slice(0, MOST_IN_COLUMNS);
  const series = shown.map((model, index) => ({
    colour: colourOf(index),
    valueOf: (name: string) => model[grouping][name]?.mean_score,
  }));
  const hidden = models.length - shown.length;
  const note = hidden > 0 ? `<p class="muted">The best ${shown.length} of ${models.length}.</p>` : '';
  return card(title, `${legend(shown, models)}${columnChart(title, present.slice(0, MOST_GROUPS), series)}${note}`);
}

function legend(shown: readonly ModelSummary[], models: readonly ModelSummary[]): string {
  const items = shown.map(
    (each, index) => `<li><span style="background:${colourOf(index)}"></span>${escapeHtml(nameOf(each, models))}</li>`,
  );
  return `<ul class="legend">${items.join('')}</ul>`;
}

/** Score against what it takes: money, else tokens, else time. */
function effortCard(models: readonly ModelSummary[]): string {
  for (const name of ['cost_usd', 'output_tokens', 'latency_ms']) {
    const metric = METRICS.find((each) => each.name === name);
    const known = models.flatMap((model, index) => {
      const x = model.metrics[name]?.mean;
      return x === undefined ? [] : [{ label: nameOf(model, models), x, y: model.mean_score, colour: colourOf(index) }];
    });
    if (metric === undefined || known.length === 0 || known.every(({ x }) => x === 0)) continue;
    const title = `Score against ${metric.title}`;
    const axis = { title: `${metric.title} of a sample`, format: (value: number) => formatMetric(metric, value) };
    const hidden = models.length - known.length;
    const note = hidden > 0 ? `<p class="muted">Of ${hidden} more it is not known.</p>` : '';
    return card(title, `${scatterChart(title, known, axis)}${note}`);
  }
  return card('Score against cost', '<p class="muted">Recorded answers do not say what they cost.</p>');
}

function stageAndCauses(model: ModelSummary, models: readonly ModelSummary[], colour: string): string {
  const name = nameOf(model, models);
  const stages = Object.entries(model.stage_pass_rates) as [StageName, number][];
  const funnel = barChart(
    `Stages passed by ${name}`,
    stages.map(([stage, rate]) => ({ label: stage, share: rate, value: `${(rate * 100).toFixed(1)} %`, colour })),
  );
  return `${card(`Stages passed: ${name}`, funnel)}${causesCard(model, name, colour)}`;
}

function causesCard({ failure_causes }: ModelSummary, name: string, colour: string): string {
  const causes = failure_causes.slice(0, 8);
  const most = causes[0]?.samples;
  if (most === undefined) return '';
  const items = causes.map(({ summary, samples }) => ({
    label: summary,
    share: samples / most,
    value: String(samples),
    colour,
  }));
  const hidden = failure_causes.length - causes.length;
  const note = hidden > 0 ? `<p class="muted">and ${hidden} rarer ones</p>` : '';
  return card(`Failure causes: ${name}`, barChart(`Failure causes of ${name}`, items) + note);
}
