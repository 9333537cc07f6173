/**
 * Real Terraform in, verified tasks out, by TerraFormer's stages: filter, concatenate, de-duplicate, verify, repair by certificate,
 * request and policy by a model with a judge, a second implementation. Everything is kept in one folder the moment it is known.
 */

import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment, Prompts } from '../../agent/index.ts';
import type { Model } from '../../llm/index.ts';
import { writeFileAtomically } from '../../util/write-file-atomically.ts';
import { createVerifier, type Verdict, type VerifyOptions, verifyRowsInParallel } from '../../verify/index.ts';
import { createExclusion } from '../synth/exclusion.ts';
import { finish, type Results } from './finish.ts';
import {
  CurateError,
  keepGathered,
  openFolder,
  PLACES,
  readCandidates,
  readGathered,
  type Settings,
} from './folder.ts';
import { type Gathered, type GatherOptions, gather, nothingGathered } from './gather/gather.ts';
import { type Journal, openJournal, type StageTally } from './journal.ts';
import { findRepositories, openRepositories } from './source/find.ts';
import type { SourceProblem } from './source/repository.ts';
import { findingOf } from './stages/verify.ts';
import { forAll, startWork } from './work.ts';
import { failureLines, type YieldRow, yieldRows, yieldTable } from './yield.ts';

export interface CurateModels {
  readonly model: Model;
  readonly judge: Model;
  readonly prompts: Prompts;
  readonly tools: Omit<Environment, 'verify'>;
  readonly strategy: string;
  /** Most answers for each stage. */
  readonly rounds: number;
  /** Candidates worked on at a time. */
  readonly parallel: number;
}

export interface CurateOptions extends Omit<GatherOptions, 'exclusion'> {
  /** A folder of repositories and archives, or one archive. */
  readonly source: string;
  readonly output: string;
  readonly verify: VerifyOptions;
  /** Threads that verify. */
  readonly jobs: number;
  /** Absent: only what needs no model. */
  readonly models?: CurateModels | undefined;
  readonly exclude: readonly string[];
  readonly shares: Readonly<Record<string, number>>;
  readonly seed: number;
  readonly singleModuleTest: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProblem: (problem: SourceProblem) => void;
  readonly onProgress: (progress: CurateProgress) => void;
}

export interface CurateProgress {
  readonly phase: 'gather' | 'verify' | 'models';
  readonly done: number;
  readonly total: number;
  /** Of these, with nothing to be done in this run. */
  readonly resumed: number;
  readonly calls: number;
  readonly tokens: number;
  /** US dollars; absent where it is not known. */
  readonly cost: number | undefined;
}

export interface Curation extends Results {
  readonly yield: readonly YieldRow[];
  /** Configurations that were planned with values made up for their inputs, as far as they got. */
  readonly completed: number;
  /** Why it ended early: it goes on with the same settings. */
  readonly stopped?: string;
}

/** Throws CurateError and DatasetError where it cannot begin. */
export async function curate(options: CurateOptions): Promise<Curation> {
  const { output } = options;
  if (!existsSync(options.source)) throw new CurateError(`there is no ${options.source}`);
  const exclusion = options.exclude.length === 0 ? undefined : await createExclusion(options.exclude);
  openFolder(output, settingsOf(options));
  const gathered = readGathered(output) ?? (await gatherInto({ ...options, exclusion }));
  const journal = await openJournal(join(output, PLACES.journal));
  try {
    const stopped = await performAll(options, gathered, journal);
    const results = await finish(output, journal, { ...options, exclusion });
    const rows = yieldRows(gathered, journal.tallies());
    const { completed = 0 } = gathered;
    const curation = { ...results, completed, yield: rows, ...(stopped === undefined ? {} : { stopped }) };
    writeFileAtomically(join(output, PLACES.yield), `${JSON.stringify({ format: 'yield/1', ...curation }, null, 2)}\n`);
    writeFileAtomically(join(output, PLACES.report), reportOf(rows, failureLines(journal.tallies(), MOST_FAILURES)));
    return curation;
  } finally {
    journal.close();
  }
}

const MOST_FAILURES = 20;

function reportOf(rows: readonly YieldRow[], failures: readonly string[]): string {
  const text = (lines: string) => `\`\`\`text\n${lines}\n\`\`\`\n`;
  const causes = failures.length === 0 ? '' : `\n## What configurations fail by\n\n${text(failures.join('\n'))}`;
  return `# Yield by stage\n\n${text(yieldTable(rows))}${causes}`;
}

/** What may not change between a run and the one that goes on with it. */
function settingsOf({
  source,
  providers,
  permissive,
  maxCharacters,
  likeness,
  inputs,
  exclude,
  verify,
}: CurateOptions): Settings {
  const { engine, providers: mirror, cloud } = verify as Settings;
  const filter = { providers: [...providers].sort(), permissive, maxCharacters, likeness, inputs, exclude };
  return { source, ...filter, engine: engine ?? 'static', mirror: mirror ?? null, cloud: cloud ?? 'assumed' };
}

async function gatherInto(options: CurateOptions & GatherOptions): Promise<Gathered> {
  const found = findRepositories(options.source);
  const gathered = nothingGathered();
  const written = join(options.output, `${PLACES.candidates}.part`);
  const out = createWriteStream(written);
  const tell = progressOf(options, 'gather', found.length);
  const repositories = openRepositories(found, options.onProblem);
  async function* counted() {
    for await (const repository of repositories) {
      options.signal?.throwIfAborted();
      yield repository;
      tell(gathered.repositories, 0);
    }
  }
  for await (const candidate of gather(counted(), options, gathered)) {
    if (!out.write(`${JSON.stringify(candidate)}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  if (gathered.modules === 0) throw new CurateError(`${options.source} holds no Terraform`);
  keepGathered(options.output, written, gathered);
  return gathered;
}

/** Why it ended early; undefined where all is done. */
async function performAll(options: CurateOptions, gathered: Gathered, journal: Journal): Promise<string | undefined> {
  try {
    await verifyAll(options, gathered, journal);
    const before = errorsIn(journal);
    if (options.models !== undefined) await modelAll(options, options.models, gathered, journal);
    const errors = errorsIn(journal) - before;
    return errors === 0 ? undefined : `${errors} stages could not be done and are to be tried again`;
  } catch (error) {
    if (options.signal?.aborted) return 'stopped';
    if (error instanceof CurateError || (error as Error).name === 'BudgetError') return (error as Error).message;
    throw error;
  }
}

const errorsIn = (journal: Journal) => [...journal.tallies().values()].reduce((sum, { errors }) => sum + errors, 0);

async function verifyAll(options: CurateOptions, { candidates: total }: Gathered, journal: Journal): Promise<void> {
  async function* unverified() {
    for await (const { id, files } of readCandidates(options.output)) {
      options.signal?.throwIfAborted();
      if (!journal.has(id, 'verify')) yield { number: 0, text: JSON.stringify({ id, files }) };
    }
  }
  const { passed = 0, failed = 0 } = journal.tallies().get('verify') ?? {};
  const resumed = passed + failed;
  let done = resumed;
  const tell = progressOf(options, 'verify', total);
  for await (const { line } of verifyRowsInParallel(unverified(), options.verify, options.jobs)) {
    const verdict = JSON.parse(line) as Verdict;
    journal.append({ id: verdict.id, stage: 'verify', ...findingOf(verdict) });
    tell(++done, resumed);
  }
}

async function modelAll(
  options: CurateOptions,
  models: CurateModels,
  gathered: Gathered,
  journal: Journal,
): Promise<void> {
  const verifier = await createVerifier({ ...options.verify, planJson: true });
  const desk = { ...models, verifier, format: options.format, signal: options.signal };
  const work = startWork(desk, journal);
  const tell = progressOf(options, 'models', gathered.candidates);
  let done = 0;
  let untouched = 0;
  try {
    await forAll(readCandidates(options.output), models.parallel, async (candidate) => {
      options.signal?.throwIfAborted();
      if (!(await work.perform(candidate))) untouched++;
      tell(++done, untouched, journal);
    });
  } finally {
    await verifier.close();
  }
}

function progressOf({ onProgress }: CurateOptions, phase: CurateProgress['phase'], total: number) {
  return (done: number, resumed: number, journal?: Journal) => {
    const tallies = [...(journal?.tallies().values() ?? [])];
    const sum = (of: (tally: StageTally) => number) => tallies.reduce((all, tally) => all + of(tally), 0);
    const calls = sum((tally) => tally.calls);
    const tokens = sum(({ usage }) => (usage?.input_tokens ?? 0) + (usage?.output_tokens ?? 0));
    const asked = tallies.filter((tally) => tally.usage !== undefined);
    const known = asked.length > 0 && asked.every(({ usage }) => usage?.cost_usd !== undefined);
    onProgress({
      phase,
      done,
      total,
      resumed,
      calls,
      tokens,
      cost: known ? sum((t) => t.usage?.cost_usd ?? 0) : undefined,
    });
  };
}
