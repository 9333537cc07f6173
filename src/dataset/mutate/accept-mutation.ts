/** Whether a change is one: the new policy is another, refuses the old configuration and is satisfied by the new one. */
import type { Verifier } from '../../verify/index.ts';
import type { Instance } from '../instance.ts';
import { type Acceptance, problemOf } from '../synth/accept.ts';

export async function acceptMutation(instance: Instance, verifier: Verifier): Promise<Acceptance> {
  const { instance_id: id, policy = '', base_files: base = {}, gold_solution: gold = {}, metadata } = instance;
  if (policy === metadata.base_policy) return refused('the policy stays the same');
  const failed = problemOf(await verifier.verify({ id, files: gold, policy }));
  if (failed !== undefined) return refused(`changed: ${failed}`);
  const before = await verifier.verify({ id, files: base, policy });
  const other = before.stages.find(({ stage, status }) => stage !== 'policy' && status !== 'passed');
  if (other !== undefined) return refused(`base: ${other.stage}: ${other.diagnostics[0]?.summary ?? ''}`);
  const policyStage = before.stages.find(({ stage }) => stage === 'policy');
  return policyStage?.status === 'failed'
    ? { accepted: true }
    : refused('the old configuration satisfies the new policy');
}

const refused = (reason: string): Acceptance => ({ accepted: false, reason });
