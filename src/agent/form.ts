/** The form of an answer: how it is asked for, and how files come out of it. */
import { type Completion, type CompletionRequest, extractAnswer, type Message } from '../llm/index.ts';
import type { Assignment, Files } from './assignment.ts';
import type { Environment } from './environment.ts';
import type { PromptName, Prompts } from './prompts.ts';
import { type Reading, textOfFiles } from './session.ts';
import type { Step } from './trajectory.ts';

export interface AnswerForm {
  /** The system's message, then the task. */
  open(assignment: Assignment, prompts: Prompts): Message[];
  readonly repair: PromptName;
  readonly request?: Partial<CompletionRequest>;
  read(completion: Completion, environment: Environment): Reading;
  /** Asks another model to write a step's answer better. */
  edit(assignment: Assignment, step: Step, prompts: Prompts): Message[];
}

/** The whole configuration in fenced blocks. */
export const configurationForm: AnswerForm = {
  open: (assignment, prompts) => [
    { role: 'system', content: prompts.fill('draft') },
    { role: 'user', content: taskText(assignment, prompts) },
  ],
  repair: 'repair',
  read: readConfiguration,
  edit: (assignment, { files, assessment }, prompts) => [
    { role: 'system', content: prompts.fill('draft') },
    {
      role: 'user',
      content: postEditText(taskText(assignment, prompts), files, assessment?.certificate ?? '', prompts),
    },
  ],
};

/** What a controller is asked; rows that controllers are trained on ask the same. */
export function postEditText(task: string, files: Files, certificate: string, prompts: Prompts): string {
  return prompts.fill('post-edit', { task, files: textOfFiles(files), certificate: certificate || 'none' });
}

export function taskText({ prompt, base, requirements = [] }: Assignment, prompts: Prompts): string {
  const parts = [prompt.trim()];
  if (base !== undefined && Object.keys(base).length > 0)
    parts.push(prompts.fill('base', { files: textOfFiles(base) }));
  return [...parts, ...requirements].join('\n\n');
}

export function readConfiguration({ text, files }: Completion): Reading {
  if (files !== undefined) return { answer: Object.keys(files).length > 0 ? 'files' : 'empty', files };
  const answer = extractAnswer(text);
  return { answer: answer.kind, files: answer.kind === 'files' ? answer.files : {} };
}
