/**
 * The verdict on one configuration (`verdict/1`): what every stage found, a score and a reward. Plain wire data.
 */
export type StageName = 'init' | 'validate' | 'plan' | 'policy' | 'apply' | 'check';
export const STAGES: readonly StageName[] = ['init', 'validate', 'plan', 'policy', 'apply', 'check'];

/** `error`: the environment failed (no executable, time-out), never the code; an unscored sample is not a zero. */
export type StageStatus = 'passed' | 'failed' | 'skipped' | 'error';

export type EngineName = 'static' | 'attached' | 'simulated' | 'real';
export const ENGINES: readonly EngineName[] = ['static', 'attached', 'simulated', 'real'];

export interface Verdict {
  readonly format: 'verdict/1';
  readonly id: string;
  readonly engine: EngineName;
  readonly stages: readonly StageResult[];
  /** The diagnostics of the first stage that did not pass, as text for people and models; empty when all passed. */
  readonly certificate: string;
  /** 0 to 1: the share of the asked-for stages' weights that was earned; null where the environment failed. */
  readonly score: number | null;
  /** 0 to 2 (TerraFormer, equation 2); null where the environment failed. */
  readonly reward: number | null;
  /** The plan in the form of `terraform show -json`, when asked for and planned. */
  readonly plan?: unknown;
}

export interface StageResult {
  readonly stage: StageName;
  readonly status: StageStatus;
  /** 0 to 1. */
  readonly score: number;
  readonly diagnostics: readonly VerdictDiagnostic[];
  readonly duration_ms: number;
  readonly detail: StageDetail;
}

/** What a stage tells besides its diagnostics; which fields are there depends on the stage. */
export interface StageDetail {
  /** Plan: number of planned instances by resource type. */
  readonly resource_counts?: Readonly<Record<string, number>>;
  /** Policy: every boolean rule of the policy's package. */
  readonly rules?: Readonly<Record<string, 'passed' | 'failed' | 'undefined'>>;
  /** Policy: as IaC-Eval decides it. */
  readonly verdict?: 'success' | 'failure';
  /** Policy: all passed, none undefined, at least one rule. */
  readonly strict?: 'success' | 'failure';
  /** Why a stage was skipped or ended as an error. */
  readonly reason?: string;
}

export interface VerdictDiagnostic {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  /** Terraform's own title. */
  readonly summary: string;
  readonly detail: string;
  readonly file: string | null;
  /** 1-based; columns count grapheme clusters, as Terraform's do. */
  readonly line: number | null;
  readonly column: number | null;
  readonly end_line: number | null;
  readonly end_column: number | null;
  readonly address: string | null;
  readonly snippet: string | null;
}
