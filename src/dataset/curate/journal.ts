/**
 * What became of each candidate at each stage, a line each, appended the moment it is known. Whoever goes on after a kill finds every
 * stage that ended; half a line at the file's end is cut off.
 */
import { closeSync, existsSync, openSync, readSync, statSync, truncateSync, writeSync } from 'node:fs';
import { addUsage, type Usage } from '../../llm/index.ts';
import { readLines } from '../../util/read-lines.ts';
import type { Files } from '../pairs/pair.ts';

export const MODEL_STAGES = ['repair-validate', 'repair-plan', 'prompt', 'policy', 'clone'] as const;
export type ModelStage = (typeof MODEL_STAGES)[number];
export type CurateStage = 'verify' | ModelStage;

/** What is asked for at three levels of abstraction. */
export interface PromptLevels {
  readonly outline: string;
  readonly request: string;
  readonly detailed: string;
}

export interface Entry {
  readonly id: string;
  readonly stage: CurateStage;
  /** `error`: our environment or a model gave out; the stage is tried again when the run goes on. */
  readonly outcome: 'passed' | 'failed' | 'error';
  /** Why it did not pass. */
  readonly reason?: string;
  /** Answers of a model, the judge's not counted. */
  readonly rounds: number;
  /** Requests to models. */
  readonly calls: number;
  readonly usage: Usage | null;
  /** Verify: the first stage that failed. */
  readonly failed?: string;
  readonly certificate?: string;
  /** Verify and repair: planned instances by type. */
  readonly counts?: Readonly<Record<string, number>>;
  /** Repair and clone. */
  readonly files?: Files;
  readonly prompts?: PromptLevels;
  readonly policy?: string;
}

/** What all entries of a stage come to, those of errors included. */
export interface StageTally {
  passed: number;
  failed: number;
  errors: number;
  /** Answers that stages took which ended. */
  rounds: number;
  calls: number;
  usage: Usage | undefined;
  /** Verify: by the first stage that failed. */
  readonly failures: Record<string, number>;
  /** Why what ended did not pass: the first line of each reason, after the stage that failed where there is one. */
  readonly reasons: Record<string, number>;
}

export interface Journal {
  /** The stage's last entry that is no error. */
  find(id: string, stage: CurateStage): Entry | undefined;
  has(id: string, stage: CurateStage): boolean;
  append(entry: Entry): void;
  tallies(): ReadonlyMap<CurateStage, StageTally>;
  close(): void;
}

interface Place {
  readonly offset: number;
  readonly length: number;
}

export async function openJournal(path: string): Promise<Journal> {
  const places = new Map<string, Place>();
  const tallies = new Map<CurateStage, StageTally>();
  const keep = (entry: Entry, place: Place) => {
    const { stage, outcome } = entry;
    const tally = tallies.get(stage) ?? emptyTally();
    tallies.set(stage, tally);
    count(entry, tally);
    if (outcome !== 'error') places.set(`${entry.id} ${stage}`, place);
  };
  if (existsSync(path)) {
    for await (const { bytes, offset, complete } of readLines(path)) {
      if (!complete) truncateSync(path, offset);
      else keep(JSON.parse(new TextDecoder().decode(bytes)) as Entry, { offset, length: bytes.length });
    }
  }
  const file = openSync(path, 'a+');
  let end = statSync(path).size;
  return {
    has: (id, stage) => places.has(`${id} ${stage}`),
    find(id, stage) {
      const place = places.get(`${id} ${stage}`);
      if (place === undefined) return undefined;
      const bytes = Buffer.alloc(place.length);
      readSync(file, bytes, 0, place.length, place.offset);
      return JSON.parse(bytes.toString()) as Entry;
    },
    append(entry) {
      const bytes = Buffer.from(`${JSON.stringify(entry)}\n`);
      writeSync(file, bytes);
      keep(entry, { offset: end, length: bytes.length - 1 });
      end += bytes.length;
    },
    tallies: () => tallies,
    close: () => closeSync(file),
  };
}

const emptyTally = (): StageTally => ({
  passed: 0,
  failed: 0,
  errors: 0,
  rounds: 0,
  calls: 0,
  usage: undefined,
  failures: {},
  reasons: {},
});

function count({ outcome, rounds, calls, usage, failed, reason }: Entry, tally: StageTally): void {
  tally[outcome === 'error' ? 'errors' : outcome]++;
  tally.calls += calls;
  tally.usage = addUsage(tally.usage, usage ?? undefined);
  if (outcome !== 'error') tally.rounds += rounds;
  if (outcome !== 'failed') return;
  if (failed !== undefined) tally.failures[failed] = (tally.failures[failed] ?? 0) + 1;
  const why = [failed, reason?.split('\n')[0]].filter((part) => part !== undefined).join(': ');
  if (why !== '') tally.reasons[why] = (tally.reasons[why] ?? 0) + 1;
}
