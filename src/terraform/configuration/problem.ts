/**
 * Diagnostics of the configuration language. A title is Terraform's own and never changes; the code follows from it, save
 * where the title quotes a name, which a code must not.
 */
import type { Diagnostic, Span } from '../../source/index.ts';

export interface ProblemOptions {
  /** Needed where the title contains a name from the text: `terraform/duplicate-resource`. */
  readonly code?: string;
  readonly context?: Span | undefined;
}

export function mistake(
  summary: string,
  detail: string,
  span?: Span | undefined,
  options: ProblemOptions = {},
): Diagnostic {
  return diagnostic('error', summary, detail, span, options);
}

export function caution(
  summary: string,
  detail: string,
  span?: Span | undefined,
  options: ProblemOptions = {},
): Diagnostic {
  return diagnostic('warning', summary, detail, span, options);
}

function diagnostic(
  severity: 'error' | 'warning',
  summary: string,
  detail: string,
  span: Span | undefined,
  options: ProblemOptions,
): Diagnostic {
  return {
    severity,
    code: options.code ?? codeOf(summary),
    summary,
    detail,
    ...(span === undefined ? {} : { span }),
    ...(options.context === undefined ? {} : { context: options.context }),
  };
}

/** `Invalid "when" keyword` becomes `terraform/invalid-when-keyword`. */
function codeOf(summary: string): string {
  const slug = summary
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `terraform/${slug}`;
}
