/**
 * A trajectory (`trajectory/1`) is all that an agent did: every request, the answer, the files that came of it, and what the
 * verifier said. It is saved after every step, and a run that was cut short goes on from it.
 */
import { addUsage, type Message, type Usage } from '../llm/index.ts';
import type { Files } from './assignment.ts';
import type { Assessment } from './environment.ts';

export type Purpose = 'draft' | 'repair' | 'post-edit';
export type AnswerKind = 'files' | 'refusal' | 'prose' | 'empty';

export interface Step {
  readonly purpose: Purpose;
  readonly model: string;
  readonly messages: readonly Message[];
  /** The model's answer. */
  readonly text: string;
  readonly usage: Usage | null;
  readonly duration_ms: number;
  readonly answer: AnswerKind;
  /** What the answer comes to; empty where it holds no configuration. */
  readonly files: Files;
  /** Null where nobody needed to know. */
  readonly assessment: Assessment | null;
}

export type Outcome =
  | 'running'
  /** The best answer passes. */
  | 'passed'
  | 'failed'
  /** Stopped by the user. */
  | 'stopped'
  /** The environment or the model gave out; `error` says how. */
  | 'error';

export interface Trajectory {
  readonly format: 'trajectory/1';
  readonly strategy: string;
  readonly model: string;
  readonly assignment: { readonly id: string; readonly prompt: string; readonly base?: Files };
  readonly started: string;
  readonly steps: readonly Step[];
  /** Index of the best step; null before the first. */
  readonly best: number | null;
  readonly outcome: Outcome;
  readonly error?: string;
}

/** The files of the best step; empty where there are none. */
export function bestFiles({ steps, best }: Trajectory): Files {
  return best === null ? {} : (steps[best]?.files ?? {});
}

/** What all steps took; null where no step tells. */
export function totalUsage(steps: readonly Step[]): Usage | null {
  return steps.reduce<Usage | undefined>((sum, { usage }) => addUsage(sum, usage ?? undefined), undefined) ?? null;
}

/** Throws a SyntaxError that says what is wrong with the text. */
export function parseTrajectory(text: string): Trajectory {
  const value = JSON.parse(text) as Partial<Trajectory> | null;
  if (value?.format !== 'trajectory/1' || !Array.isArray(value.steps)) {
    throw new SyntaxError('not a trajectory: expected an object with format "trajectory/1" and steps');
  }
  return value as Trajectory;
}
