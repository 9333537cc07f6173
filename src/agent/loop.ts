/**
 * The agent's loop: draft → verify → certificate → repair. It stops at the first answer that passes everything, after the
 * rounds it was given, or when the model repeats itself; the session keeps the best answer of all.
 */
import type { Completion, Message } from '../llm/index.ts';
import type { Assignment } from './assignment.ts';
import type { Constraint } from './environment.ts';
import type { AnswerForm } from './form.ts';
import type { Session, StepRequest } from './session.ts';
import type { Step } from './trajectory.ts';

/** What a strategy is made of. */
export interface Recipe {
  readonly form: AnswerForm;
  /** The form cannot be exchanged for one that answers with changes. */
  readonly whole?: true;
  /** Texts that go before the task, such as examples and schemas. */
  readonly hints: readonly Hint[];
  /** Drafts, of which the verifier picks. */
  readonly drafts: number;
  readonly repairs: boolean;
  /** What answers are held to, of models that can be. */
  readonly constrain?: Constraint;
  /** Writes the best answer again where the verifier has something to say of it; taken if the verdict does not get worse. */
  readonly controller?: string;
}

export type Hint = (assignment: Assignment, session: Session) => Promise<readonly Message[]>;

export async function work(assignment: Assignment, recipe: Recipe, session: Session): Promise<void> {
  const opening = await openingOf(assignment, recipe, session);
  await draft(opening, recipe, session);
  if (recipe.repairs) await repair(opening, recipe, session);
  if (recipe.controller !== undefined) await postEdit(assignment, recipe.controller, recipe, session);
}

async function openingOf(assignment: Assignment, recipe: Recipe, session: Session): Promise<readonly Message[]> {
  const [system, ...task] = recipe.form.open(assignment, session.prompts);
  const hints: Message[] = [];
  for (const hint of recipe.hints) hints.push(...(await hint(assignment, session)));
  return joined([system as Message, ...hints, ...task]);
}

async function draft(messages: readonly Message[], recipe: Recipe, session: Session): Promise<void> {
  const decisive = recipe.drafts > 1 || recipe.repairs || recipe.controller !== undefined;
  for (let variant = 0; variant < recipe.drafts; variant++) {
    const step = await session.step({ purpose: 'draft', messages, variant, decisive, ...answerOf(recipe, session) });
    if (!canImprove(step)) return;
  }
}

async function repair(opening: readonly Message[], recipe: Recipe, session: Session): Promise<void> {
  let last = session.best();
  for (let round = 1; last !== undefined && round < session.rounds && canImprove(last); round++) {
    const messages = [...opening, said(last), certificateOf(last, recipe, session)];
    const next = await session.step({ purpose: 'repair', messages, ...answerOf(recipe, session) });
    if (next.text === last.text) return;
    last = next;
  }
}

/** A draft that the verifier has nothing to say of stays: asked about such, a small model spoils right ones and mends none. */
async function postEdit(assignment: Assignment, name: string, recipe: Recipe, session: Session): Promise<void> {
  const best = session.best();
  if (best === undefined || best.answer !== 'files' || !canImprove(best)) return;
  const messages = recipe.form.edit(assignment, best, session.prompts);
  const model = await session.modelNamed(name);
  const { read } = answerOf(recipe, session);
  const held = rewritingHeldTo(assignment, recipe, session);
  await session.step({ purpose: 'post-edit', messages, model, preferLater: true, read, ...held });
}

/**
 * As drafts are. But where a configuration was given, a controller repeats all of it, and what may stand there is more than a
 * grammar of schemas can say.
 */
function rewritingHeldTo(
  assignment: Assignment,
  { constrain }: Recipe,
  { environment }: Session,
): Pick<StepRequest, 'constrain'> {
  const free = assignment.base === undefined || environment.grammar?.(assignment, constrain) === undefined;
  if (!free) return { constrain: 'syntax' };
  return constrain === undefined ? {} : { constrain };
}

/** A broken environment is nothing that another answer could mend. */
function canImprove({ assessment }: Step): boolean {
  if (assessment === null || assessment.status === 'error') return false;
  return assessment.status === 'failed' || assessment.findings > 0;
}

const answerOf = ({ form, constrain }: Recipe, { environment }: Session) => ({
  read: (completion: Completion) => form.read(completion, environment),
  ...(constrain === undefined ? {} : { constrain }),
  ...(form.request === undefined ? {} : { request: form.request }),
});

const certificateOf = ({ assessment }: Step, { form }: Recipe, { prompts }: Session): Message => ({
  role: 'user',
  content: prompts.fill(form.repair, { certificate: assessment?.certificate ?? '' }),
});

/** Characters of an answer that are shown to the model again. */
const LONGEST_ANSWER = 60_000;

function said({ text }: Step): Message {
  const content = text.length > LONGEST_ANSWER ? `${text.slice(0, LONGEST_ANSWER)}\n[cut off here]` : text;
  return { role: 'assistant', content: content.trim() === '' ? '(nothing)' : content };
}

/** Vendors want user and assistant to take turns. */
function joined(messages: readonly Message[]): Message[] {
  const turns: Message[] = [];
  for (const message of messages) {
    const last = turns.at(-1);
    if (last?.role !== message.role) turns.push(message);
    else turns[turns.length - 1] = { role: last.role, content: `${last.content}\n\n${message.content}` };
  }
  return turns;
}
