/** The files that a curation leaves: sound configurations, broken ones with their certificates, and instances, each with its split. */

import { once } from 'node:events';
import { createWriteStream, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Difficulty, Instance } from '../instance.ts';
import { guardedSplit } from '../leaks/index.ts';
import { signatureOf } from '../likeness/index.ts';
import type { Exclusion } from '../synth/exclusion.ts';
import { PLACES, readCandidates } from './folder.ts';
import { type Candidate, textOfCandidate } from './gather/gather.ts';
import type { Journal } from './journal.ts';
import { type Stand, standOf } from './stand.ts';

export interface FinishOptions {
  readonly shares: Readonly<Record<string, number>>;
  readonly seed: number;
  /** Repositories with several modules stay out of the part `test`, as TerraFormer keeps them. */
  readonly singleModuleTest: boolean;
  readonly exclusion: Exclusion | undefined;
}

export interface Results {
  readonly configurations: number;
  readonly broken: number;
  readonly instances: number;
  /** Instances with a second implementation. */
  readonly clones: number;
  /** Left out for their prompts, or their mended configurations, are like a task of a benchmark. */
  readonly excluded: number;
  /** Configurations by part. */
  readonly splits: Readonly<Record<string, number>>;
  /** What stays together: repositories and near-duplicates. */
  readonly groups: number;
  readonly largestGroup: number;
}

type Sound = Extract<Stand, { kind: 'sound' }>;

export async function finish(folder: string, journal: Journal, options: FinishOptions): Promise<Results> {
  const { split, partOf } = await splitOf(folder, journal, options);
  const outputs = [PLACES.configurations, PLACES.broken, PLACES.instances].map((name) => rowsInto(join(folder, name)));
  const [configurations, broken, instances] = outputs as [Rows, Rows, Rows];
  let clones = 0;
  let excluded = 0;
  for await (const candidate of readCandidates(folder)) {
    const { id } = candidate;
    const origin = originOf(candidate);
    const stand = standOf(candidate, journal);
    if (stand.kind === 'broken') {
      const { files, stage, certificate } = stand;
      await broken.write({ id, ...origin, files, stage, certificate });
    } else if (stand.kind === 'sound') {
      const part = partOf.get(id) as string;
      const { files, mendedIn } = stand;
      await configurations.write({ id, ...origin, files, mended_in: mendedIn, split: part });
      const instance = instanceOf(candidate, stand, journal, part);
      if (instance === undefined) continue;
      if (isKnown(instance, options.exclusion)) {
        excluded++;
        continue;
      }
      if (instance.metadata.clone !== undefined) clones++;
      await instances.write(instance);
    }
  }
  for (const output of outputs) await output.end();
  const splits: Record<string, number> = Object.fromEntries(Object.keys(options.shares).map((part) => [part, 0]));
  for (const part of split.parts) splits[part] = (splits[part] ?? 0) + 1;
  return {
    configurations: configurations.count(),
    broken: broken.count(),
    instances: instances.count(),
    clones,
    excluded,
    splits,
    groups: split.groups,
    largestGroup: split.largest,
  };
}

async function splitOf(folder: string, journal: Journal, { shares, seed, singleModuleTest }: FinishOptions) {
  const rows = [];
  const several = new Set<number>();
  for await (const candidate of readCandidates(folder)) {
    const stand = standOf(candidate, journal);
    if (stand.kind !== 'sound') continue;
    const { id, repository, siblings } = candidate;
    if (siblings > 1) several.add(rows.length);
    const prompt = journal.find(id, 'prompt')?.prompts?.request;
    rows.push({ id, key: repository, repository, prompt, configuration: textOfCandidate(stand.files) });
  }
  const barred = singleModuleTest ? { barred: { part: 'test', rows: several } } : {};
  const split = guardedSplit(rows, { shares, seed, ...barred });
  return { split, partOf: new Map(rows.map(({ id }, row) => [id, split.parts[row] as string])) };
}

function originOf({ repository, path, license, invented }: Candidate) {
  return {
    repository,
    path,
    ...(license === undefined ? {} : { license }),
    ...(invented === undefined ? {} : { invented_inputs: invented }),
  };
}

function isKnown(instance: Instance, exclusion: Exclusion | undefined): boolean {
  const { problem_statement: prompt, gold_solution: gold = {} } = instance;
  return exclusion?.excludes(signatureOf(prompt), signatureOf(textOfCandidate(gold))) === true;
}

/** Undefined where a model has not said what is asked for and what must hold. */
function instanceOf(candidate: Candidate, stand: Sound, journal: Journal, split: string): Instance | undefined {
  const { id } = candidate;
  const prompts = journal.find(id, 'prompt')?.prompts;
  const policy = journal.find(id, 'policy')?.policy;
  if (prompts === undefined || policy === undefined) return undefined;
  const clone = journal.find(id, 'clone')?.files;
  const types = Object.keys(stand.counts);
  const provider = providerOf(stand.counts);
  const { outline, request, detailed } = prompts;
  return {
    instance_id: `curated-${id}`,
    problem_statement: request,
    difficulty: difficultyOf(stand.counts),
    tags: ['curated', provider, ...types],
    provider,
    expected_resources: stand.counts,
    required_outputs: [],
    metadata: {
      ...originOf(candidate),
      mended_in: stand.mendedIn,
      outline,
      detailed,
      ...(clone === undefined ? {} : { clone }),
    },
    gold_solution: stand.files,
    hints: [],
    policy,
    split,
  };
}

/** That most of the resources are of. */
function providerOf(counts: Readonly<Record<string, number>>): string {
  const sums = new Map<string, number>();
  for (const [type, count] of Object.entries(counts)) {
    const name = type.split('_')[0] as string;
    sums.set(name, (sums.get(name) ?? 0) + count);
  }
  return [...sums].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 'terraform';
}

/** By the number of types and instances, as in synthesised rows. */
function difficultyOf(counts: Readonly<Record<string, number>>): Difficulty {
  const resources = Object.values(counts).reduce((total, count) => total + count, 0);
  return resources <= 2 ? 'easy' : resources <= 5 ? 'medium' : 'hard';
}

interface Rows {
  write(row: object): Promise<void>;
  count(): number;
  end(): Promise<void>;
}

/** The file appears when it is whole. */
function rowsInto(path: string): Rows {
  const written = `${path}.part`;
  const out = createWriteStream(written);
  let count = 0;
  return {
    async write(row) {
      count++;
      if (!out.write(`${JSON.stringify(row)}\n`)) await once(out, 'drain');
    },
    count: () => count,
    async end() {
      out.end();
      await once(out, 'finish');
      renameSync(written, path);
    },
  };
}
