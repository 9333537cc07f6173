/**
 * A model mends a configuration by its certificate, stage by stage: first what keeps it from being valid, then what keeps it from being
 * planned. A repair that throws away what the configuration creates is none.
 */
import { type Assessment, assessmentOf, bestFiles, changeForm, findStrategy, solve } from '../../../agent/index.ts';
import type { StageName, Verdict } from '../../../verify/index.ts';
import type { Files } from '../../pairs/pair.ts';
import { typesIn } from '../../types-in.ts';
import { concatenated } from '../gather/concatenate.ts';
import type { Desk, Finding, Subject, Tab } from './desk.ts';
import { findingOf } from './verify.ts';

/** The stages that must pass, by what is mended. */
const UNTIL: Readonly<Record<'repair-validate' | 'repair-plan', readonly StageName[]>> = {
  'repair-validate': ['init', 'validate'],
  'repair-plan': ['init', 'validate', 'plan'],
};

export interface Broken extends Subject {
  readonly until: keyof typeof UNTIL;
  readonly certificate: string;
}

/** What is mended as asked may still fail at a later stage: then `failed` and `certificate` say how. */
export async function repairStage(broken: Broken, desk: Desk, tab: Tab): Promise<Omit<Finding, 'calls' | 'usage'>> {
  const { candidate, files, until, certificate } = broken;
  const { code, rest } = parted(files);
  const verdicts = new Map<string, Verdict>();
  const verify = async (mended: Files): Promise<Assessment> => {
    const verdict = await desk.verifier.verify({ id: candidate.id, files: { ...rest, ...mended } });
    verdicts.set(JSON.stringify(mended), verdict);
    return kept(code, mended, assessmentOf(upTo(verdict, UNTIL[until])));
  };
  const assignment = { id: candidate.id, prompt: certificate, base: code, task: { id: candidate.id, sample: 0 } };
  const { name, recipe } = findStrategy(desk.strategy);
  const strategy = { name, recipe: { ...recipe, form: changeForm(assignment, 'fix'), repairs: true } };
  const { model, tools, prompts, rounds, signal } = desk;
  const options = { model, environment: { ...tools, verify }, prompts, rounds, signal };
  const trajectory = await solve(assignment, strategy, {
    ...options,
    onStep: ({ usage }) => tab.count(1, usage),
  });
  signal?.throwIfAborted();
  const answers = trajectory.steps.length;
  if (trajectory.outcome === 'error')
    return { outcome: 'error', rounds: answers, reason: trajectory.error ?? 'no verdict' };
  if (trajectory.outcome !== 'passed') return { outcome: 'failed', rounds: answers, reason: 'not mended' };
  const mended = bestFiles(trajectory);
  const { outcome, reason, ...later } = findingOf(verdicts.get(JSON.stringify(mended)) as Verdict);
  const whole = concatenated({ ...rest, ...mended }, desk.format);
  return { ...later, outcome: 'passed', rounds: answers, files: whole };
}

/** What a model is shown, and what only the verifier needs. */
function parted(files: Files): { code: Files; rest: Files } {
  const entries = Object.entries(files);
  const isCode = ([path]: readonly [string, string]) => /\.(tf|tf\.json|tfvars)$/.test(path);
  return {
    code: Object.fromEntries(entries.filter(isCode)),
    rest: Object.fromEntries(entries.filter((entry) => !isCode(entry))),
  };
}

function upTo(verdict: Verdict, wanted: readonly StageName[]): Verdict {
  const stages = verdict.stages.filter(({ stage }) => wanted.includes(stage));
  const failed = stages.some(({ status }) => status !== 'passed');
  return { ...verdict, stages, certificate: failed ? verdict.certificate : '' };
}

/** Share of the resources that a repair must keep. */
const KEPT = 0.5;

function kept(before: Files, after: Files, assessment: Assessment): Assessment {
  const had = typesIn(Object.values(before).join('\n'), 'resource').length;
  const has = typesIn(Object.values(after).join('\n'), 'resource').length;
  if (has >= had * KEPT && has > 0) return assessment;
  const certificate = `Of ${had} resources ${has} are left. Mend what is wrong and keep what the configuration creates.`;
  return { ...assessment, status: 'failed', certificate, rank: [-1] };
}
