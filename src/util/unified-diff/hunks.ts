/** Changed lines as hunks with lines of context around them. */

/** Lines of the first text that give way to lines of the second; 0-based, ends exclusive. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly newFrom: number;
  readonly newTo: number;
}

/** The runs of changed lines, where `skip` equal lines stand before both. */
export function changesOf(removed: Uint8Array, added: Uint8Array, skip: number): Change[] {
  const changes: Change[] = [];
  let [i, j] = [0, 0];
  while (i < removed.length || j < added.length) {
    if (removed[i] !== 1 && added[j] !== 1) {
      i++;
      j++;
      continue;
    }
    const [from, newFrom] = [i, j];
    while (removed[i] === 1) i++;
    while (added[j] === 1) j++;
    changes.push({ from: from + skip, to: i + skip, newFrom: newFrom + skip, newTo: j + skip });
  }
  return changes;
}

export function printHunks(a: readonly string[], b: readonly string[], changes: readonly Change[], context: number) {
  return hunksOf(changes, context)
    .map((hunk) => printHunk(a, b, hunk, context))
    .join('');
}

/** Changes that are no further apart than their contexts reach stand in one hunk. */
function hunksOf(changes: readonly Change[], context: number): Change[][] {
  const hunks: Change[][] = [];
  for (const change of changes) {
    const before = hunks.at(-1)?.at(-1);
    if (before !== undefined && change.from - before.to <= 2 * context) hunks.at(-1)?.push(change);
    else hunks.push([change]);
  }
  return hunks;
}

function printHunk(a: readonly string[], b: readonly string[], hunk: readonly Change[], context: number): string {
  const first = hunk[0] as Change;
  const last = hunk.at(-1) as Change;
  const lead = Math.min(context, first.from);
  const trail = Math.min(context, a.length - last.to);
  const old = range(first.from - lead, last.to + trail);
  const now = range(first.newFrom - lead, last.newTo + trail);
  const lines = [`@@ -${old} +${now} @@\n`];
  let at = first.from - lead;
  const print = (sign: string, texts: readonly string[]) => {
    for (const text of texts) lines.push(text.endsWith('\n') ? `${sign}${text}` : `${sign}${text}\n${NO_NEWLINE}`);
  };
  for (const { from, to, newFrom, newTo } of hunk) {
    print(' ', a.slice(at, from));
    print('-', a.slice(from, to));
    print('+', b.slice(newFrom, newTo));
    at = to;
  }
  print(' ', a.slice(at, last.to + trail));
  return lines.join('');
}

const NO_NEWLINE = '\\ No newline at end of file\n';

/** First line and number of lines; an empty range names the line before it. */
function range(from: number, to: number): string {
  const length = to - from;
  if (length === 1) return String(to);
  return `${length === 0 ? from : from + 1},${length}`;
}
