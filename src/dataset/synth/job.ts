/** What a worker does with a number: makes the candidate, judges it, and gives the row back as text. */
import type { Verifier } from '../../verify/index.ts';
import { signatureOf } from '../likeness/index.ts';
import { accept } from './accept.ts';
import { librariesOf, libraryFor } from './patterns/index.ts';
import { makeCandidate } from './row.ts';

export interface Recipe {
  readonly seed: number;
  /** Local names of providers, such as `aws`, with how often each is to be used. */
  readonly providers: Readonly<Record<string, number>>;
}

export type Outcome =
  | {
      readonly number: number;
      readonly kept: true;
      /** The row as JSON. */
      readonly line: string;
      readonly structure: string;
      readonly types: readonly string[];
      readonly whole: Uint32Array;
      readonly prompt: Uint32Array;
      readonly configuration: Uint32Array;
    }
  | { readonly number: number; readonly kept: false; readonly reason: string };

export function createJob({ seed, providers }: Recipe, verifier: Verifier): (number: number) => Promise<Outcome> {
  const libraries = librariesOf(providers);
  return async (number) => {
    const candidate = makeCandidate(libraryFor(libraries, seed, number), seed, number);
    const acceptance = await accept(candidate, verifier);
    if (!acceptance.accepted) return { number, kept: false, reason: acceptance.reason };
    const { instance } = candidate;
    const configuration = Object.values(instance.gold_solution ?? {}).join('\n');
    return {
      number,
      kept: true,
      line: JSON.stringify(instance),
      structure: String(instance.metadata.structure),
      types: Object.keys(instance.expected_resources ?? {}),
      whole: signatureOf(`${instance.problem_statement}\n${configuration}`),
      prompt: signatureOf(instance.problem_statement),
      configuration: signatureOf(configuration),
    };
  };
}
