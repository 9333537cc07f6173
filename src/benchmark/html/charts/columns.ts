/** Grouped columns from 0 to 1, as inline SVG: a group for each name, a column for each series. */
import { escapeHtml } from '../escape-html.ts';
import { shorten } from '../names.ts';

export interface Series {
  readonly colour: string;
  /** 0 to 1; undefined where there is nothing to show. */
  valueOf(group: string): number | undefined;
}

const WIDTH = 480;
const HEIGHT = 190;
const LEFT = 34;
const TOP = 18;

export function columnChart(title: string, groups: readonly string[], series: readonly Series[]): string {
  const room = (WIDTH - LEFT) / groups.length;
  const width = Math.min(52, (room - 14) / series.length);
  const parts = groups.flatMap((group, index) => {
    const middle = LEFT + room * (index + 0.5);
    const start = middle - (width * series.length) / 2;
    const columns = series.map((each, place) => column(start + place * width, width, each.valueOf(group), each.colour));
    return [
      `<text x="${middle}" y="${TOP + HEIGHT + 22}" class="mid${groups.length > 4 ? ' small' : ''}">${escapeHtml(shorten(group, 12))}</text>`,
      ...columns,
    ];
  });
  return `<svg viewBox="0 0 ${WIDTH} ${TOP + HEIGHT + 30}" role="img" aria-label="${escapeHtml(title)}">${grid()}${parts.join('\n')}</svg>`;
}

function grid(): string {
  return [0, 0.5, 1]
    .map((value) => {
      const y = TOP + HEIGHT * (1 - value);
      return `<path d="M${LEFT} ${y}H${WIDTH}" class="rule"/><text x="${LEFT - 6}" y="${y + 5}" class="end muted">${value}</text>`;
    })
    .join('');
}

function column(x: number, width: number, value: number | undefined, colour: string): string {
  if (value === undefined) return '';
  const tall = Math.max(1, value * HEIGHT);
  const y = TOP + HEIGHT - tall;
  const inner = Math.max(1, width - 3);
  const said =
    width < 30
      ? ''
      : `<text x="${(x + width / 2).toFixed(1)}" y="${(y - 5).toFixed(1)}" class="mid small">${value.toFixed(2)}</text>`;
  return `<rect x="${(x + 1.5).toFixed(1)}" y="${y.toFixed(1)}" width="${inner.toFixed(1)}" height="${tall.toFixed(1)}" fill="${colour}"><title>${value.toFixed(3)}</title></rect>${said}`;
}
