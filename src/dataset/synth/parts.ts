/** Numbers in parts, for machines that share a synthesis: what goes out, how a part is done, what comes back. */
import { createVerifier } from '../../verify/index.ts';
import type { Instance } from '../instance.ts';
import { createJob, keptOutcome, type Outcome, type Recipe } from './job.ts';

interface Part {
  readonly first: number;
  readonly step: number;
  readonly count: number;
}

type Result = { readonly number: number } & ({ readonly line: string } | { readonly reason: string });

const NUMBERS_PER_PART = 32;

/** Texts that stand for parts of the numbers from `first` on, without end. */
export function* partsFrom(first: number, step: number): Generator<string> {
  for (let start = first; ; start += NUMBERS_PER_PART * step)
    yield JSON.stringify({ first: start, step, count: NUMBERS_PER_PART } satisfies Part);
}

export interface PartPerformer {
  perform(part: string): Promise<string>;
  close(): Promise<void>;
}

/** Does parts of a recipe, given as it came over the queue. */
export async function createPartPerformer(recipe: unknown): Promise<PartPerformer> {
  const verifier = await createVerifier();
  const job = createJob(recipe as Recipe, verifier);
  return {
    async perform(text) {
      const { first, step, count } = JSON.parse(text) as Part;
      const results: Result[] = [];
      for (let index = 0; index < count; index++) {
        const outcome = await job(first + index * step);
        const { number } = outcome;
        results.push(outcome.kept ? { number, line: outcome.line } : { number, reason: outcome.reason });
      }
      return JSON.stringify(results);
    },
    close: () => verifier.close(),
  };
}

/** What a part's result says, as if it had been made here. */
export function outcomesIn(result: string): Outcome[] {
  return (JSON.parse(result) as readonly Result[]).map((each) =>
    'line' in each
      ? { ...keptOutcome(each.number, JSON.parse(each.line) as Instance), line: each.line }
      : { number: each.number, kept: false, reason: each.reason },
  );
}
