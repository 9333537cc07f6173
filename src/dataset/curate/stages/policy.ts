/**
 * A model writes the Rego policy of a request. It is kept only if it compiles, if the configuration satisfies every rule of it, also with
 * its resources named and ordered otherwise, and if it refuses the configuration with something of what was asked for taken away.
 */
import type { Message } from '../../../llm/index.ts';
import type { Verdict } from '../../../verify/index.ts';
import type { Files } from '../../pairs/pair.ts';
import { brokenVariants, renamedAndReversed, type Variant } from '../../variants/index.ts';
import type { Desk, Finding, Subject, Tab } from './desk.ts';

export interface Asked extends Subject {
  readonly request: string;
}

export async function policyStage(
  { candidate, files, request }: Asked,
  desk: Desk,
  tab: Tab,
): Promise<Omit<Finding, 'calls' | 'usage'>> {
  const plan = await planText(candidate.id, files, desk);
  const messages: Message[] = [
    { role: 'system', content: desk.prompts.fill('curate-policy') },
    { role: 'user', content: desk.prompts.fill('curate-policy-task', { request, plan }) },
  ];
  let reason = '';
  for (let round = 1; round <= desk.rounds; round++) {
    const answer = await tab.ask(desk.model, messages);
    const policy = regoIn(answer);
    reason = policy === undefined ? 'The answer holds no Rego.' : await problemOf(policy, files, desk);
    if (policy !== undefined && reason === '') return { outcome: 'passed', rounds: round, policy };
    const again = desk.prompts.fill('curate-again', { problem: reason });
    messages.push({ role: 'assistant', content: answer || '(nothing)' }, { role: 'user', content: again });
  }
  return { outcome: 'failed', rounds: desk.rounds, reason };
}

/** The fenced block that declares a package, or the whole answer where it does. */
export function regoIn(answer: string): string | undefined {
  const blocks = [...answer.matchAll(/```\w*\n([\s\S]*?)```/g)].map((block) => block[1] as string);
  const found = [...blocks, answer].find((text) => /^\s*package\s+\w/m.test(text) && !text.includes('```'));
  return found === undefined ? undefined : `${found.trim()}\n`;
}

/** Characters of a plan that a model is shown. */
const LONGEST_PLAN = 16_000;

async function planText(id: string, files: Files, { verifier }: Desk): Promise<string> {
  const { plan } = await verifier.verify({ id, files });
  const changes = (plan as { resource_changes?: readonly Change[] } | undefined)?.resource_changes ?? [];
  const shown = changes.map(({ address, type, mode, change }) => ({ address, type, mode, after: change.after }));
  return JSON.stringify(shown, null, 1).slice(0, LONGEST_PLAN);
}

interface Change {
  readonly address: string;
  readonly type: string;
  readonly mode: string;
  readonly change: { readonly after: unknown };
}

/** Empty where the policy is good. */
export async function problemOf(policy: string, files: Files, desk: Pick<Desk, 'verifier'>): Promise<string> {
  const judge = (those: Files) => desk.verifier.verify({ id: 'policy', files: those, policy });
  const own = await judge(files);
  const stage = policyOf(own);
  if (stage?.status === 'error') return stage.detail.reason ?? 'The policy cannot be evaluated.';
  if (stage?.detail.strict !== 'success') {
    return (
      own.certificate || `Not every rule holds for the configuration: ${JSON.stringify(stage?.detail.rules ?? {})}`
    );
  }
  const rewritten = policyOf(await judge(renamedAndReversed(files)));
  if (rewritten?.status === 'failed') {
    return 'The policy refuses the same infrastructure with other resource names. Judge types and values, not addresses and names.';
  }
  return refusalProblem(files, judge);
}

/** Variants that are tried. */
const REMOVALS = 6;
const CHANGES = 12;

/** What a policy must refuse of those that can be planned: not everything that a configuration says was asked for. */
const REMOVALS_REFUSED = 0.5;
const CHANGES_REFUSED = 0.25;

async function refusalProblem(files: Files, judge: (files: Files) => Promise<Verdict>): Promise<string> {
  const all = brokenVariants(files);
  const removals = await judged(spread(all.filter(isRemoval), REMOVALS), judge);
  const changes = await judged(
    spread(
      all.filter((each) => !isRemoval(each)),
      CHANGES,
    ),
    judge,
  );
  const isEnough = ({ refused, accepted }: Judged, share: number) =>
    refused >= Math.min(1, refused + accepted.length) && refused >= share * (refused + accepted.length);
  if (isEnough(removals, REMOVALS_REFUSED) && isEnough(changes, CHANGES_REFUSED)) return '';
  const accepted = [...removals.accepted, ...changes.accepted].slice(0, 8);
  return `The policy tests too little of what was asked for. It accepts the configuration with: ${accepted.join('; ')}.`;
}

const isRemoval = ({ name }: Variant) => name.endsWith(': removed');

interface Judged {
  /** Names of those that were planned and accepted. */
  readonly accepted: readonly string[];
  readonly refused: number;
}

async function judged(variants: readonly Variant[], judge: (files: Files) => Promise<Verdict>): Promise<Judged> {
  const accepted: string[] = [];
  let refused = 0;
  for (const { name, files } of variants) {
    const status = policyOf(await judge(files))?.status;
    if (status === 'passed') accepted.push(name);
    if (status === 'failed') refused++;
  }
  return { accepted, refused };
}

const policyOf = ({ stages }: Verdict) => stages.find(({ stage }) => stage === 'policy');

/** At most so many, from the whole list. */
function spread<T>(items: readonly T[], most: number): readonly T[] {
  const step = Math.max(1, items.length / most);
  return Array.from({ length: Math.min(most, items.length) }, (_, index) => items[Math.floor(index * step)] as T);
}
