/** What the stages that ask a model have at hand. */
import type { Environment, Prompts } from '../../../agent/index.ts';
import { addUsage, type CompletionRequest, type Message, type Model, type Usage } from '../../../llm/index.ts';
import type { Verifier } from '../../../verify/index.ts';
import type { Candidate } from '../gather/gather.ts';
import type { Entry } from '../journal.ts';

export interface Desk {
  readonly model: Model;
  /** Says whether a prompt fits its configuration. */
  readonly judge: Model;
  /** Its verdicts hold the plan. */
  readonly verifier: Verifier;
  readonly prompts: Prompts;
  /** What agents know besides the verifier. */
  readonly tools: Omit<Environment, 'verify'>;
  readonly format: (text: string) => string;
  /** Most answers of a model for each stage. */
  readonly rounds: number;
  readonly strategy: string;
  readonly signal: AbortSignal | undefined;
}

/** What a stage found, without what every entry has. */
export type Finding = Omit<Entry, 'id' | 'stage'>;

/** Counts what the requests of one stage take. */
export interface Tab {
  ask(model: Model, messages: readonly Message[], request?: Partial<CompletionRequest>): Promise<string>;
  count(calls: number, usage: Usage | null): void;
  calls(): number;
  usage(): Usage | null;
}

export function openTab({ signal }: Pick<Desk, 'signal'>): Tab {
  let calls = 0;
  let usage: Usage | undefined;
  const count = (more: number, theirs: Usage | null) => {
    calls += more;
    usage = addUsage(usage, theirs ?? undefined);
  };
  return {
    async ask(model, messages, request = {}) {
      const completion = await model.complete({ ...request, messages }, signal);
      count(1, completion.usage ?? null);
      return afterThought(completion.text);
    },
    count,
    calls: () => calls,
    usage: () => usage ?? null,
  };
}

/** Reasoning models think aloud before they answer. */
const afterThought = (text: string) => text.split('</think>').at(-1) as string;

export interface Subject {
  readonly candidate: Candidate;
  readonly files: Candidate['files'];
}

/** The object that an answer holds, whatever stands around it; undefined where there is none. */
export function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  if (start < 0 || end < start) return undefined;
  try {
    const value: unknown = JSON.parse(text.slice(start, end + 1));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
