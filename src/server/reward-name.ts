/** Which reward is meant: a name with its version. */
import { z } from '@hono/zod-openapi';
import { REWARD_NAMES, type RewardName } from '../verify/index.ts';
import { problem } from './problem.ts';

export const rewardName = z.enum(REWARD_NAMES as [RewardName, ...RewardName[]]);
export const DEFAULT_REWARD: RewardName = 'terraformer/1';

/** For protocols whose body has no place for it: `?reward=dense/1`. */
export const rewardQuery = z.object({ reward: rewardName.default(DEFAULT_REWARD) });

export function rewardNamed(text: string | undefined): RewardName {
  const checked = rewardName.safeParse(text ?? DEFAULT_REWARD);
  if (checked.success) return checked.data;
  const message = `reward: there is no "${text}": expected one of ${REWARD_NAMES.join(', ')}`;
  throw problem(400, { code: 'bad-request', message, field: 'reward' });
}
