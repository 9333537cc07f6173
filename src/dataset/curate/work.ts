/** The stages that ask a model, for one candidate after the other and several at a time. */
import { BudgetError, ModelError } from '../../llm/index.ts';
import { CurateError } from './folder.ts';
import type { Candidate } from './gather/gather.ts';
import type { CurateStage, Journal } from './journal.ts';
import { cloneStage } from './stages/clone.ts';
import { describeStage } from './stages/describe.ts';
import { type Desk, type Finding, openTab, type Tab } from './stages/desk.ts';
import { policyStage } from './stages/policy.ts';
import { repairStage } from './stages/repair.ts';
import { type Stand, standOf } from './stand.ts';

/** A model that gives out so often in succession will not come back by itself. */
const MOST_ERRORS = 10;

export interface Work {
  /**
   * Brings a candidate as far as it goes; false where there was nothing to do. Throws where going on makes no sense: budget spent,
   * stopped, model gone.
   */
  perform(candidate: Candidate): Promise<boolean>;
}

type Find = (tab: Tab) => Promise<Omit<Finding, 'calls' | 'usage'>>;

export function startWork(desk: Desk, journal: Journal): Work {
  let errors = 0;
  const record = async (id: string, stage: CurateStage, find: Find) => {
    const tab = openTab(desk);
    const finding = await find(tab).catch((error: unknown) => failureOf(error, desk));
    journal.append({ id, stage, ...finding, calls: tab.calls(), usage: tab.usage() });
    errors = finding.outcome === 'error' ? errors + 1 : 0;
    if (errors >= MOST_ERRORS)
      throw new CurateError(`${errors} stages failed in succession; the last: ${finding.reason}`);
    return finding.outcome === 'passed';
  };
  return {
    async perform(candidate) {
      const { id } = candidate;
      let touched = false;
      const stage = async (name: CurateStage, find: Find) => {
        const known = journal.find(id, name);
        if (known !== undefined) return known.outcome === 'passed';
        touched = true;
        return record(id, name, find);
      };
      const advance = async () => {
        const stand = await mended(candidate, stage);
        if (stand.kind !== 'sound') return;
        const subject = { candidate, files: stand.files };
        if (!(await stage('prompt', (tab) => describeStage(subject, desk, tab)))) return;
        const asked = { ...subject, request: journal.find(id, 'prompt')?.prompts?.request ?? '' };
        if (!(await stage('policy', (tab) => policyStage(asked, desk, tab)))) return;
        const cloned = { ...asked, policy: journal.find(id, 'policy')?.policy ?? '' };
        await stage('clone', (tab) => cloneStage(cloned, desk, tab));
      };
      await advance();
      return touched;
    },
  };

  async function mended(
    candidate: Candidate,
    stage: (name: CurateStage, find: Find) => Promise<boolean>,
  ): Promise<Stand> {
    for (;;) {
      const stand = standOf(candidate, journal);
      if (stand.kind !== 'broken' || stand.next === undefined) return stand;
      const { next: until, files, certificate } = stand;
      const passed = await stage(until, (tab) => repairStage({ candidate, files, until, certificate }, desk, tab));
      if (!passed) return standOf(candidate, journal);
    }
  }
}

function failureOf(error: unknown, { signal }: Desk): Omit<Finding, 'calls' | 'usage'> {
  if (signal?.aborted || error instanceof BudgetError || !(error instanceof ModelError)) throw error;
  return { outcome: 'error', rounds: 0, reason: error.message };
}

/** Performs the work on all of them, `parallel` at a time; the first that throws ends it once those begun have ended. */
export async function forAll<T>(
  items: AsyncGenerator<T>,
  parallel: number,
  perform: (item: T) => Promise<void>,
): Promise<void> {
  let failure: { readonly error: unknown } | undefined;
  const worker = async () => {
    for (let next = await items.next(); next.done !== true && failure === undefined; next = await items.next()) {
      try {
        await perform(next.value);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  if (failure !== undefined) throw failure.error;
}
