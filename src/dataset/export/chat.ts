/** Instances as the chat that a small model is trained on: few words around the task, and bare HCL as the answer. */
import { loadPrompts, postEditText } from '../../agent/index.ts';
import type { Message } from '../../llm/index.ts';
import type { Instance } from '../instance.ts';

/** Short on purpose: each of its tokens is paid for in every row. A trained adapter carries it along. */
export const TRAINING_SYSTEM_PROMPT = 'You write Terraform.';

export type Files = Readonly<Record<string, string>>;

/** What is asked for: the task, the configuration to change where there is one, the outputs that must be declared. */
export function taskText({ problem_statement, base_files, region, required_outputs }: Instance): string {
  return [
    problem_statement.trim(),
    ...(base_files === undefined ? [] : [filesText(base_files)]),
    ...(region === undefined ? [] : [`Region: ${region}`]),
    ...(required_outputs.length === 0 ? [] : [`Declare the outputs ${required_outputs.join(', ')}.`]),
  ].join('\n\n');
}

/** Bare text of one file; several files each under a comment with its name, which answers are split at again. */
export function filesText(files: Files): string {
  const entries = Object.entries(files);
  const [first] = entries;
  if (entries.length === 1 && first !== undefined) return first[1].trim();
  return entries.map(([path, text]) => `# ${path}\n${text.trim()}`).join('\n\n');
}

/** A draft and what the verifier said of it, to be written better: the very words that the strategy `controller` uses. */
export function controllerText(instance: Instance, draft: Files, certificate: string): string {
  return postEditText(taskText(instance), draft, certificate.trim(), loadPrompts());
}

export function promptMessages(text: string, system = TRAINING_SYSTEM_PROMPT): Message[] {
  return [...(system === '' ? [] : [{ role: 'system' as const, content: system }]), { role: 'user', content: text }];
}

export const answerMessages = (text: string): Message[] => [{ role: 'assistant', content: text }];
