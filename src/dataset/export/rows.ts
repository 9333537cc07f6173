/** Rows in the forms that TRL's trainers read. */
import type { Message } from '../../llm/index.ts';
import type { Instance } from '../instance.ts';
import type { Pair } from '../pairs/pair.ts';
import { canonicalText } from './canonical.ts';
import { answerMessages, controllerText, filesText, promptMessages, taskText } from './chat.ts';

export const ROW_FORMATS = ['sft', 'grpo', 'dpo'] as const;
export type RowFormat = (typeof ROW_FORMATS)[number];

export interface SftRow {
  readonly prompt: readonly Message[];
  readonly completion: readonly Message[];
}

export interface GrpoRow {
  readonly prompt: readonly Message[];
  /** JSON text of what the reward needs of the instance: texts stay texts in every container. */
  readonly instance: string;
}

export interface DpoRow {
  readonly prompt: readonly Message[];
  readonly chosen: readonly Message[];
  readonly rejected: readonly Message[];
}

export interface RowOptions {
  /** Default: the short one that adapters carry along; empty for none. */
  readonly system?: string;
  /** Answers in one way of writing; only where the reference is a single file. */
  readonly canonical?: boolean;
}

/** Undefined for an instance without a reference solution. */
export function sftRow(instance: Instance, { system, canonical = false }: RowOptions = {}): SftRow | undefined {
  const { gold_solution: files, base_files: base } = instance;
  if (files === undefined) return undefined;
  const single = canonical && Object.keys(files).length === 1;
  const text = single
    ? canonicalText(filesText(files), { keepLabels: base !== undefined }).trimEnd()
    : filesText(files);
  return { prompt: promptMessages(taskText(instance), system), completion: answerMessages(text) };
}

export function grpoRow(instance: Instance, { system }: RowOptions = {}): GrpoRow {
  const { gold_solution: _, setup_script, validation_script, hints, metadata, ...judged } = instance;
  return { prompt: promptMessages(taskText(instance), system), instance: JSON.stringify(judged) };
}

/** As a drafter (task in, configuration out) or as a controller (task, draft and certificate in, better configuration out). */
export function dpoRow(pair: Pair, { system, controller = false }: RowOptions & { controller?: boolean } = {}): DpoRow {
  const rejected = filesText(pair.dispreferred);
  const text = controller ? controllerText(pair.instance, draftOf(pair), toldOf(pair)) : taskText(pair.instance);
  return {
    prompt: promptMessages(text, system),
    chosen: answerMessages(filesText(pair.preferred)),
    rejected: answerMessages(rejected),
  };
}

const draftOf = ({ draft, preferred, dispreferred }: Pair) => (draft === 'preferred' ? preferred : dispreferred);

/** Nothing is wrong with a draft that passes. The verdict of a policy is the answer key, which a controller is not told either. */
const toldOf = ({ draft, stage, certificate }: Pair) =>
  draft === 'preferred' || stage === 'policy' ? '' : certificate;

/** What SFT of a controller learns from: a broken draft in, the preferred configuration out. */
export function controllerSftRow(pair: Pair, { system }: RowOptions = {}): SftRow {
  const { prompt, chosen } = dpoRow(pair, { ...(system === undefined ? {} : { system }), controller: true });
  return { prompt, completion: chosen };
}
