/** One job from beginning to end, in whatever thread: files out of the answer, then the verdict or the reward. */
import { extractAnswer } from '../llm/index.ts';
import { type Judgement, judgeAnswer, judgeNoFiles, NOTHING, type Verdict, type Verifier } from '../verify/index.ts';
import type { Given, Job, JobResult, RewardJob, RewardResult, VerifyJob } from './job.ts';

/** Never throws: what goes wrong in our own environment is a result with null and a reason. */
export async function performJob(job: Job, verifier: Verifier): Promise<JobResult> {
  try {
    return job.kind === 'verify' ? await verdictOf(job, verifier) : await rewardOf(job, verifier);
  } catch (error) {
    return failedJob(job, `the verifier failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The result of a job that could not be done. */
export function failedJob(job: Job, reason: string): JobResult {
  if (job.kind === 'reward')
    return { kind: 'reward', reward: null, components: NOTHING, certificate: '', gates: [], reason };
  return { kind: 'verdict', json: JSON.stringify(verdictWithoutStages(job.id, 'error', reason)) };
}

async function verdictOf(job: VerifyJob, verifier: Verifier): Promise<JobResult> {
  const answer = filesOf(job);
  const verdict =
    answer.files === undefined
      ? verdictWithoutStages(job.id, 'failed', answer.problem)
      : await verifier.verify({ id: job.id, files: answer.files, policy: job.policy });
  return { kind: 'verdict', json: JSON.stringify(verdict) };
}

async function rewardOf(job: RewardJob, verifier: Verifier): Promise<RewardResult> {
  const answer = filesOf(job);
  const judgement: Judgement =
    answer.files === undefined
      ? judgeNoFiles(answer.problem)
      : await judgeAnswer(verifier, job.reward, { id: job.id, files: answer.files, task: job.task });
  const { reward, components, certificate, gates, verdict } = judgement;
  const broken = verdict?.stages.find(({ status }) => status === 'error');
  const reason = reward === null ? { reason: broken?.detail.reason ?? 'the environment failed' } : {};
  return { kind: 'reward', reward, components, certificate, gates, ...reason };
}

const PROBLEMS = {
  empty: 'No configuration in the answer: it is empty.',
  prose: 'No configuration in the answer: it holds words but no Terraform.',
  refusal: 'No configuration in the answer: the model declined.',
} as const;

type FilesOf =
  | { readonly files: Readonly<Record<string, string>> }
  | { readonly files?: undefined; readonly problem: string };

function filesOf(given: Given): FilesOf {
  if (given.files !== undefined) return { files: given.files };
  const answer = extractAnswer(given.completion);
  return answer.kind === 'files' ? { files: answer.files } : { problem: PROBLEMS[answer.kind] };
}

/** Where there was nothing to verify (`failed`), or nobody could (`error`). */
function verdictWithoutStages(id: string, status: 'failed' | 'error', reason: string): Verdict {
  const result = status === 'failed' ? 0 : null;
  return {
    format: 'verdict/1',
    id,
    engine: 'static',
    stages: [{ stage: 'init', status, score: 0, diagnostics: [], duration_ms: 0, detail: { reason } }],
    certificate: `init ${status === 'failed' ? 'failed' : 'could not run'}:\n${reason}`,
    score: result,
    reward: result,
  };
}
