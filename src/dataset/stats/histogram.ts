/** Numbers put into ranges of equal width with round bounds; the few largest share the last one. */
export interface Bin {
  readonly label: string;
  readonly count: number;
}

export interface Summary {
  readonly least: number;
  readonly median: number;
  /** Nineteen of twenty are at most this. */
  readonly p95: number;
  readonly most: number;
  readonly mean: number;
}

const MOST_BINS = 20;

/** Whole numbers of at least 0. */
export function binsOf(values: readonly number[]): Bin[] {
  if (values.length === 0) return [];
  const sorted = [...values].sort((a, b) => a - b);
  const from = sorted[0] as number;
  const usual = at(sorted, 0.99);
  const width = roundWidth((usual - from + 1) / MOST_BINS);
  const first = Math.floor(from / width) * width;
  const last = Math.floor(usual / width) * width;
  const bins: Bin[] = [];
  let index = 0;
  for (let start = first; start <= last; start += width) {
    const end = start === last ? Number.POSITIVE_INFINITY : start + width;
    const begin = index;
    while (index < sorted.length && (sorted[index] as number) < end) index++;
    const isOpen = start === last && (sorted.at(-1) as number) >= start + width;
    bins.push({ label: labelOf(start, width, isOpen), count: index - begin });
  }
  return bins;
}

const labelOf = (start: number, width: number, isOpen: boolean) =>
  isOpen ? `${start}+` : width === 1 ? `${start}` : `${start}–${start + width - 1}`;

/** 1, 2, 5, 10, 20, 50, … */
function roundWidth(width: number): number {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, width))));
  return ([1, 2, 5, 10].find((step) => step * power >= width) ?? 10) * power;
}

/** Undefined where there is nothing to sum up. */
export function summaryOf(values: readonly number[]): Summary | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const mean = sorted.reduce((total, value) => total + value, 0) / sorted.length;
  return {
    least: sorted[0] as number,
    median: at(sorted, 0.5),
    p95: at(sorted, 0.95),
    most: sorted.at(-1) as number,
    mean: Math.round(mean * 10) / 10,
  };
}

const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
