/** The first look of the verifier at every candidate. */
import type { Verdict } from '../../../verify/index.ts';
import type { Finding } from './desk.ts';

/** Characters of a certificate that are kept. */
const LONGEST_CERTIFICATE = 8_000;

export function findingOf({ stages, certificate }: Verdict): Finding {
  const nothing = { rounds: 0, calls: 0, usage: null };
  const broken = stages.find(({ status }) => status !== 'passed');
  if (broken?.status === 'error') {
    return { ...nothing, outcome: 'error', reason: broken.detail.reason ?? `${broken.stage} could not run` };
  }
  if (broken !== undefined) {
    const reason = broken.diagnostics.find(({ severity }) => severity === 'error')?.summary ?? `${broken.stage} failed`;
    const said = certificate.slice(0, LONGEST_CERTIFICATE);
    return { ...nothing, outcome: 'failed', failed: broken.stage, reason, certificate: said };
  }
  const counts = plannedIn(stages);
  if (Object.keys(counts).length === 0) {
    return { ...nothing, outcome: 'failed', failed: 'nothing', reason: 'The plan creates nothing' };
  }
  return { ...nothing, outcome: 'passed', counts };
}

export function plannedIn(stages: Verdict['stages']): Readonly<Record<string, number>> {
  return stages.find(({ stage }) => stage === 'plan')?.detail.resource_counts ?? {};
}
