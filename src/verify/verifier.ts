/**
 * The verifier: init → validate → plan → policy, each only if the one before passed. One verifier serves any number of
 * requests; it keeps packs, executables and compiled policies between them.
 */
import { performance } from 'node:perf_hooks';
import { certificateText } from './certificate.ts';
import { toVerdictDiagnostic } from './diagnostic.ts';
import type { Engine, EngineResult, EngineStage } from './engine.ts';
import { createEngine } from './engines/index.ts';
import type { Cause, PolicyJudgement } from './policy/index.ts';
import { lintResult, securityResult } from './practice.ts';
import type { VerifyOptions, VerifyRequest } from './request.ts';
import { gradedScore, planScore, terraformerReward } from './score.ts';
import type { StageResult, Verdict, VerdictDiagnostic } from './verdict.ts';

export interface Verifier {
  verify(request: VerifyRequest): Promise<Verdict>;
  close(): Promise<void>;
}

export async function createVerifier(options: VerifyOptions = {}): Promise<Verifier> {
  const engine = await createEngine(options);
  return {
    verify: (request) => verifyWith(engine, request, options),
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

async function verifyWith(engine: Engine, request: VerifyRequest, options: VerifyOptions): Promise<Verdict> {
  const wanted = options.planJson === true || request.policy !== undefined || options.security !== undefined;
  const result = await engine.run(request, { plan: wanted });
  const stages = result.stages.map((stage) => stageResult(stage, request));
  if (request.policy !== undefined) stages.push(await policyStage(request.policy, result));
  return {
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
    diagnostics: diagnostics.map(toVerdictDiagnostic),
    duration_ms: rounded(durationMs),
    detail,
  };
}

async function policyStage(policy: string, result: EngineResult): Promise<StageResult> {
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
  return policyResult(judgePolicy(policy, result.plan), performance.now() - started);
}

/** Passed as IaC-Eval decides it. A policy that does not compile says nothing of the configuration: that is an error. */
function policyResult(judgement: PolicyJudgement, durationMs: number): StageResult {
  const { rules, verdict, strict, score, certificate, error } = judgement;
  const broken = error !== undefined && !error.code.startsWith('eval_');
  return {
    stage: 'policy',
    status: broken ? 'error' : verdict === 'success' ? 'passed' : 'failed',
    score,
    diagnostics: certificate.map(policyDiagnostic),
    duration_ms: rounded(durationMs),
    detail: {
      rules,
      verdict,
      strict,
      ...(broken ? { reason: `the policy does not compile: ${certificate[0]?.message ?? error.code}` } : {}),
    },
  };
}

function policyDiagnostic({ rule, status, expression, message, row, column }: Cause): VerdictDiagnostic {
  return {
    severity: 'error',
    code: `policy/rule-${status}`,
    summary: rule === '' ? 'Policy error' : `Policy rule ${rule} ${status === 'failed' ? 'failed' : 'is undefined'}`,
    detail: message,
    file: null,
    line: row,
    column,
    end_line: null,
    end_column: null,
    address: null,
    snippet: expression === '' ? null : expression,
  };
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
