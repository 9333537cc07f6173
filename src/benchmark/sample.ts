/** A sample is one answer to one instance, with its verdict: a row of `samples.jsonl` (`sample/1`). */
import type { AnswerKind, Files, Step } from '../agent/index.ts';
import type { Usage } from '../llm/index.ts';
import type { Verdict } from '../verify/index.ts';
import type { CodeBleu } from './metrics/code-bleu/index.ts';

export interface SampleKey {
  readonly dataset: string;
  readonly instance_id: string;
  readonly model: string;
  readonly strategy: string;
  /** 0-based. */
  readonly sample: number;
}

interface SampleBase extends SampleKey {
  readonly format: 'sample/1';
  readonly rounds: number;
  /** How long the model took; 0 for recorded answers. */
  readonly latency_ms: number;
  readonly usage: Usage | null;
  /** Every answer on the way, where there were several; the best is the sample's own. */
  readonly history?: readonly PastStep[];
}

/** An answer on the way, with what the strategy was told of it. */
export interface PastStep {
  readonly purpose: Step['purpose'];
  readonly model: string;
  readonly answer: AnswerKind;
  readonly files: Files;
  /** Empty where it was not verified. */
  readonly stages: readonly { readonly stage: string; readonly status: string }[];
  readonly certificate: string;
  readonly usage: Usage | null;
}

export interface ScoredSample extends SampleBase {
  readonly status: 'scored';
  /** What the answer was: a configuration, or no configuration and why. */
  readonly answer: AnswerKind;
  readonly files: Readonly<Record<string, string>>;
  /** The model's own words, kept where they hold no configuration. */
  readonly text?: string;
  /** Security checks that passed are counted and not listed. */
  readonly verdict: Verdict;
  /** Whether every stage that was asked for passed. */
  readonly passed: boolean;
  /** Likeness to the reference, where the instance has one. */
  readonly code_bleu?: CodeBleu;
}

/** No score: the model or the environment failed. This is not a zero. */
export interface FailedSample extends SampleBase {
  readonly status: 'failed';
  readonly error: string;
  readonly files: Readonly<Record<string, string>>;
  readonly verdict: Verdict | null;
}

export type Sample = ScoredSample | FailedSample;

/** Identifies a sample within a run. */
export function sampleKey({ dataset, instance_id, model, strategy, sample }: SampleKey): string {
  return `${dataset}\0${instance_id}\0${model}\0${strategy}\0${sample}`;
}
