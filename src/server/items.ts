/** Items as clients send them, and the jobs that they become. */
import { z } from '@hono/zod-openapi';
import type { Instance } from '../dataset/index.ts';
import type { RewardName, RewardTask } from '../verify/index.ts';
import type { ServerContext } from './context.ts';
import type { Given, RewardJob, VerifyJob } from './job.ts';
import { problem } from './problem.ts';

export const files = z
  .record(z.string(), z.string())
  .openapi({ example: { 'main.tf': 'resource "aws_vpc" "main" {\n…' } });
const id = z.union([z.string(), z.number()]).nullish();

/** For `refine`. */
export const eitherOne = [
  (item: { files?: unknown; completion?: unknown }) => (item.files ?? item.completion ?? undefined) !== undefined,
  { message: 'expected files ({path: text}) or completion (what the model said)' },
] as const;

export const verifyItem = z
  .object({
    id,
    files: files.nullish(),
    completion: z.string().nullish().openapi({ description: 'What a model said; the files are taken from it.' }),
    policy: z.string().nullish().openapi({ description: 'Rego text, judged over the plan.' }),
  })
  .refine(...eitherOne)
  .openapi('VerifyItem');

/** The part of an instance that a reward looks at; other fields may be there. */
export const inlineInstance = z
  .object({
    instance_id: z.string().nullish(),
    problem_statement: z.string().nullish(),
    policy: z.string().nullish(),
    expected_resources: z.record(z.string(), z.number().int().min(0)).nullish(),
    base_files: files.nullish(),
  })
  .openapi('Instance');

export const rewardItem = z
  .object({
    id,
    prompt: z.string().nullish().openapi({ description: 'What the model was asked.' }),
    files: files.nullish(),
    completion: z.string().nullish(),
    policy: z.string().nullish(),
    instance_id: z
      .string()
      .nullish()
      .openapi({ description: 'An instance of the data sets the server was started with.' }),
    instance: inlineInstance.nullish(),
  })
  .refine(...eitherOne)
  .openapi('RewardItem');

export type VerifyItem = z.output<typeof verifyItem>;
export type RewardItem = z.output<typeof rewardItem>;

export function verifyJob(item: VerifyItem, index: number): VerifyJob {
  return { kind: 'verify', id: idOf(item, index), ...given(item), policy: item.policy ?? undefined };
}

/** Throws a problem where the instance is not known: a reward without its task would be another reward. */
export function rewardJob(item: RewardItem, index: number, reward: RewardName, context: ServerContext): RewardJob {
  const instance = item.instance ?? instanceOf(item.instance_id, `items[${index}].instance_id`, context);
  return { kind: 'reward', id: idOf(item, index), ...given(item), reward, task: taskOf(item, instance) };
}

export function instanceOf(
  instanceId: string | null | undefined,
  field: string,
  { instances }: ServerContext,
): Instance | undefined {
  if (instanceId === null || instanceId === undefined) return undefined;
  const found = instances.get(instanceId);
  if (found !== undefined) return found;
  const hint =
    instances.size === 0 ? 'the server was started without --dataset' : `none of the ${instances.size} loaded has it`;
  throw problem(400, {
    code: 'unknown-instance',
    message: `${field}: there is no instance "${instanceId}": ${hint}`,
    field,
  });
}

function taskOf({ prompt, policy }: RewardItem, instance: RewardItem['instance'] | Instance): RewardTask {
  const expected = instance?.expected_resources ?? undefined;
  const counts = Object.values(expected ?? {});
  return {
    prompt: prompt ?? instance?.problem_statement ?? undefined,
    policy: policy ?? instance?.policy ?? undefined,
    expectedResources: expected,
    baseFiles: instance?.base_files ?? undefined,
    // A task that expects resources by name and of each none asks for no resource.
    resourcesWanted: counts.length === 0 || counts.some((count) => count > 0),
  };
}

function given(item: {
  files?: Readonly<Record<string, string>> | null | undefined;
  completion?: string | null | undefined;
}): Given {
  return item.files ? { files: item.files } : { completion: item.completion ?? '' };
}

const idOf = (item: { id?: string | number | null | undefined }, index: number) => String(item.id ?? index);
