/**
 * Lines that are left out of the search because they would not help it: those that the other text does not have, and, in the
 * midst of such lines, those that it has so often (`}`, an empty line) that matching one of them says nothing.
 */
const ABSENT = 1;
const FREQUENT = 2;

/** 1 for each line that is left out. */
export function discardedLines(lines: Uint32Array, other: Uint32Array): Uint8Array {
  const marks = marksOf(lines, other);
  for (let start = 0; start < marks.length; start++) {
    if (marks[start] === FREQUENT) marks[start] = 0;
    else if (marks[start] === ABSENT) start = Math.max(start, settleRun(marks, start) - 1);
  }
  return marks.map((mark) => (mark === 0 ? 0 : 1));
}

function marksOf(lines: Uint32Array, other: Uint32Array): Uint8Array {
  const counts = new Map<number, number>();
  for (const line of other) counts.set(line, (counts.get(line) ?? 0) + 1);
  const many = 5 * roughRoot(lines.length / 64);
  return Uint8Array.from(lines, (line) => {
    const count = counts.get(line) ?? 0;
    if (count === 0) return ABSENT;
    return count > many ? FREQUENT : 0;
  });
}

/** A power of two near the square root. */
function roughRoot(value: number): number {
  let root = 1;
  for (let rest = Math.floor(value) >> 2; rest > 0; rest >>= 2) root *= 2;
  return root;
}

/** Decides about the frequent lines in the run of marks that starts with an absent line; gives where the run ends. */
function settleRun(marks: Uint8Array, start: number): number {
  let end = start;
  while (end < marks.length && marks[end] !== 0) end++;
  while (marks[end - 1] === FREQUENT) marks[--end] = 0;
  const run = marks.subarray(start, end);
  if (count(run, FREQUENT) * 4 > run.length) restore(run, 0, run.length);
  else {
    restoreLongRows(run);
    restoreEdge(run, (index) => index);
    restoreEdge(run, (index) => run.length - 1 - index);
  }
  return end;
}

const count = (run: Uint8Array, mark: number) => run.reduce((sum, each) => sum + (each === mark ? 1 : 0), 0);

function restore(run: Uint8Array, from: number, to: number): void {
  for (let index = from; index < to; index++) if (run[index] === FREQUENT) run[index] = 0;
}

/** Rows of frequent lines that are long for their run are worth matching after all. */
function restoreLongRows(run: Uint8Array): void {
  const long = roughRoot(run.length >> 2) + 1;
  let from = 0;
  for (let index = 0; index <= run.length; index++) {
    if (run[index] === FREQUENT) continue;
    if (index - from >= long) restore(run, from, index);
    from = index + 1;
  }
}

const FIRM = 3;
const FAR = 8;

/** Up to three absent lines in a row, or the first absent one that is far in, frequent lines stay in the search. */
function restoreEdge(run: Uint8Array, at: (index: number) => number): void {
  let inRow = 0;
  for (let index = 0; index < run.length && inRow < FIRM; index++) {
    const place = at(index);
    if (index >= FAR && run[place] === ABSENT) return;
    inRow = run[place] === ABSENT ? inRow + 1 : 0;
    if (run[place] === FREQUENT) run[place] = 0;
  }
}
