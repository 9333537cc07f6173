/**
 * Terraform as an OpenEnv environment. An episode is one task: `reset` gives its prompt, every `step` takes an answer and gives
 * the reward with the certificate, until an answer earns all there is, or the steps are used up.
 */
import { randomUUID } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import { REWARDS, type RewardName } from '../../verify/index.ts';
import type { ServerContext } from '../context.ts';
import { eitherOne, files, inlineInstance, instanceOf, type RewardItem, rewardJob } from '../items.ts';
import type { RewardResult } from '../job.ts';
import { DEFAULT_REWARD, rewardName } from '../reward-name.ts';
import { doJobs } from '../work.ts';

const task = {
  instance_id: z.string().nullish(),
  instance: inlineInstance.nullish(),
  reward: rewardName.nullish(),
};

export const resetSchema = z
  .looseObject({
    seed: z.number().int().min(0).nullish().openapi({ description: 'Chooses the instance where none is named.' }),
    episode_id: z.string().max(255).nullish(),
    max_steps: z.number().int().min(1).max(100).nullish(),
    ...task,
  })
  .openapi('OpenEnvReset');

export const actionSchema = z
  .looseObject({
    completion: z.string().nullish().openapi({ description: 'What a model said; the files are taken from it.' }),
    files: files.nullish(),
    ...task,
  })
  .refine(...eitherOne)
  .openapi('OpenEnvAction');

export const observationSchema = z
  .object({
    prompt: z.string(),
    instance_id: z.string().nullable(),
    base_files: files,
    certificate: z.string().openapi({ description: 'Why the last answer did not pass, for the next attempt.' }),
    components: z.record(z.string(), z.number()),
    reason: z.string().nullable().openapi({ description: 'Why the reward is null.' }),
    steps_left: z.number().int(),
  })
  .openapi('OpenEnvObservation');

export const stateSchema = z
  .object({
    episode_id: z.string().nullable(),
    step_count: z.number().int(),
    instance_id: z.string().nullable(),
    reward_name: rewardName,
    max_steps: z.number().int(),
    last_reward: z.number().nullable(),
    done: z.boolean(),
  })
  .openapi('OpenEnvState');

export type ResetRequest = z.output<typeof resetSchema>;
export type Action = z.output<typeof actionSchema>;
export type State = z.output<typeof stateSchema>;

export interface StepResult {
  readonly observation: z.output<typeof observationSchema>;
  readonly reward: number | null;
  readonly done: boolean;
}

export interface Episode {
  readonly state: () => State;
  readonly reset: (request: ResetRequest) => StepResult;
  readonly step: (action: Action, signal?: AbortSignal) => Promise<StepResult>;
}

const DEFAULT_STEPS = 5;
type Instance = NonNullable<RewardItem['instance']>;

export function createEpisode(context: ServerContext): Episode {
  let instance: Instance | undefined;
  let state: State = {
    episode_id: null,
    step_count: 0,
    instance_id: null,
    reward_name: DEFAULT_REWARD,
    max_steps: DEFAULT_STEPS,
    last_reward: null,
    done: false,
  };
  const observe = (result?: RewardResult): StepResult => ({
    observation: {
      prompt: instance?.problem_statement ?? '',
      instance_id: instance?.instance_id ?? null,
      base_files: instance?.base_files ?? {},
      certificate: result?.certificate ?? '',
      components: { ...result?.components },
      reason: result?.reason ?? null,
      steps_left: state.done ? 0 : Math.max(0, state.max_steps - state.step_count),
    },
    reward: result?.reward ?? null,
    done: state.done,
  });
  return {
    state: () => state,
    reset: (request) => {
      instance =
        request.instance ?? instanceOf(request.instance_id, 'instance_id', context) ?? chosen(request.seed, context);
      state = {
        episode_id: request.episode_id ?? randomUUID(),
        step_count: 0,
        instance_id: instance?.instance_id ?? null,
        reward_name: request.reward ?? DEFAULT_REWARD,
        max_steps: request.max_steps ?? DEFAULT_STEPS,
        last_reward: null,
        done: false,
      };
      return observe();
    },
    step: async (action, signal) => {
      const own = action.instance ?? instanceOf(action.instance_id, 'instance_id', context);
      if (own !== undefined) instance = own;
      const reward = action.reward ?? state.reward_name;
      const job = rewardJob({ ...action, instance: instance ?? null }, state.step_count, reward, context);
      const [outcome] = await doJobs([job], context, signal);
      const result = outcome?.result as RewardResult;
      const step_count = state.step_count + 1;
      const done = result.reward === null || isAll(result.reward, reward) || step_count >= state.max_steps;
      const instance_id = instance?.instance_id ?? null;
      state = { ...state, step_count, instance_id, reward_name: reward, last_reward: result.reward, done };
      return observe(result);
    },
  };
}

const isAll = (reward: number, name: RewardName) => reward >= REWARDS[name].maximum;

/** The same seed chooses the same instance of the same data sets. */
function chosen(seed: number | null | undefined, { instances }: ServerContext): Instance | undefined {
  if (instances.size === 0) return undefined;
  const index = seed ?? Math.floor(Math.random() * instances.size);
  return [...instances.values()][index % instances.size];
}
