/** Pictures as SVG that stand alone: columns for ranges, bars for names. Light and dark by the reader's setting. */
import type { Bin } from './histogram.ts';

const WIDTH = 720;
const STYLE = `<style>text{font:13px system-ui,sans-serif;fill:#24292f}.muted{fill:#6e7781}.title{font-size:15px;font-weight:600}.end{text-anchor:end}.mid{text-anchor:middle}.bar{fill:#3b6fb6}.rule{stroke:#d0d7de}@media(prefers-color-scheme:dark){text{fill:#e6edf3}.muted{fill:#9198a1}.bar{fill:#6ea8fe}.rule{stroke:#3d444d}}</style>`;

const TOP = 44;
const LEFT = 56;
const TALL = 190;

/** A column for each bin; the labels that there is room for. */
export function columns(title: string, unit: string, bins: readonly Bin[]): string {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const room = (WIDTH - LEFT - 10) / Math.max(1, bins.length);
  const every = Math.ceil(58 / room);
  const last = bins.length - 1;
  const isSaid = (index: number) => index === last || (index % every === 0 && index <= last - every);
  const parts = bins.map(({ label, count }, index) => {
    const tall = (count / most) * TALL;
    const x = LEFT + index * room;
    const said = isSaid(index)
      ? `<text class="mid muted" x="${n(x + room / 2)}" y="${TOP + TALL + 18}">${label}</text>`
      : '';
    return `<rect class="bar" x="${n(x + 1)}" y="${n(TOP + TALL - tall)}" width="${n(room - 2)}" height="${n(tall)}"><title>${label} ${unit}: ${count}</title></rect>${said}`;
  });
  const height = TOP + TALL + 46;
  const axis = `<text class="mid muted" x="${n((WIDTH + LEFT) / 2)}" y="${height - 6}">${escaped(unit)}</text>`;
  return framed(title, height, `${scale(most)}${parts.join('')}${axis}`);
}

/** A line of count at the top, the middle and the foot. */
function scale(most: number): string {
  const steps = most === 1 ? [0, 1] : [0, Math.round(most / 2), most];
  return steps
    .map((value) => {
      const y = TOP + TALL - (value / most) * TALL;
      return `<path class="rule" d="M${LEFT} ${n(y)}H${WIDTH}"/><text class="end muted" x="${LEFT - 8}" y="${n(y + 4)}">${value}</text>`;
    })
    .join('');
}

const STEP = 22;
const NAMES = 300;

/** A bar for each name, the longest first. */
export function bars(title: string, counts: Readonly<Record<string, number>>, atMost = 30): string {
  const all = Object.entries(counts).sort(([, a], [, b]) => b - a);
  const shown = all.slice(0, atMost);
  const most = Math.max(1, ...shown.map(([, count]) => count));
  const parts = shown.map(([name, count], index) => {
    const y = TOP + index * STEP;
    const long = (count / most) * (WIDTH - NAMES - 80);
    return `<text class="end" x="${NAMES - 8}" y="${y + 13}">${escaped(shortened(name))}</text><rect class="bar" x="${NAMES}" y="${y + 2}" width="${n(Math.max(1, long))}" height="${STEP - 8}" rx="2"/><text class="muted" x="${n(NAMES + long + 8)}" y="${y + 13}">${count}</text>`;
  });
  const rest = all.length - shown.length;
  const more =
    rest > 0 ? `<text class="muted" x="${NAMES}" y="${TOP + shown.length * STEP + 14}">and ${rest} more</text>` : '';
  return framed(title, TOP + shown.length * STEP + (rest > 0 ? 24 : 6), parts.join('') + more);
}

function framed(title: string, height: number, inside: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title)}">${STYLE}<text class="title" x="0" y="20">${escaped(title)}</text>${inside}</svg>`;
}

const n = (value: number) => String(Math.round(value * 10) / 10);
const shortened = (name: string) => (name.length > 42 ? `${name.slice(0, 41)}…` : name);

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
