/**
 * Comments that silence findings: `# terrasmith:ignore=NAME,NAME reason` for what stands on its line, on the line below or in the
 * block around it, `# terrasmith:ignore-file=NAME reason` for a whole file. A name is a lint rule, a security check or the
 * identifier that the check refers to; `all` is every name. The comments of tflint and checkov are understood too.
 */
import { lineAt, type Source } from '../source/index.ts';

export interface Suppression {
  /** 1-based; undefined for the whole file. */
  readonly line: number | undefined;
  readonly names: readonly string[];
}

const COMMENT =
  /(?:#|\/\/|\/\*).*?(?:terrasmith:ignore(-file)?\s*=|tflint-ignore(-file)?\s*:|checkov:skip\s*=)\s*([\w./-]+(?:\s*,\s*[\w./-]+)*)/g;

export function suppressionsIn(source: Source): readonly Suppression[] {
  const { text } = source;
  if (!text.includes('ignore') && !text.includes('checkov:skip')) return [];
  return [...text.matchAll(COMMENT)].map((match) => ({
    line: match[1] === undefined && match[2] === undefined ? lineAt(source, match.index) : undefined,
    names: (match[3] as string).split(/\s*,\s*/),
  }));
}

/** Whether one of the names is silenced for any line of a range (the line above it counts too). */
export function isSuppressed(
  suppressions: readonly Suppression[],
  names: readonly string[],
  firstLine: number,
  lastLine: number,
): boolean {
  return suppressions.some(
    ({ line, names: silenced }) =>
      (line === undefined || (line >= firstLine - 1 && line <= lastLine)) &&
      silenced.some((name) => name === 'all' || names.includes(name)),
  );
}
