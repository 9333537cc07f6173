/** The messages of static analysis and evaluation: HCL's titles, our words. */
import type { Diagnostic, Span } from '../source/index.ts';

export function failure(code: string, summary: string, detail: string, span: Span, context?: Span): Diagnostic {
  return context === undefined
    ? { severity: 'error', code: `hcl/${code}`, summary, detail, span }
    : { severity: 'error', code: `hcl/${code}`, summary, detail, span, context };
}

export function notStatic(span: Span, detail: string): Diagnostic {
  return failure('invalid-expression', 'Invalid expression', `${detail} Nothing may be calculated.`, span);
}
export function invalidTraversal(summary: string, span: Span, detail: string): Diagnostic {
  return failure('invalid-traversal', summary, detail, span);
}
