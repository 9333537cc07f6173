/** A metric over the steps as an SVG picture: every value faint, a running mean strong. */
const WIDTH = 720;
const HEIGHT = 300;
const LEFT = 64;
const RIGHT = 16;
const TOP = 34;
const BOTTOM = 40;
const COLOUR = '#2f6fde';

export interface Curve {
  readonly title: string;
  /** (step, value), in the order of the steps. */
  readonly points: readonly (readonly [number, number])[];
}

/** Empty text where there are no points. */
export function curveSvg({ title, points }: Curve): string {
  const [first] = points;
  if (first === undefined) return '';
  const steps = points.map(([step]) => step);
  const values = points.map(([, value]) => value);
  const x = scaleOf(Math.min(...steps), Math.max(...steps), LEFT, WIDTH - RIGHT);
  const y = scaleOf(Math.min(...values), Math.max(...values), HEIGHT - BOTTOM, TOP);
  const path = (line: readonly (readonly [number, number])[]) =>
    line
      .map(([step, value], index) => `${index === 0 ? 'M' : 'L'}${x(step).toFixed(1)} ${y(value).toFixed(1)}`)
      .join('');
  const smooth = runningMean(points, Math.max(1, Math.round(points.length / 20)));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}" font-family="system-ui, sans-serif" font-size="12">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
<text x="${LEFT}" y="20" font-size="14" fill="#222">${escaped(title)}</text>
${gridLines(Math.min(...values), Math.max(...values), y)}
<text x="${LEFT}" y="${HEIGHT - 14}" fill="#666">step ${Math.min(...steps)}</text>
<text x="${WIDTH - RIGHT}" y="${HEIGHT - 14}" fill="#666" text-anchor="end">step ${Math.max(...steps)}</text>
<path d="${path(points)}" fill="none" stroke="${COLOUR}" stroke-opacity="0.3"/>
<path d="${path(smooth)}" fill="none" stroke="${COLOUR}" stroke-width="2"/>
</svg>
`;
}

function gridLines(low: number, high: number, y: (value: number) => number): string {
  const levels = high > low ? [0, 1, 2, 3, 4].map((part) => low + ((high - low) * part) / 4) : [low];
  return levels
    .map((level) => {
      const at = y(level).toFixed(1);
      return `<path d="M${LEFT} ${at}H${WIDTH - RIGHT}" stroke="#ddd"/><text x="${LEFT - 8}" y="${at}" dy="4" fill="#666" text-anchor="end">${shortNumber(level)}</text>`;
    })
    .join('\n');
}

function scaleOf(low: number, high: number, from: number, to: number): (value: number) => number {
  const span = high - low;
  return (value) => (span === 0 ? (from + to) / 2 : from + ((value - low) / span) * (to - from));
}

function runningMean(points: readonly (readonly [number, number])[], reach: number): [number, number][] {
  return points.map(([step], index) => {
    const near = points.slice(Math.max(0, index - reach), index + reach + 1);
    return [step, near.reduce((sum, [, value]) => sum + value, 0) / near.length];
  });
}

function shortNumber(value: number): string {
  return Math.abs(value) >= 1000 || (value !== 0 && Math.abs(value) < 0.001)
    ? value.toExponential(1)
    : value.toFixed(3);
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
