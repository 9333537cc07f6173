import type { Span } from './source.ts';

/**
 * A problem in user text, in the shape HCL gives it. Problems are data: every phase returns a value and its
 * diagnostics, and goes on.
 */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** Ours and stable, such as `terraform/unsupported-argument`; metrics and rewards key on it. */
  readonly code: string;
  /** Terraform's own title of the problem: verdicts are compared by it. */
  readonly summary: string;
  /** The same facts as Terraform's detail, in our words. May be empty. */
  readonly detail: string;
  /** What the message is about. Absent for problems that have no place in a text. */
  readonly span?: Span;
  /** The construct around `span` that helps to understand it. */
  readonly context?: Span;
  /** Address of the object the problem belongs to, such as `aws_vpc.main`. */
  readonly address?: string;
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/** What a phase over user text gives: it never throws for the user's mistakes. */
export interface WithDiagnostics<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}
