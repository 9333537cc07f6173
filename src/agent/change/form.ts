/** The form of an answer that changes a configuration: only the blocks that change, put into place by us. */
import { extractAnswer } from '../../llm/index.ts';
import type { Assignment } from '../assignment.ts';
import { type AnswerForm, configurationForm, taskText } from '../form.ts';
import type { PromptName } from '../prompts.ts';
import { type Reading, textOfFiles } from '../session.ts';
import { splice } from './splice.ts';

/** `base` is what the answer changes; `task` names the prompt that says why. */
export function changeForm(assignment: Assignment, task: Extract<PromptName, 'change' | 'fix'>): AnswerForm {
  const { base = {} } = assignment;
  return {
    open: (_, prompts) => [
      { role: 'system', content: prompts.fill('change') },
      {
        role: 'user',
        content:
          task === 'change'
            ? prompts.fill('change-base', {
                files: textOfFiles(base),
                task: taskText({ ...assignment, base: {} }, prompts),
              })
            : prompts.fill('fix', { files: textOfFiles(base), certificate: assignment.prompt }),
      },
    ],
    repair: 'change-repair',
    read({ text, files }, environment): Reading {
      if (files !== undefined) return { answer: 'files', files };
      const answer = extractAnswer(text);
      const removed = removedIn(text);
      if (answer.kind !== 'files' && removed.length === 0) return { answer: answer.kind, files: {} };
      const given = answer.kind === 'files' ? answer.files : {};
      return { answer: 'files', files: splice(base, given, removed, environment) };
    },
    edit: configurationForm.edit,
  };
}

/** `# remove aws_vpc.main`, alone on a line. */
function removedIn(text: string): string[] {
  const lines = text.matchAll(/^[ \t]*(?:#|\/\/|-)[ \t]*remove:?[ \t]+`?((?:[\w-]+\.)*[\w-]+)`?[ \t]*$/gim);
  return [...lines].map((match) => (match[1] as string).replace(/^resource\./, ''));
}
