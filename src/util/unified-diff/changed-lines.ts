import { discardedLines } from './discarded-lines.ts';
import { markShortest } from './shortest-edit.ts';
import { slideChanges } from './slide-changes.ts';

/** For each line of either text, 1 where it changed. */
export function changedLines(a: readonly string[], b: readonly string[]): [Uint8Array, Uint8Array] {
  const [first, second] = numbered(a, b);
  const changed: [Uint8Array, Uint8Array] = [discardedLines(first, second), discardedLines(second, first)];
  markShortest(remaining(first, changed[0]), remaining(second, changed[1]), changed);
  slideChanges(first, changed[0], changed[1]);
  slideChanges(second, changed[1], changed[0]);
  return changed;
}

/** Equal lines get equal numbers. */
function numbered(a: readonly string[], b: readonly string[]): [Uint32Array, Uint32Array] {
  const numbers = new Map<string, number>();
  const numberOf = (line: string) => {
    const known = numbers.get(line) ?? numbers.size;
    numbers.set(line, known);
    return known;
  };
  return [Uint32Array.from(a, numberOf), Uint32Array.from(b, numberOf)];
}

/** Lines that take part in the search, with the places where they stand. */
export interface Candidates {
  readonly lines: Uint32Array;
  readonly places: Uint32Array;
}

function remaining(lines: Uint32Array, discarded: Uint8Array): Candidates {
  const places = Uint32Array.from(lines.keys()).filter((place) => discarded[place] === 0);
  return { lines: places.map((place) => lines[place] as number), places };
}
