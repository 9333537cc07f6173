/** The course of one verification through an engine's stages. */
import { performance } from 'node:perf_hooks';
import { type Diagnostic, hasErrors } from '../../source/index.ts';
import type { Configuration, PlanJson } from '../../terraform/index.ts';
import type { EngineResult, EngineStage } from '../engine.ts';
import type { StageDetail, StageName } from '../verdict.ts';

/** Collects stages as they end, with the time each took; the ones that were not reached are skipped. */
export class StageClock {
  readonly stages: EngineStage[] = [];
  failed = false;
  #started = performance.now();

  /** The stages that were asked for: what is missing of them at the end was skipped. */
  readonly #wanted: readonly StageName[];

  constructor(wanted: readonly StageName[] = ['init', 'validate', 'plan']) {
    this.#wanted = wanted;
  }

  start(): void {
    this.#started = performance.now();
  }

  end(stage: StageName, diagnostics: readonly Diagnostic[], detail: StageDetail = {}): void {
    this.failed = hasErrors(diagnostics);
    const durationMs = performance.now() - this.#started;
    this.stages.push({ stage, status: this.failed ? 'failed' : 'passed', diagnostics, durationMs, detail });
  }

  /** The environment failed: nothing is said of the configuration. */
  broken(stage: StageName, reason: string, detail: StageDetail = {}): void {
    this.failed = true;
    const durationMs = performance.now() - this.#started;
    this.stages.push({ stage, status: 'error', diagnostics: [], durationMs, detail: { ...detail, reason } });
  }

  /** The environment failed after a stage had passed, at what belongs to it. */
  breakAfterwards(stage: StageName, reason: string): void {
    const at = this.stages.findIndex((ended) => ended.stage === stage);
    const ended = this.stages[at];
    if (ended?.status !== 'passed') return;
    this.failed = true;
    this.stages[at] = { ...ended, status: 'error', detail: { ...ended.detail, reason } };
  }

  /** Left out, and why: what was before it did not fail. */
  skip(stage: StageName, reason: string): void {
    this.stages.push({ stage, status: 'skipped', diagnostics: [], durationMs: 0, detail: { reason } });
  }

  /** What was learned of a stage after it had ended. */
  amend(stage: StageName, detail: StageDetail, diagnostics: readonly Diagnostic[] = []): void {
    const at = this.stages.findIndex((ended) => ended.stage === stage);
    const ended = this.stages[at];
    if (ended === undefined) return;
    this.stages[at] = {
      ...ended,
      detail: { ...ended.detail, ...detail },
      diagnostics: [...ended.diagnostics, ...diagnostics],
    };
  }

  result(plan: PlanJson | undefined, declared: number, planned: number): EngineResult {
    const last = this.stages.findLast(({ status }) => status === 'failed' || status === 'error') ?? this.stages.at(-1);
    for (const stage of this.#wanted) {
      if (this.stages.some((ended) => ended.stage === stage)) continue;
      const detail = { reason: `${last?.stage} ${last?.status === 'error' ? 'could not run' : 'failed'}` };
      this.stages.push({ stage, status: 'skipped', diagnostics: [], durationMs: 0, detail });
    }
    return { stages: this.stages, plan, declaredResources: declared, plannedResources: planned };
  }
}

/** Managed resources that are declared anywhere. */
export function declaredResources(configuration: Configuration | undefined): number {
  let count = 0;
  for (const { resources } of configuration?.modules ?? []) {
    for (const { mode } of resources.values()) if (mode === 'managed') count++;
  }
  return count;
}
