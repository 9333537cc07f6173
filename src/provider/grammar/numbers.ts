/** Whole numbers of a range, as GBNF. */
const MOST_LISTED = 24;
/** Of numbers that nobody states. */
export const LARGEST = 9999;

/** A row of alternatives for least ≤ n ≤ most, exact; both at least 0. */
export function wholeNumbers(least: number, most: number, multipleOf = 1): string {
  const from = Math.ceil(least / multipleOf) * multipleOf;
  const count = Math.floor((most - from) / multipleOf) + 1;
  if (count <= 0) return `"${from}"`;
  if (count <= MOST_LISTED || multipleOf > 1) {
    const shown = Math.min(count, MOST_LISTED);
    return `(${Array.from({ length: shown }, (_, index) => `"${from + index * multipleOf}"`).join(' | ')})`;
  }
  const rows: string[] = [];
  for (let digits = String(from).length; digits <= String(most).length; digits++) {
    const low = Math.max(from, digits === 1 ? 0 : 10 ** (digits - 1));
    const high = Math.min(most, 10 ** digits - 1);
    if (low <= high) rows.push(...sameLength(String(low), String(high)));
  }
  return `(${rows.join(' | ')})`;
}

/** Numbers between two of the same length: by their first digit, exact at both ends and free between. */
function sameLength(low: string, high: string): string[] {
  if (low === '') return ['""'];
  const [first, last] = [Number(low[0]), Number(high[0])];
  const rest = low.length - 1;
  if (rest === 0) return [`[${first}-${last}]`];
  if (first === last) return sameLength(low.slice(1), high.slice(1)).map((row) => `"${first}" ${row}`);
  const free = (from: number, to: number) => (from > to ? [] : [`[${from}-${to}] [0-9]{${rest}}`]);
  const lowIsWhole = /^0*$/.test(low.slice(1));
  const highIsWhole = /^9*$/.test(high.slice(1));
  return [
    ...(lowIsWhole ? [] : sameLength(low.slice(1), '9'.repeat(rest)).map((row) => `"${first}" ${row}`)),
    ...free(lowIsWhole ? first : first + 1, highIsWhole ? last : last - 1),
    ...(highIsWhole ? [] : sameLength('0'.repeat(rest), high.slice(1)).map((row) => `"${last}" ${row}`)),
  ];
}

/** Numbers without a stated range, of a handy size. */
export const anyWholeNumber = wholeNumbers(0, LARGEST);
