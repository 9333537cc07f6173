/** Diagnostics as verdicts carry them: with lines and columns instead of offsets. */
import { type Diagnostic, positionAt, type Span } from '../source/index.ts';
import type { VerdictDiagnostic } from './verdict.ts';

const MAXIMUM_SNIPPET = 240;

export function toVerdictDiagnostic({ severity, code, summary, detail, span, address }: Diagnostic): VerdictDiagnostic {
  if (span === undefined) {
    return {
      severity,
      code,
      summary,
      detail,
      file: null,
      line: null,
      column: null,
      end_line: null,
      end_column: null,
      address: address ?? null,
      snippet: null,
    };
  }
  const start = positionAt(span.source, span.start);
  const end = positionAt(span.source, span.end);
  return {
    severity,
    code,
    summary,
    detail,
    file: span.source.name,
    line: start.line,
    column: start.column,
    end_line: end.line,
    end_column: end.column,
    address: address ?? null,
    snippet: lineAround(span),
  };
}

/** The line on which the span begins. */
function lineAround({ source: { text }, start }: Span): string {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = text.indexOf('\n', start);
  return text.slice(from, to < 0 ? undefined : to).slice(0, MAXIMUM_SNIPPET);
}
