/** The difference of two texts in unified form, with three lines around every change. */
import { type DiffLine, diffLines } from '../benchmark/html/diff.ts';

const AROUND = 3;

/** Empty where the texts are equal. `undefined` stands for a file that is not there. */
export function unifiedDiff(name: string, before: string | undefined, after: string | undefined): string {
  if (before === after) return '';
  const lines = linesOf(before ?? '', after ?? '');
  const head = [
    `--- ${before === undefined ? '/dev/null' : `a/${name}`}`,
    `+++ ${after === undefined ? '/dev/null' : `b/${name}`}`,
  ];
  return `${[...head, ...hunks(lines)].join('\n')}\n`;
}

/** An absent text has no line, not an empty one. */
function linesOf(before: string, after: string): DiffLine[] {
  const only = (kind: DiffLine['kind'], text: string) =>
    text === ''
      ? []
      : text
          .replace(/\n$/, '')
          .split('\n')
          .map((line): DiffLine => ({ kind, text: line }));
  if (before === '' || after === '') return [...only('removed', before), ...only('added', after)];
  return diffLines(before, after);
}

function hunks(lines: readonly DiffLine[]): string[] {
  const changed = lines.flatMap(({ kind }, index) => (kind === 'same' ? [] : [index]));
  const output: string[] = [];
  for (let next = 0; next < changed.length; ) {
    let last = next;
    while (last + 1 < changed.length && gap(changed, last) <= 2 * AROUND) last++;
    const from = Math.max(0, (changed[next] as number) - AROUND);
    const to = Math.min(lines.length, (changed[last] as number) + AROUND + 1);
    output.push(...hunk(lines, from, to));
    next = last + 1;
  }
  return output;
}

const gap = (changed: readonly number[], at: number) => (changed[at + 1] as number) - (changed[at] as number);

const SIGNS = { same: ' ', removed: '-', added: '+' } as const;

function hunk(lines: readonly DiffLine[], from: number, to: number): string[] {
  const shown = lines.slice(from, to);
  const range = (without: DiffLine['kind'], sign: string) => {
    const before = lines.slice(0, from).filter(({ kind }) => kind !== without).length;
    const count = shown.filter(({ kind }) => kind !== without).length;
    return `${sign}${count === 0 ? before : before + 1},${count}`;
  };
  return [
    `@@ ${range('added', '-')} ${range('removed', '+')} @@`,
    ...shown.map(({ kind, text }) => `${SIGNS[kind]}${text}`),
  ];
}
