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
  /** Good practice, when asked for. */
  readonly lint?: LintResult;
  /** Security, when asked for. */
  readonly security?: SecurityResult;
}

export interface LintResult {
  /** 1 without findings, 0 with some: over many configurations, the share of clean ones. */
  readonly score: 0 | 1;
  /** Each with the code `lint/<rule>`. */
  readonly diagnostics: readonly VerdictDiagnostic[];
  readonly duration_ms: number;
}

/** `skipped` where there is no plan to judge. */
export interface SecurityResult {
  readonly status: 'judged' | 'skipped';
  /** Share of the applicable checks that passed, 0 to 1; null where none applied or nothing was judged. */
  readonly score: number | null;
  /** How many checks of a resource passed, failed, and failed but were silenced. */
  readonly passed: number;
  readonly failed: number;
  readonly suppressed: number;
  readonly checks: readonly {
    readonly check: string;
    readonly address: string;
    readonly status: 'passed' | 'failed' | 'suppressed';
  }[];
  /** Each with the code `security/<check>` and the address of the resource. */
  readonly diagnostics: readonly VerdictDiagnostic[];
  readonly duration_ms: number;
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

export type ServedBy = 'pack' | 'executable';

/** What a stage tells besides its diagnostics; which fields are there depends on the stage. */
export interface StageDetail {
  /** Init: the version chosen of each provider, and whether its executable or a pack speaks for it. */
  readonly providers?: Readonly<Record<string, { readonly version: string; readonly served_by: ServedBy }>>;
  /** Init, with a real core: the product and its version. */
  readonly core?: string;
  /** Apply: addresses of what was made. */
  readonly applied?: readonly string[];
  /** Apply: the root module's outputs, as `terraform output -json` gives them. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** Apply: whether a second plan found nothing to change, and what it found otherwise. */
  readonly idempotent?: boolean;
  readonly changes?: readonly string[];
  /** Apply: whether everything was destroyed again; if not, why, and what may still exist. */
  readonly destroyed?: boolean;
  readonly destroy_error?: string;
  readonly left?: readonly string[];
  /** Apply: the file that keeps the state of what may still exist. */
  readonly state_kept?: string;
  /** Check: whether each test of the validation script passed. */
  readonly tests?: Readonly<Record<string, boolean>>;
  /** Check: why the cleanup script failed, where it did. */
  readonly cleanup_error?: string;
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
