/** Ours beside the real one: a line where they agree, both where they differ. */
import { EXIT } from './errors.ts';
import type { OpaAnswer, OpaError } from './opa.ts';

/** Prints the comparison and gives the exit code. Order of keys and spelling of numbers do not count. */
export function compareAnswers(ours: OpaAnswer, theirs: OpaAnswer): number {
  const places = 'errors' in theirs && theirs.errors.some(({ row }) => row > 0);
  return compareLines(linesOf(ours, places), linesOf(theirs, places));
}

/** Errors agree where codes and places do (if opa gives places); wording does not count. */
export function compareErrors(ours: readonly OpaError[], theirs: readonly OpaError[]): number {
  return compareAnswers({ errors: ours }, { errors: theirs });
}

function compareLines(ours: readonly string[], theirs: readonly string[]): number {
  if (JSON.stringify(ours) === JSON.stringify(theirs)) {
    process.stdout.write(`agrees with opa: ${ours.join('\n')}\n`);
    return EXIT.passed;
  }
  process.stdout.write(`differs\n  opa:        ${theirs.join('\n')}\n  terrasmith: ${ours.join('\n')}\n`);
  return EXIT.failed;
}

function linesOf(answer: OpaAnswer, places: boolean): string[] {
  if ('errors' in answer) return errorLines(answer.errors, places);
  return answer.values.length === 0 ? ['undefined'] : answer.values.map(sortedJson);
}

function errorLines(errors: readonly OpaError[], places: boolean): string[] {
  if (errors.length === 0) return ['no errors'];
  return errors.map(({ code, row, col }) => (places ? `${code} at ${row}:${col}` : code)).sort();
}

function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${pairs.map(([key, element]) => `${JSON.stringify(key)}:${sortedJson(element)}`).join(',')}}`;
}
