/**
 * Myers' search for a shortest edit, from both ends at once, by halves: linear memory, time in lines times changes.
 * Diagonals are visited from high to low and the forward front moves first, as in GNU diff: that decides among equals.
 */
import type { Candidates } from './changed-lines.ts';

/** Beyond so many changes the rest counts as changed altogether. */
const MOST_CHANGES = 4096;

/** Sets 1 at the places of candidates that no longest common part holds. */
export function markShortest(a: Candidates, b: Candidates, changed: readonly [Uint8Array, Uint8Array]): void {
  const size = a.lines.length + b.lines.length + 3;
  const search: Search = {
    a: a.lines,
    b: b.lines,
    forward: new Int32Array(size),
    backward: new Int32Array(size),
    offset: b.lines.length + 1,
  };
  const mark = ({ places }: Candidates, flags: Uint8Array, from: number, to: number) => {
    for (let place = from; place < to; place++) flags[places[place] as number] = 1;
  };
  const boxes: Box[] = [{ left: 0, right: a.lines.length, top: 0, bottom: b.lines.length }];
  for (let box = boxes.pop(); box !== undefined; box = boxes.pop()) {
    const inner = withoutEqualEnds(search, box);
    const { left, right, top, bottom } = inner;
    const middle = left < right && top < bottom ? findMiddle(search, inner) : undefined;
    if (middle === undefined) {
      mark(a, changed[0], left, right);
      mark(b, changed[1], top, bottom);
    } else {
      boxes.push({ left, right: middle.x, top, bottom: middle.y }, { left: middle.x, right, top: middle.y, bottom });
    }
  }
}

interface Search {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  /** Furthest x on each diagonal x − y, at `diagonal + offset`. */
  readonly forward: Int32Array;
  readonly backward: Int32Array;
  readonly offset: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function withoutEqualEnds({ a, b }: Search, box: Box): Box {
  let { left, right, top, bottom } = box;
  while (left < right && top < bottom && a[left] === b[top]) {
    left++;
    top++;
  }
  while (left < right && top < bottom && a[right - 1] === b[bottom - 1]) {
    right--;
    bottom--;
  }
  return { left, right, top, bottom };
}

/** Where the two fronts meet; undefined where that is too far. */
function findMiddle(search: Search, box: Box): { readonly x: number; readonly y: number } | undefined {
  const { forward, backward, offset } = search;
  const { left, right, top, bottom } = box;
  const lowest = left - bottom + offset;
  const highest = right - top + offset;
  const ahead = frontAt(left - top + offset);
  const behind = frontAt(right - bottom + offset);
  const odd = ((ahead.low - behind.low) & 1) !== 0;
  forward[ahead.low] = left;
  backward[behind.low] = right;
  for (let changes = 1; changes <= MOST_CHANGES; changes++) {
    widen(ahead, lowest, highest, forward, -1);
    for (let diagonal = ahead.high; diagonal >= ahead.low; diagonal -= 2) {
      const x = advance(search, box, diagonal);
      if (odd && diagonal >= behind.low && diagonal <= behind.high && (backward[diagonal] as number) <= x)
        return { x, y: x - (diagonal - offset) };
    }
    widen(behind, lowest, highest, backward, 0x7fffffff);
    for (let diagonal = behind.high; diagonal >= behind.low; diagonal -= 2) {
      const x = retreat(search, box, diagonal);
      if (!odd && diagonal >= ahead.low && diagonal <= ahead.high && x <= (forward[diagonal] as number))
        return { x, y: x - (diagonal - offset) };
    }
  }
  return undefined;
}

interface Front {
  low: number;
  high: number;
}

const frontAt = (diagonal: number): Front => ({ low: diagonal, high: diagonal });

/** One diagonal more on either side; at the edge of the box one less, which keeps the parity. */
function widen(front: Front, lowest: number, highest: number, reached: Int32Array, nowhere: number): void {
  if (front.low > lowest) reached[--front.low - 1] = nowhere;
  else front.low++;
  if (front.high < highest) reached[++front.high + 1] = nowhere;
  else front.high--;
}

function advance({ a, b, forward, offset }: Search, { right, bottom }: Box, diagonal: number): number {
  const below = forward[diagonal - 1] as number;
  const above = forward[diagonal + 1] as number;
  let x = below < above ? above : below + 1;
  for (let y = x - (diagonal - offset); x < right && y < bottom && a[x] === b[y]; y++) x++;
  forward[diagonal] = x;
  return x;
}

function retreat({ a, b, backward, offset }: Search, { left, top }: Box, diagonal: number): number {
  const below = backward[diagonal - 1] as number;
  const above = backward[diagonal + 1] as number;
  let x = below < above ? below : above - 1;
  for (let y = x - (diagonal - offset); left < x && top < y && a[x - 1] === b[y - 1]; y--) x--;
  backward[diagonal] = x;
  return x;
}
