/** Charts as inline SVG: they need no script and no network, and scale with the page. */
import type { StageName } from '../../verify/index.ts';
import type { ModelSummary } from '../summary.ts';
import { escapeHtml } from './escape-html.ts';

const COLOURS = ['#2f6fde', '#d9822b', '#2d9d78', '#a854c7', '#c23b5a', '#6b7a90', '#8a7a12', '#0f8ea8'];
export const colourOf = (index: number) => COLOURS[index % COLOURS.length] as string;

const WIDTH = 640;
const BAR = 22;

interface Bar {
  readonly label: string;
  /** 0 to 1: the length of the bar. */
  readonly share: number;
  readonly value: string;
  readonly colour: string;
  readonly interval?: readonly [number, number];
}

/** Horizontal bars, label above each so that long names fit a phone. */
function bars(title: string, items: readonly Bar[]): string {
  const step = BAR + 36;
  const height = items.length * step + 6;
  const scale = (share: number) => share * (WIDTH - 110);
  const rows = items.map(({ label, share, value, colour, interval }, index) => {
    const y = index * step;
    const whisker = interval === undefined ? '' : whiskers(scale(interval[0]), scale(interval[1]), y + 20 + BAR / 2);
    return `<text x="0" y="${y + 16}" class="label">${escapeHtml(shorten(label, 74))}</text>
<rect x="0" y="${y + 20}" width="${scale(1)}" height="${BAR}" rx="3" class="track"/>
<rect x="0" y="${y + 20}" width="${Math.max(1, scale(share)).toFixed(1)}" height="${BAR}" rx="3" fill="${colour}"/>${whisker}
<text x="${scale(1) + 10}" y="${y + 20 + BAR * 0.72}" class="value">${escapeHtml(value)}</text>`;
  });
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeHtml(title)}">${rows.join('\n')}</svg>`;
}

function whiskers(from: number, to: number, y: number): string {
  return `<path d="M${from.toFixed(1)} ${y}H${to.toFixed(1)}M${from.toFixed(1)} ${y - 5}v10M${to.toFixed(1)} ${y - 5}v10" class="whisker"/>`;
}

export function scoreChart(models: readonly ModelSummary[]): string {
  return bars(
    'Mean score by model',
    models.map((each, index) => ({
      label: nameOf(each, models),
      share: each.mean_score,
      value: each.mean_score.toFixed(3),
      colour: colourOf(index),
      interval: each.score_interval,
    })),
  );
}

export function funnelChart(model: ModelSummary, colour: string): string {
  const stages = Object.entries(model.stage_pass_rates) as [StageName, number][];
  return bars(
    `Stages passed by ${model.model}`,
    stages.map(([stage, rate]) => ({ label: stage, share: rate, value: `${(rate * 100).toFixed(1)} %`, colour })),
  );
}

export function causesChart(model: ModelSummary, colour: string): string {
  const causes = model.failure_causes.slice(0, 12);
  const most = causes[0]?.samples ?? 1;
  return bars(
    `Failure causes of ${model.model}`,
    causes.map(({ summary, samples }) => ({ label: summary, share: samples / most, value: String(samples), colour })),
  );
}

/** Grouped columns: one group per difficulty, one column per model. */
export function groupChart(
  title: string,
  names: readonly string[],
  models: readonly ModelSummary[],
  scoreOf: (model: ModelSummary, name: string) => number | undefined,
): string {
  const height = 200;
  const groupWidth = WIDTH / names.length;
  const width = Math.min(56, (groupWidth - 24) / models.length);
  const columns = names.flatMap((name, group) => {
    const start = group * groupWidth + (groupWidth - width * models.length) / 2;
    const label = `<text x="${group * groupWidth + groupWidth / 2}" y="${height + 40}" class="axis">${escapeHtml(name)}</text>`;
    return [
      label,
      ...models.map((model, index) =>
        column(start + index * width, width, height, scoreOf(model, name), colourOf(index)),
      ),
    ];
  });
  return `<svg viewBox="0 0 ${WIDTH} ${height + 50}" role="img" aria-label="${escapeHtml(title)}"><path d="M0 ${height + 20}H${WIDTH}" class="rule"/>${columns.join('\n')}</svg>`;
}

function column(x: number, width: number, height: number, score: number | undefined, colour: string): string {
  if (score === undefined) return '';
  const tall = Math.max(1, score * height);
  const value =
    width < 26 ? '' : `<text x="${x + width / 2}" y="${height + 14 - tall}" class="small">${score.toFixed(2)}</text>`;
  return `<rect x="${(x + 2).toFixed(1)}" y="${(height + 20 - tall).toFixed(1)}" width="${(width - 4).toFixed(1)}" height="${tall.toFixed(1)}" fill="${colour}"/>${value}`;
}

export function legend(models: readonly ModelSummary[]): string {
  const items = models.map(
    (each, index) => `<li><span style="background:${colourOf(index)}"></span>${escapeHtml(nameOf(each, models))}</li>`,
  );
  return `<ul class="legend">${items.join('')}</ul>`;
}

/** The model's name, with the strategy where several ran. */
export function nameOf({ model, strategy }: ModelSummary, models: readonly ModelSummary[]): string {
  return new Set(models.map((each) => each.strategy)).size > 1 ? `${model} · ${strategy}` : model;
}

/** Keeps both ends: names of models and paths differ at either. */
function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length / 2 - 1)}…${text.slice(-(length / 2 - 1))}`;
}
