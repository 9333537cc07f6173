/**
 * The difference of two texts as `diff -u` prints it, byte for byte: which of several shortest descriptions is chosen
 * follows GNU diff, since that is the program whose output others print.
 */
import { changedLines } from './changed-lines.ts';
import { type Change, changesOf, printHunks } from './hunks.ts';

const CONTEXT = 3;

/** Empty where the texts are equal. The labels stand after `---` and `+++`. */
export function unifiedDiff(labels: readonly [string, string], before: string, after: string): string {
  const [a, b] = [linesOf(before), linesOf(after)];
  const changes = difference(a, b);
  if (changes.length === 0) return '';
  return `--- ${labels[0]}\n+++ ${labels[1]}\n${printHunks(a, b, changes, CONTEXT)}`;
}

/** With their newlines: a last line without one differs from the same line with it. */
const linesOf = (text: string) => (text === '' ? [] : text.split(/(?<=\n)/));

function difference(a: readonly string[], b: readonly string[]): Change[] {
  const start = commonStart(a, b);
  const end = commonEnd(a, b, start);
  // Some of what is equal takes part, so that a change may slide into it.
  const skip = Math.max(0, start - CONTEXT);
  const kept = Math.max(0, end - CONTEXT);
  const [first, second] = [a.slice(skip, a.length - kept), b.slice(skip, b.length - kept)];
  return changesOf(...changedLines(first, second), skip);
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  return start;
}

function commonEnd(a: readonly string[], b: readonly string[], start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let end = 0;
  while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return end;
}
