/** An engine runs the Terraform stages of a verification; policy, score and reward are the same for all of them. */
import type { Diagnostic } from '../source/index.ts';
import type { Configuration, PlanJson } from '../terraform/index.ts';
import type { VerifyRequest } from './request.ts';
import type { BlockOf } from './resource-block.ts';
import type { EngineName, StageDetail, StageName, StageStatus } from './verdict.ts';

export interface Engine {
  readonly name: EngineName;
  run(request: VerifyRequest, wants: EngineWants): Promise<EngineResult>;
  /** Stops what the engine started. */
  close(): Promise<void>;
}

export interface EngineWants {
  readonly plan: boolean;
  /** Whether a plan may be applied; asked before applying. Undefined: every plan may. */
  readonly approve?: ((plan: PlanJson) => Promise<boolean>) | undefined;
}

export interface EngineStage {
  readonly stage: StageName;
  readonly status: StageStatus;
  readonly diagnostics: readonly Diagnostic[];
  readonly durationMs: number;
  readonly detail: StageDetail;
}

export interface EngineResult {
  /** init, validate, plan and, where it was asked for, apply, in order. */
  readonly stages: readonly EngineStage[];
  /** Present where it was wanted and made. */
  readonly plan: PlanJson | undefined;
  readonly declaredResources: number;
  readonly plannedResources: number;
  /** Where resources are declared; absent where the engine does not read the configuration itself. */
  readonly blockOf?: BlockOf;
  /** As read; absent where the engine does not read it itself, or it could not be read. */
  readonly configuration?: Configuration | undefined;
}
