/** What a reward is given: an answer to a task, examined. */
import type { Files } from '../request.ts';
import type { StageResult } from '../verdict.ts';
import type { Examination } from '../verifier.ts';

/** What is known of the task that the answer is to solve; everything is optional. */
export interface RewardTask {
  /** What the model was asked: an answer that only gives back its code has done nothing. */
  readonly prompt?: string | undefined;
  /** The configuration that the task asks to change. */
  readonly baseFiles?: Readonly<Record<string, string>> | undefined;
  /** Rego text, judged over the plan. */
  readonly policy?: string | undefined;
  /** Expected number of planned instances by resource type. */
  readonly expectedResources?: Readonly<Record<string, number>> | undefined;
  /** Whether the task asks for managed resources; default: true. */
  readonly resourcesWanted?: boolean | undefined;
}

export interface Answer {
  readonly files: Files;
  readonly task: RewardTask;
  readonly examination: Examination;
}

export function stageOf({ examination }: Answer, name: StageResult['stage']): StageResult | undefined {
  return examination.verdict.stages.find(({ stage }) => stage === name);
}

export function hasPassed(answer: Answer, name: StageResult['stage']): boolean {
  return stageOf(answer, name)?.status === 'passed';
}

/** Planned instances by resource type. */
export function planned(answer: Answer): Readonly<Record<string, number>> {
  return stageOf(answer, 'plan')?.detail.resource_counts ?? {};
}

/** Share of the policy's rules that passed, 0 to 1; undefined where there is no rule. An undefined rule has not passed. */
export function ruleShare(answer: Answer): number | undefined {
  const rules = Object.values(stageOf(answer, 'policy')?.detail.rules ?? {});
  return rules.length === 0 ? undefined : rules.filter((rule) => rule === 'passed').length / rules.length;
}
