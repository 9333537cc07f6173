/** TF-Gen's clone: another configuration for the same request, by a model, that satisfies the same policy. */
import { assessmentOf, bestFiles, findStrategy, solve } from '../../../agent/index.ts';
import { canonicalText } from '../../export/canonical.ts';
import { filesText } from '../../export/chat.ts';
import type { Files } from '../../pairs/pair.ts';
import { concatenated } from '../gather/concatenate.ts';
import type { Desk, Finding, Tab } from './desk.ts';
import type { Asked } from './policy.ts';

export interface Cloned extends Asked {
  readonly policy: string;
}

export async function cloneStage(
  { candidate: { id }, files, request, policy }: Cloned,
  desk: Desk,
  tab: Tab,
): Promise<Omit<Finding, 'calls' | 'usage'>> {
  const { model, verifier, tools, prompts, rounds, signal, format } = desk;
  const prompt = prompts.fill('curate-clone', { request, configuration: filesText(files) });
  const { name, recipe } = findStrategy(desk.strategy);
  const form: typeof recipe.form = {
    ...recipe.form,
    read(completion, environment) {
      const reading = recipe.form.read(completion, environment);
      const isCopy = reading.answer === 'files' && alike(reading.files, files, format);
      return isCopy ? { ...reading, problem: TOO_ALIKE } : reading;
    },
  };
  const verify = async (answer: Files) => assessmentOf(await verifier.verify({ id, files: answer, policy }));
  const trajectory = await solve(
    { id, prompt, task: { id, sample: 0 } },
    { name, recipe: { ...recipe, form, repairs: true } },
    { model, environment: { ...tools, verify }, prompts, rounds, signal, onStep: ({ usage }) => tab.count(1, usage) },
  );
  signal?.throwIfAborted();
  const answers = { rounds: trajectory.steps.length };
  if (trajectory.outcome === 'error') return { ...answers, outcome: 'error', reason: trajectory.error ?? 'no verdict' };
  if (trajectory.outcome !== 'passed') return { ...answers, outcome: 'failed', reason: 'no other configuration' };
  return { ...answers, outcome: 'passed', files: concatenated(bestFiles(trajectory), format) };
}

const TOO_ALIKE =
  'This is the configuration that was given, but for names, layout and comments. Write one that reaches the same in another way.';

/** The same but for labels, layout, comments and the order of files. */
function alike(one: Files, other: Files, format: (text: string) => string): boolean {
  const plain = (files: Files) => canonicalText(filesText(concatenated(files, format)));
  return plain(one) === plain(other);
}
