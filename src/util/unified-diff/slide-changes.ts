/**
 * A run of changed lines may often be slid up or down over equal lines without changing what the difference says. Runs are
 * merged where they meet, moved down as far as they go, and then back to where the other text has a change too.
 */
export function slideChanges(lines: Uint32Array, changed: Uint8Array, other: Uint8Array): void {
  const sides: Sides = { lines, changed, other };
  let run = nextRun(sides, { start: 0, end: 0, beside: 0 });
  while (run !== undefined) run = nextRun(sides, settle(sides, run));
}

interface Sides {
  readonly lines: Uint32Array;
  readonly changed: Uint8Array;
  readonly other: Uint8Array;
}

/** A run of changed lines, and the place in the other text that its end corresponds to. */
interface Run {
  start: number;
  end: number;
  beside: number;
}

function nextRun({ changed, other }: Sides, { end, beside }: Run): Run | undefined {
  let start = end;
  let place = beside;
  for (; start < changed.length && changed[start] === 0; start++) {
    while (other[place] === 1) place++;
    place++;
  }
  if (start >= changed.length) return undefined;
  let stop = start;
  while (changed[stop] === 1) stop++;
  while (other[place] === 1) place++;
  return { start, end: stop, beside: place };
}

function settle(sides: Sides, found: Run): Run {
  const run = { ...found };
  let corresponding: number | undefined;
  let length: number;
  do {
    length = run.end - run.start;
    while (canMoveUp(sides, run)) moveUp(sides, run);
    corresponding = sides.other[run.beside - 1] === 1 ? run.end : undefined;
    while (canMoveDown(sides, run)) if (moveDown(sides, run)) corresponding = run.end;
  } while (length !== run.end - run.start);
  while (corresponding !== undefined && corresponding < run.end) moveUp(sides, run);
  return run;
}

const canMoveUp = ({ lines }: Sides, { start, end }: Run) => start > 0 && lines[start - 1] === lines[end - 1];
const canMoveDown = ({ lines }: Sides, { start, end }: Run) => end < lines.length && lines[start] === lines[end];

function moveUp({ changed, other }: Sides, run: Run): void {
  changed[--run.start] = 1;
  changed[--run.end] = 0;
  while (changed[run.start - 1] === 1) run.start--;
  run.beside--;
  while (other[run.beside] === 1) run.beside--;
}

/** Whether the run then ends beside a change of the other text. */
function moveDown({ changed, other }: Sides, run: Run): boolean {
  changed[run.start++] = 0;
  changed[run.end++] = 1;
  while (changed[run.end] === 1) run.end++;
  run.beside++;
  const before = run.beside;
  while (other[run.beside] === 1) run.beside++;
  return run.beside > before;
}
