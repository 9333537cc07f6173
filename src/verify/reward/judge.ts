/** An answer's reward with what it is made of. The same answer to the same task always earns the same. */
import type { Files } from '../request.ts';
import type { Verdict } from '../verdict.ts';
import type { Verifier } from '../verifier.ts';
import { type Answer, planned, type RewardTask, ruleShare, stageOf } from './answer.ts';
import { type GateHit, gatesHit, oversized, type Tier } from './gates.ts';
import { REWARDS, type RewardName } from './rewards.ts';

export interface Judgement {
  /** Null where the environment failed: an unscored sample is not a zero. */
  readonly reward: number | null;
  /** Named numbers that the reward is made of, the same names for every answer. */
  readonly components: RewardComponents;
  /** Why the answer did not pass, or what it is not paid for; empty where nothing is to be said. */
  readonly certificate: string;
  readonly gates: readonly GateHit[];
  /** Absent for an answer that was not verified. */
  readonly verdict?: Verdict;
}

export interface RewardComponents {
  /** 1 or 0 each. */
  readonly init: number;
  readonly validate: number;
  readonly plan: number;
  /** Share of the policy's rules that passed; 0 where there is none. */
  readonly policy: number;
  readonly rules_passed: number;
  readonly rules: number;
  readonly declared_resources: number;
  readonly planned_resources: number;
  /** 1 where a gate held the reward back. */
  readonly gated: number;
}

export const NOTHING: RewardComponents = {
  init: 0,
  validate: 0,
  plan: 0,
  policy: 0,
  rules_passed: 0,
  rules: 0,
  declared_resources: 0,
  planned_resources: 0,
  gated: 0,
};

const TIERS: readonly Tier[] = ['nothing', 'valid', 'planned'];

export async function judgeAnswer(
  verifier: Verifier,
  name: RewardName,
  { id, files, task }: { readonly id: string; readonly files: Files; readonly task: RewardTask },
): Promise<Judgement> {
  const tooLarge = oversized(files);
  if (tooLarge !== undefined) {
    return { reward: 0, components: { ...NOTHING, gated: 1 }, certificate: tooLarge.reason, gates: [tooLarge] };
  }
  const { policy, expectedResources, resourcesWanted } = task;
  const examination = await verifier.examine({ id, files, policy, expectedResources, resourcesWanted });
  const answer: Answer = { files, task, examination };
  const { verdict } = examination;
  if (verdict.stages.some(({ status }) => status === 'error')) {
    return { reward: null, components: componentsOf(answer, []), certificate: verdict.certificate, gates: [], verdict };
  }
  const gates = gatesHit(answer);
  const tier = TIERS.find((each) => gates.some((gate) => gate.tier === each));
  return {
    reward: REWARDS[name].pay(answer, tier),
    components: componentsOf(answer, gates),
    certificate: [verdict.certificate, ...gates.map(({ reason }) => `not paid for: ${reason}`)]
      .filter(Boolean)
      .join('\n'),
    gates,
    verdict,
  };
}

/** An answer without files: words, a refusal, nothing at all. */
export function judgeNoFiles(certificate: string): Judgement {
  return { reward: 0, components: NOTHING, certificate, gates: [] };
}

function componentsOf(answer: Answer, gates: readonly GateHit[]): RewardComponents {
  const passed = (name: 'init' | 'validate' | 'plan') => (stageOf(answer, name)?.status === 'passed' ? 1 : 0);
  const rules = Object.values(stageOf(answer, 'policy')?.detail.rules ?? {});
  return {
    init: passed('init'),
    validate: passed('validate'),
    plan: passed('plan'),
    policy: ruleShare(answer) ?? 0,
    rules_passed: rules.filter((rule) => rule === 'passed').length,
    rules: rules.length,
    declared_resources: answer.examination.declaredResources,
    planned_resources: Object.values(planned(answer)).reduce((sum, count) => sum + count, 0),
    gated: gates.length > 0 ? 1 : 0,
  };
}
