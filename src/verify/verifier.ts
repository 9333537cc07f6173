/**
 * The verifier: init → validate → plan → policy, each only if the one before passed. One verifier serves any number of
 * requests; it keeps packs, executables and compiled policies between them.
 */
import { performance } from 'node:perf_hooks';
import { setLimits } from '../source/index.ts';
import { type Configuration, loadConfiguration, type PlanJson } from '../terraform/index.ts';
import { certificateText } from './certificate.ts';
import { verdictDiagnostics } from './diagnostic.ts';
import type { Engine, EngineResult, EngineStage } from './engine.ts';
import { createEngine } from './engines/index.ts';
import type { PolicyJudgement } from './policy/index.ts';
import { policyDiagnostic } from './policy-diagnostic.ts';
import { lintResult, securityResult } from './practice.ts';
import type { VerifyOptions, VerifyRequest } from './request.ts';
import { type BlockOf, resourceBlocks } from './resource-block.ts';
import { gradedScore, planScore, terraformerReward } from './score.ts';
import type { StageResult, Verdict } from './verdict.ts';

export interface Verifier {
  verify(request: VerifyRequest): Promise<Verdict>;
  /** The verdict with what was seen on the way. */
  examine(request: VerifyRequest): Promise<Examination>;
  close(): Promise<void>;
}

export interface Examination {
  readonly verdict: Verdict;
  /** Absent where it could not be read, or the engine does not read it itself. */
  readonly configuration: Configuration | undefined;
  /** Managed resources declared anywhere in the configuration. */
  readonly declaredResources: number;
  /** Managed resource instances that the plan creates. */
  readonly plannedResources: number;
}

export async function createVerifier(options: VerifyOptions = {}): Promise<Verifier> {
  if (options.limits !== undefined) setLimits(options.limits);
  const engine = await createEngine(options);
  return {
    verify: async (request) => (await examineWith(engine, request, options)).verdict,
    examine: (request) => examineWith(engine, request, options),
    close: () => engine.close(),
  };
}

/** Verifies one configuration and lets go of everything that was started for it. */
export async function verify(request: VerifyRequest, options: VerifyOptions = {}): Promise<Verdict> {
  const verifier = await createVerifier(options);
  try {
    return await verifier.verify(request);
  } finally {
    await verifier.close();
  }
}

async function examineWith(engine: Engine, request: VerifyRequest, options: VerifyOptions): Promise<Examination> {
  const wanted = options.planJson === true || request.policy !== undefined || options.security !== undefined;
  const { policy } = request;
  const approve =
    options.apply && policy !== undefined
      ? async (plan: PlanJson) => (await policyStage(policy, request, { plan })).status === 'passed'
      : undefined;
  const result = await engine.run(request, { plan: wanted, approve });
  const stages = result.stages.map((stage) => stageResult(stage, request));
  if (policy !== undefined) {
    const applied = stages.findIndex(({ stage }) => stage === 'apply');
    stages.splice(applied < 0 ? stages.length : applied, 0, await policyStage(policy, request, result));
  }
  const verdict: Verdict = {
    format: 'verdict/1',
    id: request.id,
    engine: engine.name,
    stages,
    certificate: certificateText(stages),
    score: gradedScore(stages),
    reward: terraformerReward(stages, { ...result, resourcesWanted: request.resourcesWanted ?? true }),
    ...(options.planJson === true && result.plan !== undefined ? { plan: result.plan } : {}),
    ...(options.lint === undefined ? {} : { lint: await lintResult(request.files, options.lint) }),
    ...(options.security === undefined
      ? {}
      : { security: await securityResult(request.files, result.plan, options.security) }),
  };
  const { configuration, declaredResources, plannedResources } = result;
  return { verdict, configuration, declaredResources, plannedResources };
}

function stageResult(
  { stage, status, diagnostics, durationMs, detail }: EngineStage,
  request: VerifyRequest,
): StageResult {
  let score = status === 'passed' ? 1 : 0;
  if (stage === 'plan' && status === 'passed')
    score = planScore(detail.resource_counts ?? {}, request.expectedResources);
  return {
    stage,
    status,
    score,
    diagnostics: verdictDiagnostics(diagnostics),
    duration_ms: rounded(durationMs),
    detail,
  };
}

async function policyStage(
  policy: string,
  { files }: VerifyRequest,
  result: Pick<EngineResult, 'plan' | 'blockOf'>,
): Promise<StageResult> {
  if (result.plan === undefined) {
    return {
      stage: 'policy',
      status: 'skipped',
      score: 0,
      diagnostics: [],
      duration_ms: 0,
      detail: { reason: 'no plan to judge' },
    };
  }
  const started = performance.now();
  const { judgePolicy } = await import('./policy/index.ts');
  const judgement = judgePolicy(policy, result.plan);
  const durationMs = performance.now() - started;
  return policyResult(judgement, result.blockOf ?? blocksInFiles(files), durationMs);
}

/** Passed as IaC-Eval decides it. A policy that does not compile says nothing of the configuration: that is an error. */
function policyResult(judgement: PolicyJudgement, blockOf: BlockOf, durationMs: number): StageResult {
  const { rules, verdict, strict, score, certificate, error } = judgement;
  const broken = error !== undefined && !error.code.startsWith('eval_');
  return {
    stage: 'policy',
    status: broken ? 'error' : verdict === 'success' ? 'passed' : 'failed',
    score,
    diagnostics: certificate.map((cause) => policyDiagnostic(cause, blockOf)),
    duration_ms: rounded(durationMs),
    detail: {
      rules,
      verdict,
      strict,
      ...(broken ? { reason: `the policy does not compile: ${certificate[0]?.message ?? error.code}` } : {}),
    },
  };
}

/** For engines that do not read the configuration themselves. */
function blocksInFiles(files: VerifyRequest['files']): BlockOf {
  let blocks: BlockOf | undefined;
  return (address) => {
    blocks ??= blocksOf(files);
    return blocks(address);
  };
}

function blocksOf(files: VerifyRequest['files']): BlockOf {
  const { configuration } = loadConfiguration(new Map(Object.entries(files)));
  return configuration === undefined ? () => undefined : resourceBlocks(configuration);
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
