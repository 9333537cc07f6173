/** What a lint rule is: a name, what it asks for and why, and a check of one module's files. */
import type { Span } from '../../source/index.ts';
import type { LintModule } from './module.ts';

/** Tells of one finding. */
export type Report = (span: Span, detail: string) => void;

export interface LintRule {
  /** As tflint names it, so that existing habits and settings carry over. */
  readonly name: string;
  /** On unless switched off; the others are on where asked for. */
  readonly recommended: boolean;
  /** The title of its findings. */
  readonly title: string;
  /** Why it is worth following and what to write instead. */
  readonly doc: string;
  readonly check: (module: LintModule, report: Report) => void;
}
