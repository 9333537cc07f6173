/**
 * Rows in the order of their numbers until there are enough. Equal seeds, counts and shards give equal rows, with any
 * number of workers, and whether or not the work was interrupted.
 */
import { createNeighbours, type Neighbours, signatureOf } from '../likeness/index.ts';
import { createExclusion } from './exclusion.ts';
import type { Outcome, Recipe } from './job.ts';
import { outcomesOf } from './outcomes.ts';
import { outcomesIn, partsFrom } from './parts.ts';
import { emptyTally, type MutableTally, type Tally } from './tally.ts';

/** From here on two rows (prompt and configuration together) are near-duplicates; the later one is left out. */
export const NEAR_DUPLICATE = 0.8;

export interface SynthOptions extends Recipe {
  /** Rows wanted, those that are there already included. */
  readonly count: number;
  /** Worker threads. */
  readonly jobs?: number;
  /** This part of how many: `{ index: 0, of: 4 }`; a part writes its share of the rows. */
  readonly shard?: Shard;
  /** Data sets whose tasks must not be met again. */
  readonly exclude?: readonly string[];
  /** Rows of an earlier, interrupted run, in order. */
  readonly earlier?: readonly EarlierRow[];
  /** Has parts done elsewhere; their results come back in order. Default: they are done here. */
  readonly distribute?: (recipe: Recipe, parts: Iterator<string>) => AsyncIterable<string>;
  /** Called after each number. */
  readonly onTally?: (tally: Tally) => void;
}

export interface Shard {
  readonly index: number;
  readonly of: number;
}

export interface EarlierRow {
  readonly number: number;
  /** Prompt and configuration. */
  readonly text: string;
  readonly structure: string;
  readonly types: readonly string[];
}

/** Lines of JSON, one an instance. The tally is complete when the last one has been read. */
export async function* synthesise(options: SynthOptions): AsyncGenerator<string, Tally> {
  const { jobs = 1, shard = { index: 0, of: 1 }, earlier = [], onTally = () => {} } = options;
  const exclusion = await createExclusion(options.exclude ?? []);
  const known = createNeighbours();
  const tally = emptyTally();
  for (const row of earlier) recall(row, known, tally);
  const wanted = shareOf(options.count, shard);
  const first = (earlier.at(-1)?.number ?? shard.index - shard.of) + shard.of;
  if (tally.rows >= wanted) return tally;
  for await (const outcome of outcomesFrom(first, shard.of, options, jobs)) {
    tally.tried++;
    if (!outcome.kept) {
      tally.refused++;
      tally.reasons.set(outcome.reason, (tally.reasons.get(outcome.reason) ?? 0) + 1);
    } else if (exclusion.excludes(outcome.prompt, outcome.configuration)) {
      tally.excluded++;
    } else if (known.has(outcome.whole, NEAR_DUPLICATE)) {
      tally.nearDuplicates++;
    } else {
      known.add(outcome.whole);
      count(outcome, tally);
      yield outcome.line;
    }
    onTally(tally);
    if (tally.rows >= wanted) break;
  }
  return tally;
}

async function* outcomesFrom(
  first: number,
  step: number,
  options: SynthOptions,
  jobs: number,
): AsyncGenerator<Outcome> {
  const { task, seed, providers, distribute } = options;
  const recipe: Recipe = { task, seed, providers };
  if (distribute === undefined) yield* outcomesOf(numbersFrom(first, step), recipe, jobs);
  else for await (const result of distribute(recipe, partsFrom(first, step))) yield* outcomesIn(result);
}

function recall({ text, ...row }: EarlierRow, known: Neighbours, tally: MutableTally): void {
  known.add(signatureOf(text));
  count(row, tally);
}

function count({ structure, types }: Pick<EarlierRow, 'structure' | 'types'>, tally: MutableTally): void {
  tally.rows++;
  tally.structures.add(structure);
  for (const type of types) tally.types.add(type);
}

/** The first shards have one row more where the division leaves some. */
export function shareOf(count: number, { index, of }: Shard): number {
  return Math.floor(count / of) + (index < count % of ? 1 : 0);
}

function* numbersFrom(first: number, step: number): Generator<number> {
  for (let number = first; ; number += step) yield number;
}
