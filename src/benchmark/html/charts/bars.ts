/** Horizontal bars, as inline SVG. The label stands above each, so that long names fit a phone. */
import { escapeHtml } from '../escape-html.ts';
import { shorten } from '../names.ts';

export interface Bar {
  readonly label: string;
  /** 0 to 1: the length of the bar. */
  readonly share: number;
  readonly value: string;
  readonly colour: string;
  /** Of the share. */
  readonly interval?: readonly [number, number];
}

const WIDTH = 480;
const VALUE_WIDTH = 84;
const STEP = 48;
const THICKNESS = 16;

export function barChart(title: string, items: readonly Bar[]): string {
  const full = WIDTH - VALUE_WIDTH;
  const rows = items.map(({ label, share, value, colour, interval }, index) => {
    const y = index * STEP;
    const top = y + 23;
    const whiskers = interval === undefined ? '' : whisker(interval[0] * full, interval[1] * full, top + THICKNESS / 2);
    return `<text x="0" y="${y + 16}">${escapeHtml(shorten(label, 58))}</text><rect x="0" y="${top}" width="${full}" height="${THICKNESS}" rx="3" class="track"/><rect x="0" y="${top}" width="${Math.max(1, share * full).toFixed(1)}" height="${THICKNESS}" rx="3" fill="${colour}"/>${whiskers}<text x="${WIDTH}" y="${top + 13}" class="end">${escapeHtml(value)}</text>`;
  });
  return `<svg viewBox="0 0 ${WIDTH} ${items.length * STEP}" role="img" aria-label="${escapeHtml(title)}">${rows.join('\n')}</svg>`;
}

function whisker(from: number, to: number, y: number): string {
  return `<path d="M${from.toFixed(1)} ${y}H${to.toFixed(1)}M${from.toFixed(1)} ${y - 5}v10M${to.toFixed(1)} ${y - 5}v10" class="whisker"/>`;
}
