/** How an instance is given to an agent, and what comes back. */
import {
  type AnswerKind,
  type Assignment,
  assessmentOf,
  type Environment,
  type Step,
  type Strategy,
  solve,
  totalUsage,
} from '../agent/index.ts';
import type { Instance } from '../dataset/index.ts';
import { type Budget, BudgetError, type CompletionRequest, type Model, type Task, type Usage } from '../llm/index.ts';
import type { Verdict, VerifyRequest } from '../verify/index.ts';

export interface Attempt {
  readonly answer: AnswerKind;
  readonly files: Readonly<Record<string, string>>;
  readonly text: string;
  /** Every answer that was given on the way, in order. */
  readonly steps: readonly Step[];
  readonly usage: Usage | null;
}

export interface AttemptOptions {
  readonly verify: (request: VerifyRequest) => Promise<Verdict>;
  /** What strategies may use besides the verifier: retrieval over schemas, examples, … */
  readonly tools?: Omit<Environment, 'verify'> | undefined;
  /**
   * What a strategy is told on the way. `plan` (default): what anybody could find out, init to plan. `policy`: the verdict of
   * the instance's policy too, which is the answer key: an upper bound, and not to be compared with other figures.
   */
  readonly feedback?: 'plan' | 'policy' | undefined;
  readonly rounds?: number | undefined;
  /** Makes the models that strategies name, such as controllers. */
  readonly modelNamed?: ((name: string) => Promise<Model>) | undefined;
  /** Added to every request: temperature and the like. */
  readonly request?: Partial<CompletionRequest> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Where it ends before the strategy does, there is no attempt: fewer rounds than others had would not compare. */
  readonly budget?: Budget | undefined;
}

/** Throws what the model throws where it gave no answer, and an AbortError where it was stopped. */
export async function attemptInstance(
  model: Model,
  strategy: Strategy,
  instance: Instance,
  sample: number,
  options: AttemptOptions,
): Promise<Attempt> {
  const { rounds, request, modelNamed, signal } = options;
  const { steps, best, outcome } = await solve(assignmentOf(instance, sample), strategy, {
    model,
    environment: environmentOf(instance, options),
    judgeLast: false,
    rounds,
    request,
    modelNamed,
    signal,
  });
  if (outcome === 'stopped') signal?.throwIfAborted();
  if (outcome === 'error' && options.budget?.refused())
    throw new BudgetError('the budget was spent between two rounds');
  const step = steps[best ?? -1];
  if (step === undefined) throw new Error(`the strategy ${strategy.name} made no step`);
  return { answer: step.answer, files: step.files, text: step.text, steps, usage: totalUsage(steps) };
}

function environmentOf(instance: Instance, { verify, tools, feedback }: AttemptOptions): Environment {
  const { instance_id: id, policy, setup_script: setup, region } = instance;
  const fixed = { id, scripts: { setup }, region, apply: false };
  return {
    ...tools,
    verify: async (files) =>
      assessmentOf(await verify({ ...fixed, files, ...(feedback === 'policy' ? { policy } : {}) })),
  };
}

export function assignmentOf(instance: Instance, sample: number): Assignment {
  const { instance_id: id, problem_statement: prompt, base_files: base, provider, region } = instance;
  const outputs = instance.required_outputs;
  return {
    id,
    prompt,
    requirements: [
      ...(region === undefined ? [] : [`Region: ${region}`]),
      ...(outputs.length === 0 ? [] : [`Declare the outputs ${outputs.join(', ')}.`]),
    ],
    task: taskFor(instance, sample),
    ...(base === undefined ? {} : { base }),
    ...(provider === undefined ? {} : { provider }),
  };
}

/** The name under which a model knows the instance. */
export function taskFor(instance: Instance, sample: number): Task {
  const { task } = instance.metadata;
  return {
    id: instance.instance_id,
    sample,
    ...(typeof task === 'number' || typeof task === 'string' ? { aliases: [String(task)] } : {}),
    ...(instance.gold_solution === undefined ? {} : { reference: instance.gold_solution }),
  };
}
