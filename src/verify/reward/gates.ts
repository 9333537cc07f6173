/**
 * What a reward does not pay for. A gate looks at an answer and, where it is one that only looks good, names the highest tier
 * the reward may reach: `nothing` (0), `valid` (as if it could not be planned) or `planned` (as if no rule had passed).
 * The gates stand in a table; the reason they give goes out with the reward.
 */
import { type Answer, hasPassed, planned, ruleShare } from './answer.ts';
import { plainFiles, plainTokens, topBlocks } from './blocks.ts';

export type Tier = 'nothing' | 'valid' | 'planned';

export interface GateHit {
  readonly gate: string;
  readonly tier: Tier;
  readonly reason: string;
}

type Gate = (answer: Answer) => Omit<GateHit, 'gate'> | undefined;

/** UTF-16 units of an answer's files together, and resource blocks: no task asks for so many. */
const MAXIMUM_ANSWER_LENGTH = 200_000;
const MAXIMUM_RESOURCES = 500;
/** So many blocks of one type with the same content are one block repeated. */
const REPEATED = 8;
/** More than so many instances of a type, and than so many times what is expected, are tries and no answer. */
const SURPLUS_INSTANCES = 10;
const SURPLUS_TIMES = 3;

const GATES: Readonly<Record<string, Gate>> = {
  'no-resources': ({ examination, task }) =>
    (task.resourcesWanted ?? true) && examination.declaredResources === 0
      ? { tier: 'nothing', reason: 'no managed resource is declared' }
      : undefined,
  copied: (answer) =>
    isCopied(answer) ? { tier: 'nothing', reason: 'the answer is what the prompt shows' } : undefined,
  'creates-nothing': (answer) =>
    (answer.task.resourcesWanted ?? true) && hasPassed(answer, 'plan') && answer.examination.plannedResources === 0
      ? { tier: 'valid', reason: 'the plan creates nothing' }
      : undefined,
  'nothing-asked-for': (answer) => {
    const wanted = expectedTypes(answer);
    if (wanted.length === 0 || !hasPassed(answer, 'plan') || wanted.some((type) => planned(answer)[type])) return;
    return { tier: 'valid', reason: `the plan creates none of ${wanted.slice(0, 5).join(', ')}` };
  },
  hollow: (answer) => {
    if (!hasPassed(answer, 'plan') || answer.examination.plannedResources === 0) return;
    const [type] = hollowTypes(answer);
    if (type === undefined) return;
    return { tier: 'planned', reason: `${type} is declared, but the plan creates none` };
  },
  repeated: (answer) => {
    const type = ruleShare(answer) === undefined ? undefined : repeatedType(answer);
    return type === undefined ? undefined : { tier: 'planned', reason: `the same ${type} stands there many times` };
  },
  surplus: (answer) => {
    const { expectedResources = {} } = answer.task;
    const type = expectedTypes(answer).find((each) => {
      const bound = Math.max(SURPLUS_INSTANCES, SURPLUS_TIMES * (expectedResources[each] as number));
      return (planned(answer)[each] ?? 0) > bound;
    });
    if (type === undefined) return undefined;
    return {
      tier: 'planned',
      reason: `${planned(answer)[type]} of ${type} where ${expectedResources[type]} are expected`,
    };
  },
};

/** The gates that the answer runs into. */
export function gatesHit(answer: Answer): readonly GateHit[] {
  return Object.entries(GATES).flatMap(([gate, look]) => {
    const hit = look(answer);
    return hit === undefined ? [] : [{ gate, ...hit }];
  });
}

/** Told before anything is verified: such an answer is not worth the work. */
export function oversized(files: Answer['files']): GateHit | undefined {
  let length = 0;
  let resources = 0;
  for (const content of Object.values(files)) {
    length += content.length;
    if (typeof content === 'string') resources += content.match(RESOURCE_HEADER)?.length ?? 0;
    if (length > MAXIMUM_ANSWER_LENGTH) return tooLarge(`more than ${MAXIMUM_ANSWER_LENGTH} characters`);
    if (resources > MAXIMUM_RESOURCES) return tooLarge(`more than ${MAXIMUM_RESOURCES} resources`);
  }
  return undefined;
}

const RESOURCE_HEADER = /^[ \t]*resource\b/gm;
const tooLarge = (what: string): GateHit => ({
  gate: 'oversized',
  tier: 'nothing',
  reason: `the answer has ${what}`,
});

function expectedTypes({ task }: Answer): string[] {
  return Object.entries(task.expectedResources ?? {}).flatMap(([type, count]) => (count > 0 ? [type] : []));
}

/** Types that the task names, declared without a single instance: a policy that reads the configuration may be taken in. */
function hollowTypes(answer: Answer): string[] {
  const counts = planned(answer);
  const { expectedResources = {}, policy = '' } = answer.task;
  const types = new Set<string>();
  for (const { resources } of answer.examination.configuration?.modules ?? []) {
    for (const { mode, type } of resources.values()) if (mode === 'managed' && !counts[type]) types.add(type);
  }
  return [...types].filter((type) => (expectedResources[type] ?? 0) > 0 || policy.includes(`"${type}"`));
}

/** A type of which most blocks are the same block over again, more often than the task asks for. */
function repeatedType({ files, task, examination }: Answer): string | undefined {
  if (examination.declaredResources < REPEATED) return undefined;
  const counts = new Map<string, number>();
  for (const { type, labels, content } of topBlocks(files)) {
    if (type !== 'resource') continue;
    const key = `${labels[0]}\n${content}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  for (const [key, count] of counts) {
    const type = key.slice(0, key.indexOf('\n'));
    if (count >= REPEATED && count > (task.expectedResources?.[type] ?? 0)) return type;
  }
  return undefined;
}

function isCopied({ files, task }: Answer): boolean {
  const { prompt, baseFiles } = task;
  if (baseFiles === undefined && (prompt === undefined || !prompt.includes('{'))) return false;
  const given = plainFiles(files);
  if (given === '') return false;
  if (baseFiles !== undefined && given === plainFiles(baseFiles)) return true;
  return prompt !== undefined && codeIn(prompt).some((code) => code === given);
}

/** What stands in the prompt's fences, one by one and together, and the prompt as a whole. */
function codeIn(prompt: string): readonly string[] {
  const fenced = [...prompt.matchAll(/^[ \t]*(`{3,}|~{3,})[^\n]*\n([\s\S]*?)^[ \t]*\1[ \t]*$/gm)].map(
    ([, , code]) => code as string,
  );
  return [...fenced, fenced.join('\n'), prompt].map(plainTokens);
}
