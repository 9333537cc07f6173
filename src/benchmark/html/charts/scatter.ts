/** Points with names, as inline SVG: what is had (0 to 1, upwards) against what it takes (to the right). */
import { escapeHtml } from '../escape-html.ts';
import { shorten } from '../names.ts';

export interface Point {
  readonly label: string;
  readonly x: number;
  /** 0 to 1. */
  readonly y: number;
  readonly colour: string;
}

export interface Axis {
  readonly title: string;
  format(value: number): string;
}

const WIDTH = 480;
const HEIGHT = 230;
const LEFT = 34;
const TOP = 10;
const RIGHT = 14;
/** From this ratio on, equal steps would crowd the cheap ones in a corner. */
const LOGARITHMIC_FROM = 20;

export function scatterChart(title: string, points: readonly Point[], axis: Axis): string {
  const xs = points.map(({ x }) => x);
  const scale = scaleOf(Math.min(...xs), Math.max(...xs));
  const place = (x: number) => LEFT + 10 + scale.of(x) * (WIDTH - LEFT - RIGHT - 20);
  const height = (y: number) => TOP + (1 - y) * HEIGHT;
  const placed = points.map((point) => ({ ...point, cx: place(point.x), cy: height(point.y) }));
  const dots = placed.map(
    ({ label, x, y, cx, cy, colour }) =>
      `<circle cx="${cx.toFixed(1)}" cy="${cy.toFixed(1)}" r="6" fill="${colour}"><title>${escapeHtml(`${label}: ${y.toFixed(3)}, ${axis.format(x)}`)}</title></circle>`,
  );
  const marks = [...dots, ...labels(placed)];
  const ticks = scale.ticks.map(
    (x) =>
      `<text x="${place(x).toFixed(1)}" y="${TOP + HEIGHT + 20}" class="mid small muted">${escapeHtml(axis.format(x))}</text>`,
  );
  return `<svg viewBox="0 0 ${WIDTH} ${TOP + HEIGHT + 46}" role="img" aria-label="${escapeHtml(title)}">${rules(height)}${ticks.join('')}<text x="${(WIDTH + LEFT) / 2}" y="${TOP + HEIGHT + 42}" class="mid muted">${escapeHtml(axis.title)}${scale.logarithmic ? ' (logarithmic)' : ''}</text>${marks.join('\n')}</svg>`;
}

interface PlacedPoint extends Point {
  readonly cx: number;
  readonly cy: number;
}

const LABEL = { characters: 30, width: 185, height: 14 };

/** Beside their points, moved down where another label stands already. */
function labels(points: readonly PlacedPoint[]): string[] {
  const taken: { readonly x: number; readonly y: number }[] = [];
  return [...points]
    .sort((a, b) => a.cy - b.cy)
    .map(({ label, cx, cy }) => {
      const left = cx > WIDTH * 0.55;
      const x = left ? cx - 10 - LABEL.width : cx + 10;
      let y = cy + 4;
      const clashes = () =>
        taken.find((other) => Math.abs(other.y - y) < LABEL.height && Math.abs(other.x - x) < LABEL.width);
      for (let other = clashes(); other !== undefined; other = clashes()) y = other.y + LABEL.height;
      taken.push({ x, y });
      const at = left ? cx - 10 : cx + 10;
      return `<text x="${at.toFixed(1)}" y="${y.toFixed(1)}" class="small${left ? ' end' : ''}">${escapeHtml(shorten(label, LABEL.characters))}</text>`;
    });
}

function rules(height: (y: number) => number): string {
  return [0, 0.5, 1]
    .map(
      (y) =>
        `<path d="M${LEFT} ${height(y)}H${WIDTH}" class="rule"/><text x="${LEFT - 6}" y="${height(y) + 5}" class="end muted">${y}</text>`,
    )
    .join('');
}

function scaleOf(least: number, most: number) {
  const logarithmic = least > 0 && most / least > LOGARITHMIC_FROM;
  const from = logarithmic ? Math.log(least) : 0;
  const to = logarithmic ? Math.log(most) : most;
  const span = to - from;
  const middle = logarithmic ? Math.exp((from + to) / 2) : most / 2;
  return {
    logarithmic,
    of: (x: number) => (span === 0 ? 0.5 : ((logarithmic ? Math.log(x) : x) - from) / span),
    ticks: span === 0 ? [most] : [logarithmic ? least : 0, middle, most],
  };
}
