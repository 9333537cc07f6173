/** A session asks a model, reads the answer, has it verified, and records all of it before anything else happens. */
import { type Completion, type CompletionRequest, createModel, type Message, type Model } from '../llm/index.ts';
import type { Assignment, Files } from './assignment.ts';
import { type Assessment, type Constraint, compareRanks, type Environment } from './environment.ts';
import type { Prompts } from './prompts.ts';
import type { AnswerKind, Outcome, Purpose, Step, Trajectory } from './trajectory.ts';

/** What an answer comes to. */
export interface Reading {
  readonly answer: AnswerKind;
  readonly files: Files;
  /** What keeps the answer from being a configuration, as text for the model. */
  readonly problem?: string;
}

export interface StepRequest {
  readonly purpose: Purpose;
  readonly messages: readonly Message[];
  readonly read: (completion: Completion) => Reading;
  readonly request?: Partial<CompletionRequest>;
  /** Default: the session's. */
  readonly model?: Model;
  /** Which of several answers to the same request; 0 by default. */
  readonly variant?: number;
  /** Whether an answer that is as good as the best takes its place. */
  readonly preferLater?: boolean;
  /** False: nothing hangs on the verdict, so it may be left out. */
  readonly decisive?: boolean;
  /** What the answer is held to; what the environment says by default. */
  readonly constrain?: Constraint;
}

export interface Session {
  readonly environment: Environment;
  readonly prompts: Prompts;
  /** About how many tokens a prompt may have; undefined where that is more than anybody needs. */
  readonly promptTokens: number | undefined;
  /** Most answers of the repair loop. */
  readonly rounds: number;
  readonly signal: AbortSignal | undefined;
  /** Another model than the one that drafts. */
  modelNamed(name: string): Promise<Model>;
  /** Throws ModelError where no answer could be had. */
  step(request: StepRequest): Promise<Step>;
  best(): Step | undefined;
  trajectory(): Trajectory;
}

export interface SessionOptions {
  readonly model: Model;
  readonly environment: Environment;
  readonly prompts: Prompts;
  readonly rounds: number;
  /** Added to every request: temperature and the like. */
  readonly request?: Partial<CompletionRequest> | undefined;
  /** Makes the models that strategies name; `createModel` by default. */
  readonly modelNamed?: ((name: string) => Promise<Model>) | undefined;
  /** False: the verdict on the last answer is somebody else's business. */
  readonly judgeLast?: boolean | undefined;
  /** Steps of an earlier run, whose answers are used again as long as the requests are the same. */
  readonly recall?: readonly Step[] | undefined;
  readonly save?: ((trajectory: Trajectory) => void) | undefined;
  readonly onStep?: ((step: Step, index: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface RunningSession extends Session {
  end(outcome: Outcome, error?: string): Trajectory;
}

export function startSession(assignment: Assignment, strategy: string, options: SessionOptions): RunningSession {
  const { environment, prompts, rounds, signal } = options;
  const steps: Step[] = [];
  let best: number | null = null;
  let outcome: Outcome = 'running';
  let error: string | undefined;
  const { id, prompt, base } = assignment;
  const header = { format: 'trajectory/1', strategy, model: options.model.name } as const;
  const asked = { id, prompt, ...(base === undefined ? {} : { base }) };
  const started = new Date().toISOString();
  const trajectory = (): Trajectory => ({
    ...header,
    assignment: asked,
    started,
    steps: [...steps],
    best,
    outcome,
    ...(error === undefined ? {} : { error }),
  });
  const recall = recallFrom(options.recall ?? []);

  const step = async (request: StepRequest): Promise<Step> => {
    signal?.throwIfAborted();
    const model = request.model ?? options.model;
    const began = performance.now();
    const earlier = recall(steps.length, model.name, request.messages);
    const completion = earlier ?? (await model.complete(requestFor(assignment, options, request), signal));
    const duration_ms = Math.round((performance.now() - began) * 1000) / 1000;
    const reading = request.read(completion);
    const unjudged = request.decisive === false && options.judgeLast === false;
    const made: Step = {
      purpose: request.purpose,
      model: model.name,
      messages: request.messages,
      text: completion.text === '' ? textOfFiles(completion.files) : completion.text,
      usage: completion.usage ?? null,
      duration_ms,
      answer: reading.answer,
      files: reading.files,
      assessment: unjudged ? null : await assess(reading, environment),
    };
    steps.push(made);
    const current = best === null ? undefined : steps[best];
    if (current === undefined || isBetter(made, current, request.preferLater === true)) best = steps.length - 1;
    options.save?.(trajectory());
    options.onStep?.(made, steps.length - 1);
    return made;
  };

  return {
    environment,
    prompts,
    promptTokens: options.model.promptTokens,
    rounds,
    signal,
    modelNamed: options.modelNamed ?? createModel,
    step,
    best: () => (best === null ? undefined : steps[best]),
    trajectory,
    end(how, why) {
      outcome = how;
      error = why;
      options.save?.(trajectory());
      return trajectory();
    },
  };
}

/** The first draft is the model's likeliest; at the same temperature the others might be the same again. */
const OTHER_TEMPERATURE = 0.8;

function requestFor(
  assignment: Assignment,
  { request: common, environment }: SessionOptions,
  step: StepRequest,
): CompletionRequest {
  const { task } = assignment;
  // An answer under a schema of its own is no configuration.
  const grammar = step.request?.schema === undefined ? environment.grammar?.(assignment, step.constrain) : undefined;
  const variant = step.variant ?? 0;
  const other =
    variant === 0 ? {} : { temperature: common?.temperature || OTHER_TEMPERATURE, seed: (common?.seed ?? 0) + variant };
  return {
    ...(grammar === undefined ? {} : { grammar }),
    ...common,
    ...other,
    ...step.request,
    messages: step.messages,
    ...(task === undefined ? {} : { task: variant === 0 ? task : { ...task, sample: task.sample + variant } }),
  };
}

async function assess({ answer, files, problem }: Reading, environment: Environment): Promise<Assessment> {
  if (answer === 'files' && problem === undefined) return environment.verify(files);
  return {
    status: 'failed',
    stages: [],
    certificate: problem ?? NO_CONFIGURATION[answer === 'files' ? 'empty' : answer],
    findings: 0,
    rank: [],
    score: 0,
    reward: 0,
  };
}

const NO_CONFIGURATION: Readonly<Record<Exclude<AnswerKind, 'files'>, string>> = {
  empty: 'The answer was empty. Answer with the configuration.',
  prose: 'The answer held words but no configuration. Answer with the configuration in fenced blocks.',
  refusal: 'The answer declined the task. It is an ordinary configuration of infrastructure: answer with it.',
};

function isBetter(step: Step, best: Step, preferLater: boolean): boolean {
  const difference = compareRanks(step.assessment?.rank ?? [], best.assessment?.rank ?? []);
  return difference > 0 || (difference === 0 && preferLater);
}

/** Answers of an earlier run by position, until the first request that differs. */
function recallFrom(steps: readonly Step[]) {
  let valid = true;
  return (index: number, model: string, messages: readonly Message[]): Completion | undefined => {
    const step = steps[index];
    valid &&= step !== undefined && step.model === model && JSON.stringify(step.messages) === JSON.stringify(messages);
    if (!valid || step === undefined) return undefined;
    const given = step.text !== '' && step.text === textOfFiles(step.files) ? { files: step.files } : {};
    return { text: step.text, ...given, ...(step.usage === null ? {} : { usage: step.usage }) };
  };
}

/** Files as a model would have written them. */
export function textOfFiles(files: Files | undefined): string {
  return Object.entries(files ?? {})
    .map(([path, text]) => `\`\`\`hcl\n# ${path}\n${text.trimEnd()}\n\`\`\``)
    .join('\n\n');
}
