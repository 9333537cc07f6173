/** Makes one sample: an answer by a model and a strategy, its verdict, and how much it is like the reference. */
import type { Step } from '../agent/index.ts';
import { type Budget, BudgetError } from '../llm/index.ts';
import {
  createVerifier,
  type StageName,
  type Verdict,
  type VerifyOptions,
  type VerifyRequest,
} from '../verify/index.ts';
import { hasPassed, verdictWithoutFiles } from './judge-sample.ts';
import { createLikeness, type Likeness } from './likeness.ts';
import { keyOf, type Work } from './plan-work.ts';
import type { PastStep, Sample } from './sample.ts';
import { type Attempt, type AttemptOptions, attemptInstance } from './strategy.ts';

export type VerifyFunction = (request: VerifyRequest) => Promise<Verdict>;

/** `tools`, `feedback`, `rounds`, `request` and `modelNamed` are for the strategies. */
export interface SampleOptions
  extends Pick<AttemptOptions, 'tools' | 'feedback' | 'rounds' | 'request' | 'modelNamed'> {
  readonly budget?: Budget | undefined;
  readonly verifyOptions?: VerifyOptions | undefined;
  /** Takes the place of the verifier that `verifyOptions` describe. */
  readonly verify?: VerifyFunction | undefined;
  /** Drops the samples in work. */
  readonly signal?: AbortSignal | undefined;
}

export interface SampleRunner {
  /** Undefined where it was stopped before it was done. Throws `BudgetError` where there is no money left. */
  run(work: Work): Promise<Sample | undefined>;
  close(): Promise<void>;
}

/** Good practice and security are measured, but strategies are not told of them unless the user asks for it. */
export async function createSampleRunner(options: SampleOptions): Promise<SampleRunner> {
  const asked = options.verifyOptions ?? {};
  const verifier =
    options.verify === undefined ? await createVerifier({ lint: {}, security: {}, ...asked }) : undefined;
  const judge = options.verify ?? (verifier as NonNullable<typeof verifier>).verify;
  const likenessTo = await createLikeness();
  const context: Context = {
    options,
    judge,
    verify: async (request) => withoutUnasked(await judge(request), asked),
    likenessTo,
  };
  return { run: (work) => runSample(work, context), close: async () => verifier?.close() };
}

interface Context {
  readonly options: SampleOptions;
  readonly judge: VerifyFunction;
  readonly verify: VerifyFunction;
  readonly likenessTo: Likeness;
}

function withoutUnasked({ lint, security, ...verdict }: Verdict, asked: VerifyOptions): Verdict {
  return {
    ...verdict,
    ...(lint !== undefined && asked.lint !== undefined ? { lint } : {}),
    ...(security !== undefined && asked.security !== undefined ? { security } : {}),
  };
}

async function runSample(work: Work, context: Context): Promise<Sample | undefined> {
  const { options, verify } = context;
  const { instance, model, strategy, sample } = work;
  const started = performance.now();
  let attempt: Attempt | undefined;
  let latency_ms = 0;
  const base = () =>
    ({
      format: 'sample/1',
      ...keyOf(work),
      rounds: attempt?.steps.length ?? 0,
      latency_ms,
      usage: attempt?.usage ?? null,
      ...(attempt !== undefined && attempt.steps.length > 1 ? { history: attempt.steps.map(pastStep) } : {}),
    }) as const;
  try {
    attempt = await attemptInstance(model, strategy, instance, sample, { ...options, verify });
    latency_ms = Math.round((performance.now() - started) * 1000) / 1000;
    return await scored(base(), attempt, work, context);
  } catch (error) {
    if (options.signal?.aborted) return undefined;
    if (error instanceof BudgetError) throw error;
    latency_ms = Math.round(performance.now() - started);
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { ...base(), status: 'failed', error: reason, files: attempt?.files ?? {}, verdict: null };
  }
}

type Base = Pick<Sample, 'format' | 'rounds' | 'latency_ms' | 'usage'> & ReturnType<typeof keyOf>;

async function scored(
  base: Base,
  attempt: Attempt,
  work: Work,
  { judge, likenessTo, options }: Context,
): Promise<Sample> {
  const { answer, files, text } = attempt;
  const verdict = forKeeping(await verdictOn(attempt, work, judge, options.verifyOptions ?? {}));
  if (verdict.score === null) {
    return { ...base, status: 'failed', error: environmentError(verdict), files, verdict };
  }
  const likeness = likenessTo(work.instance.gold_solution, files);
  return {
    ...base,
    status: 'scored',
    answer,
    files,
    ...(answer === 'files' ? {} : { text: text.slice(0, 4000) }),
    verdict,
    passed: hasPassed(verdict),
    ...(likeness === undefined ? {} : { code_bleu: likeness }),
  };
}

async function verdictOn(
  { answer, files }: Attempt,
  work: Work,
  judge: VerifyFunction,
  options: VerifyOptions,
): Promise<Verdict> {
  const { instance_id: id, policy, expected_resources: expectedResources, region } = work.instance;
  if (answer !== 'files')
    return verdictWithoutFiles(id, answer, options.engine ?? 'static', laterStages(work, options));
  const scripts = { setup: work.instance.setup_script, check: work.instance.validation_script };
  return judge({ id, files, policy, expectedResources, scripts, region });
}

/** The stages after the plan that an answer to the instance would go through. */
function laterStages({ instance }: Work, { engine, apply }: VerifyOptions): StageName[] {
  const applied = apply === true && (engine === 'simulated' || engine === 'real');
  const checked = applied && engine === 'real' && instance.validation_script !== undefined;
  return [
    ...(instance.policy === undefined ? [] : ['policy' as const]),
    ...(applied ? ['apply' as const] : []),
    ...(checked ? ['check' as const] : []),
  ];
}

/** Without the security checks that passed: they are counted, and there are hundreds. */
function forKeeping(verdict: Verdict): Verdict {
  const { security } = verdict;
  if (security === undefined) return verdict;
  return { ...verdict, security: { ...security, checks: security.checks.filter(({ status }) => status !== 'passed') } };
}

function environmentError({ stages }: Verdict): string {
  const stage = stages.find(({ status }) => status === 'error');
  return `${stage?.stage ?? 'verification'}: ${stage?.detail.reason ?? stage?.diagnostics[0]?.summary ?? 'the environment failed'}`;
}

function pastStep({ purpose, model, answer, files, assessment, usage }: Step): PastStep {
  const { stages = [], certificate = '' } = assessment ?? {};
  return { purpose, model, answer, files, stages, certificate, usage };
}
