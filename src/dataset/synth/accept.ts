/** Whether a candidate holds what a row promises. */
import type { Verdict, Verifier } from '../../verify/index.ts';
import { type Candidate, isSame } from './row.ts';

export type Acceptance = { readonly accepted: true } | { readonly accepted: false; readonly reason: string };

export async function accept({ instance, clone, broken }: Candidate, verifier: Verifier): Promise<Acceptance> {
  const { instance_id: id, policy, gold_solution: gold = {} } = instance;
  const judge = (files: Readonly<Record<string, string>>) => verifier.verify({ id, files, policy });
  const failed = problemOf(await judge(gold));
  if (failed !== undefined) return { accepted: false, reason: `gold: ${failed}` };
  if (isSame(clone, gold)) return { accepted: false, reason: 'the clone is the same' };
  const different = problemOf(await judge(clone));
  if (different !== undefined) return { accepted: false, reason: `clone: ${different}` };
  let refused = 0;
  for (const files of broken) {
    const verdict = await judge(files);
    const policyStage = verdict.stages.find(({ stage }) => stage === 'policy');
    if (policyStage?.status === 'passed') return { accepted: false, reason: 'the policy accepts a broken variant' };
    if (policyStage?.status === 'failed') refused++;
  }
  return refused > 0 ? { accepted: true } : { accepted: false, reason: 'no broken variant could be planned' };
}

/** What keeps a configuration from being a reference solution. */
export function problemOf({ stages }: Verdict): string | undefined {
  const failed = stages.find(({ status }) => status !== 'passed');
  if (failed === undefined) {
    const policy = stages.find(({ stage }) => stage === 'policy');
    return policy?.detail.strict === 'success' ? undefined : `policy: ${JSON.stringify(policy?.detail)}`;
  }
  const [first] = failed.diagnostics;
  return `${failed.stage}: ${first === undefined ? JSON.stringify(failed.detail) : `${first.summary} ${first.address ?? ''}: ${first.detail}`}`;
}
