/** IaC-Eval's six levels of difficulty, by the size of a solution and the links between its resources. */
import { typesIn } from '../types-in.ts';

/** Below these, a solution is of the level; above all, of the sixth. */
const BOUNDS: readonly (readonly [lines: number, resources: number, links: number])[] = [
  [10, 2, 2],
  [20, 4, 4],
  [40, 6, 6],
  [60, 8, 8],
  [80, 10, 10],
];

/** `L1` to `L6`. */
export function levelOf(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '').length;
  const resources = typesIn(text, 'resource').length + typesIn(text, 'data').length;
  const links = linksIn(text);
  const level = BOUNDS.findIndex((bound) => lines < bound[0] && resources < bound[1] && links < bound[2]);
  return `L${level < 0 ? BOUNDS.length + 1 : level + 1}`;
}

/** References from block to block, wherever they stand. */
function linksIn(text: string): number {
  const declared = new Set(
    [...text.matchAll(/^\s*resource\s+"([\w-]+)"\s+"([\w-]+)"/gm)].map((each) => `${each[1]}.${each[2]}`),
  );
  const references = text.matchAll(/\b([a-z][\w]*_\w+)\.([\w-]+)/g);
  return [...references].filter((each) => declared.has(`${each[1]}.${each[2]}`)).length;
}
