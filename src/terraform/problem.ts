/** The two ways to say that something is wrong with a configuration; codes are `terraform/…`. */
import type { Diagnostic, Span } from '../source/index.ts';

export function errorAt(code: string, summary: string, detail: string, span?: Span): Diagnostic {
  const base = { severity: 'error', code: `terraform/${code}`, summary, detail } as const;
  return span === undefined ? base : { ...base, span };
}

export function warningAt(code: string, summary: string, detail: string, span?: Span): Diagnostic {
  const base = { severity: 'warning', code: `terraform/${code}`, summary, detail } as const;
  return span === undefined ? base : { ...base, span };
}
