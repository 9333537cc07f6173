/** The agents with everything they need: a model by name, the verifier, what the packs know. The commands and the library call these. */
import {
  type Assessment,
  type Assignment,
  assessmentOf,
  bestFiles,
  type Constraint,
  changeForm,
  compareRanks,
  type Environment,
  findStrategy,
  loadPrompts,
  type SolveOptions,
  type Strategy,
  solve,
  type Trajectory,
} from '../agent/index.ts';
import { format } from '../hcl/index.ts';
import { createModel, type Model, type ModelEnvironment } from '../llm/index.ts';
import { createVerifier, type Files, type Verdict, type VerifyOptions } from '../verify/index.ts';
import { blocksOf } from './blocks.ts';
import { contextOf } from './context.ts';
import { createTools } from './tools.ts';

export interface AgentOptions
  extends Pick<SolveOptions, 'rounds' | 'request' | 'modelNamed' | 'recall' | 'save' | 'onStep' | 'signal'> {
  readonly model: Model | string;
  /** Shared by models that are given by name. */
  readonly modelEnvironment?: ModelEnvironment | undefined;
  /** `repair` by default. */
  readonly strategy?: Strategy | string | undefined;
  /** Rego text that the plan must satisfy. The model is told which rules fail, not how they are written. */
  readonly policy?: string | undefined;
  readonly verifyOptions?: VerifyOptions | undefined;
  /** The data set that `few-shot` takes its examples from; `bundled` by default. */
  readonly examples?: string | undefined;
  /** What answers are held to, of models that can be; none by default. */
  readonly constrain?: Constraint | undefined;
  /** A folder with prompts that go before the bundled ones. */
  readonly prompts?: string | undefined;
}

export interface Generation {
  /** All files of the configuration in text, those that were not touched included. */
  readonly files: Readonly<Record<string, string>>;
  /** On these files; undefined where there is no answer with files. */
  readonly verdict: Verdict | undefined;
  readonly trajectory: Trajectory;
}

/** Writes a configuration for a prompt; with `context`, into the one that is there. Throws ModelError where no answer could be had. */
export async function generate(
  prompt: string,
  { context = {}, ...options }: AgentOptions & { readonly context?: Files },
): Promise<Generation> {
  const { base, rest } = contextOf(context);
  const assignment = assignmentOf(prompt, base);
  return withDesk(options, rest, async (desk) => {
    const strategy = strategyOf(options);
    const isNew = Object.keys(base).length === 0;
    return desk.work(assignment, isNew ? tidied(strategy) : formed(strategy, changeForm(assignment, 'change')));
  });
}

/** Changes a configuration as asked and leaves everything else as it is, byte for byte. */
export async function mutate(files: Files, change: string, options: AgentOptions): Promise<Generation> {
  return generate(change, { ...options, context: files });
}

/** Mends what the verifier finds. The result is never worse than what was given, which is the result where nothing is wrong. */
export async function repair(files: Files, options: AgentOptions): Promise<Generation> {
  const { base, rest } = contextOf(files);
  return withDesk(options, rest, async (desk) => {
    const { verdict, assessment } = await desk.judge(base);
    const strategy = strategyOf(options);
    const assignment = assignmentOf(assessment.certificate, base);
    if (assessment.status !== 'failed' && assessment.findings === 0) {
      return { files: base, verdict, trajectory: untouched(assignment, strategy, desk.model, assessment) };
    }
    const done = await desk.work(assignment, formed(strategy, changeForm(assignment, 'fix')));
    const best = done.trajectory.steps[done.trajectory.best ?? -1]?.assessment;
    return compareRanks(best?.rank ?? [], assessment.rank) > 0 ? done : { ...done, files: base, verdict };
  });
}

interface Desk {
  readonly model: Model;
  judge(files: Readonly<Record<string, string>>): Promise<{ verdict: Verdict; assessment: Assessment }>;
  work(assignment: Assignment, strategy: Strategy): Promise<Generation>;
}

async function withDesk<T>(options: AgentOptions, rest: Files, use: (desk: Desk) => Promise<T>): Promise<T> {
  const modelNamed = options.modelNamed ?? ((name: string) => createModel(name, options.modelEnvironment));
  const model = typeof options.model === 'string' ? await modelNamed(options.model) : options.model;
  const verifier = await createVerifier(options.verifyOptions);
  const verdicts = new Map<Assessment, Verdict>();
  const judge: Desk['judge'] = async (files) => {
    const verdict = await verifier.verify({
      id: 'configuration',
      files: { ...rest, ...files },
      policy: options.policy,
    });
    const assessment = assessmentOf(verdict);
    verdicts.set(assessment, verdict);
    return { verdict, assessment };
  };
  const environment: Environment = {
    ...createTools({ examples: options.examples, constrain: options.constrain }),
    verify: async (files) => (await judge(files)).assessment,
  };
  const work: Desk['work'] = async (assignment, strategy) => {
    const { rounds, request, recall, save, onStep, signal } = options;
    const asked = { model, environment, prompts: loadPrompts(options.prompts), modelNamed, rounds, request };
    const trajectory = await solve(assignment, strategy, { ...asked, recall, save, onStep, signal });
    const best = trajectory.steps[trajectory.best ?? -1];
    const verdict = best?.assessment == null ? undefined : verdicts.get(best.assessment);
    return { files: bestFiles(trajectory), verdict, trajectory };
  };
  try {
    return await use({ model, judge, work });
  } finally {
    await verifier.close();
  }
}

function assignmentOf(prompt: string, base: Readonly<Record<string, string>>): Assignment {
  const task = { id: prompt, sample: 0 };
  return { id: 'configuration', prompt, task, ...(Object.keys(base).length === 0 ? {} : { base }) };
}

function strategyOf({ strategy = 'repair' }: AgentOptions): Strategy {
  return typeof strategy === 'string' ? findStrategy(strategy) : strategy;
}

/** Files of an answer in the canonical style, and without the comment that only names the file. */
function tidied(strategy: Strategy): Strategy {
  const { form } = strategy.recipe;
  const read: typeof form.read = (completion, environment) => {
    const reading = form.read(completion, environment);
    const tidy = Object.entries(reading.files).map(([path, text]) => [path, tidyText(path, text)]);
    return { ...reading, files: Object.fromEntries(tidy) as Record<string, string> };
  };
  return { ...strategy, recipe: { ...strategy.recipe, form: { ...form, read } } };
}

function tidyText(path: string, text: string): string {
  const marker = text.startsWith(`# ${path}\n`) ? `# ${path}\n` : '';
  const rest = text.slice(marker.length).replace(/^\n+/, '');
  return blocksOf(path, rest) === undefined ? rest : format(rest);
}

/** Plans are whole; everything else can answer with changes. */
function formed(strategy: Strategy, form: Strategy['recipe']['form']): Strategy {
  if (strategy.recipe.whole === true) {
    throw new RangeError(`${strategy.name} writes whole configurations and cannot change one; take another strategy`);
  }
  return { ...strategy, recipe: { ...strategy.recipe, form } };
}

function untouched(assignment: Assignment, strategy: Strategy, model: Model, { status }: Assessment): Trajectory {
  const { id, prompt, base } = assignment;
  return {
    format: 'trajectory/1',
    strategy: strategy.name,
    model: model.name,
    assignment: { id, prompt, ...(base === undefined ? {} : { base }) },
    started: new Date().toISOString(),
    steps: [],
    best: null,
    outcome: status === 'passed' ? 'passed' : 'error',
  };
}
