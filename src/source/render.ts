/** A diagnostic for people: title, place, the lines it is about with a mark under the subject, and the detail. */
import type { Diagnostic } from './diagnostic.ts';
import { graphemeCount, lineStartsOf, positionAt } from './position.ts';
import type { Source, Span } from './source.ts';

/** Colours as functions, so that output without colour is the same text. */
export interface Palette {
  readonly title: (text: string, severity: Diagnostic['severity']) => string;
  readonly mark: (text: string) => string;
}

const PLAIN: Palette = { title: (text) => text, mark: (text) => text };

export function renderDiagnostic(diagnostic: Diagnostic, palette: Palette = PLAIN): string {
  const { severity, summary, detail, span } = diagnostic;
  const title = `${severity === 'error' ? 'Error' : 'Warning'}: ${summary}`;
  const lines = [palette.title(title, severity)];
  if (span !== undefined) lines.push('', ...renderFrame(span, palette));
  if (detail !== '') lines.push('', detail);
  return `${lines.join('\n')}\n`;
}

/** At most this many lines of a subject are shown. */
const MOST_LINES = 4;

function renderFrame(span: Span, palette: Palette): readonly string[] {
  const { source } = span;
  const start = positionAt(source, span.start);
  const end = positionAt(source, Math.max(span.start, span.end));
  const lines = [`  on ${source.name} line ${start.line}:`];
  const last = Math.min(end.line, start.line + MOST_LINES - 1);
  const width = String(last).length;
  for (let line = start.line; line <= last; line++) {
    const text = lineText(source, line);
    lines.push(`  ${String(line).padStart(width)}: ${text}`);
    if (line === start.line) {
      const stop = end.line === line ? end.column : graphemeCount(text) + 1;
      const carets = '^'.repeat(Math.max(1, stop - start.column));
      const margin = text.slice(0, start.column - 1).replace(/[^\t]/g, ' ');
      lines.push(`  ${' '.repeat(width)}  ${margin}${palette.mark(carets)}`);
    }
  }
  return lines;
}

function lineText(source: Source, line: number): string {
  const starts = lineStartsOf(source);
  return source.text.slice(starts[line - 1], starts[line] ?? source.text.length).replace(/\r?\n$/, '');
}
