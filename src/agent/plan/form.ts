/** The strategy `plan`: the model answers with a typed plan as JSON, and we write the configuration. */
import { type Completion, extractAnswer } from '../../llm/index.ts';
import type { Environment } from '../environment.ts';
import { type AnswerForm, configurationForm, taskText } from '../form.ts';
import type { Reading } from '../session.ts';
import { compilePlan } from './compile.ts';
import { planJsonSchema, planSchema } from './schema.ts';

export const planForm: AnswerForm = {
  open: (assignment, prompts) => [
    { role: 'system', content: prompts.fill('plan', { schema: JSON.stringify(planJsonSchema()) }) },
    { role: 'user', content: taskText(assignment, prompts) },
  ],
  repair: 'plan-repair',
  get request() {
    return { schema: planJsonSchema() };
  },
  read: readPlan,
  edit: configurationForm.edit,
};

/** A model that answers with a configuration all the same is taken at its word. */
export function readPlan(completion: Completion, environment: Environment): Reading {
  if (completion.files !== undefined) return configurationForm.read(completion, environment);
  const json = jsonIn(completion.text);
  if (json === undefined) {
    const answer = extractAnswer(completion.text);
    if (answer.kind === 'files') return { answer: 'files', files: answer.files };
    return {
      answer: answer.kind,
      files: {},
      problem: 'The answer holds no JSON object. Answer with the plan as one JSON object.',
    };
  }
  const checked = planSchema.safeParse(json);
  if (!checked.success) {
    const problems = checked.error.issues
      .slice(0, 20)
      .map(({ path, message }) => `- ${path.join('.') || 'plan'}: ${message}`);
    return { answer: 'prose', files: {}, problem: `The plan does not follow the schema:\n${problems.join('\n')}` };
  }
  return { answer: 'files', files: { 'main.tf': compilePlan(checked.data, environment) } };
}

/** The first JSON object of a text: the whole of it, in a fence, or between words. */
function jsonIn(text: string): unknown {
  const fenced = /```(?:json[c5]?)?[^\n]*\n([\s\S]*?)```/.exec(text)?.[1];
  const first = text.indexOf('{');
  const last = text.lastIndexOf('}');
  for (const candidate of [text, fenced, first < 0 ? undefined : text.slice(first, last + 1)]) {
    const value = parsed(candidate);
    if (typeof value === 'object' && value !== null) return value;
  }
  return undefined;
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
