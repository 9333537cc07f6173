import type { Instance } from '../dataset/index.ts';
import { type Completion, extractAnswer, type Message, type Model, type Task, type Usage } from '../llm/index.ts';

export interface Attempt {
  readonly answer: 'files' | 'refusal' | 'prose' | 'empty';
  readonly files: Readonly<Record<string, string>>;
  readonly text: string;
  /** How many answers the model gave. */
  readonly rounds: number;
  readonly usage: Usage | null;
}

/** A way to get from an instance to files with a model. */
export interface Strategy {
  readonly name: string;
  attempt(model: Model, instance: Instance, sample: number, signal?: AbortSignal): Promise<Attempt>;
}

/** One request, one answer. */
export const direct: Strategy = {
  name: 'direct',
  async attempt(model, instance, sample, signal) {
    const completion = await model.complete(
      { messages: messagesFor(instance), task: taskFor(instance, sample) },
      signal,
    );
    return { ...readCompletion(completion), rounds: 1, usage: completion.usage ?? null };
  },
};

const STRATEGIES: readonly Strategy[] = [direct];

export function findStrategy(name: string): Strategy {
  const found = STRATEGIES.find((strategy) => strategy.name === name);
  if (found === undefined) {
    throw new RangeError(`there is no strategy "${name}": known are ${STRATEGIES.map((each) => each.name).join(', ')}`);
  }
  return found;
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

function readCompletion({ text, files }: Completion): Pick<Attempt, 'answer' | 'files' | 'text'> {
  if (files !== undefined) return { answer: Object.keys(files).length > 0 ? 'files' : 'empty', files, text };
  const answer = extractAnswer(text);
  return { answer: answer.kind, files: answer.kind === 'files' ? answer.files : {}, text };
}

const SYSTEM = [
  'You are an expert in Terraform. Answer with the complete configuration and nothing else.',
  'Put each file in its own fenced block whose first line is a comment with the file name, such as `# main.tf`.',
  'Declare required_providers. Use no modules from registries and no placeholders.',
].join('\n');

function messagesFor(instance: Instance): Message[] {
  const parts = [instance.problem_statement];
  if (instance.base_files !== undefined) {
    const files = Object.entries(instance.base_files).map(
      ([path, text]) => `\`\`\`hcl\n# ${path}\n${text.trimEnd()}\n\`\`\``,
    );
    parts.push(`The configuration as it is now. Change what is asked for and keep the rest:\n\n${files.join('\n\n')}`);
  }
  if (instance.region !== undefined) parts.push(`Region: ${instance.region}`);
  if (instance.required_outputs.length > 0) parts.push(`Declare the outputs ${instance.required_outputs.join(', ')}.`);
  return [
    { role: 'system', content: SYSTEM },
    { role: 'user', content: parts.join('\n\n') },
  ];
}
