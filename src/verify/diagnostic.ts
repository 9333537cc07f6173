/** Diagnostics as verdicts carry them: with lines and columns instead of offsets. */
import { type Diagnostic, limits, lineAndColumnAt, type Span } from '../source/index.ts';
import type { VerdictDiagnostic } from './verdict.ts';

const MAXIMUM_SNIPPET = 240;

/** A title of several lines keeps its first as the summary, as Terraform's output has it; the others open the detail. */
export function toVerdictDiagnostic({
  severity,
  code,
  summary: title,
  detail: text,
  span,
  address,
}: Diagnostic): VerdictDiagnostic {
  const end = title.indexOf('\n');
  const summary = end < 0 ? title : title.slice(0, end);
  const detail = end < 0 ? text : [title.slice(end + 1).trim(), text].filter((part) => part !== '').join('\n\n');
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
  const start = lineAndColumnAt(span.source, span.start);
  const stop = lineAndColumnAt(span.source, span.end);
  return {
    severity,
    code,
    summary,
    detail,
    file: span.source.name,
    line: start.line,
    column: start.column,
    end_line: stop.line,
    end_column: stop.column,
    address: address ?? null,
    snippet: lineAround(span),
  };
}

/** The first of them, as many as `maxDiagnostics` allows; a last one says how many are left out. */
export function verdictDiagnostics(diagnostics: readonly Diagnostic[]): VerdictDiagnostic[] {
  const { maxDiagnostics } = limits;
  const shown = diagnostics.slice(0, maxDiagnostics).map(toVerdictDiagnostic);
  const left = diagnostics.length - shown.length;
  if (left > 0) {
    const detail = `${left} more messages are left out (limit maxDiagnostics of ${maxDiagnostics}).`;
    shown.push(
      toVerdictDiagnostic({ severity: 'warning', code: 'verify/limit', summary: 'Too many messages', detail }),
    );
  }
  return shown;
}

/** The line on which the span begins. */
function lineAround({ source: { text }, start }: Span): string {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = text.indexOf('\n', start);
  return text.slice(from, to < 0 ? undefined : to).slice(0, MAXIMUM_SNIPPET);
}
