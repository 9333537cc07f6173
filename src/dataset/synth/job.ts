/** What a worker does with a number: makes the candidate, judges it, and gives the row back as text. */
import type { Verifier } from '../../verify/index.ts';
import type { Instance } from '../instance.ts';
import { signatureOf } from '../likeness/index.ts';
import { acceptMutation, makeMutation } from '../mutate/index.ts';
import { accept } from './accept.ts';
import type { Library } from './library.ts';
import { librariesOf, libraryFor } from './patterns/index.ts';
import { makeCandidate } from './row.ts';

export interface Recipe {
  /** Tasks from nothing, or changes of what is there. */
  readonly task: 'synth' | 'mutate';
  readonly seed: number;
  /** Local names of providers, such as `aws`, with how often each is to be used. */
  readonly providers: Readonly<Record<string, number>>;
}

export interface KeptOutcome {
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

export type Outcome = KeptOutcome | { readonly number: number; readonly kept: false; readonly reason: string };

export function createJob({ task, seed, providers }: Recipe, verifier: Verifier): (number: number) => Promise<Outcome> {
  const libraries = librariesOf(providers);
  const attempt = task === 'synth' ? attemptTask : attemptMutation;
  return async (number) => {
    const made = await attempt(libraryFor(libraries, seed, number), seed, number, verifier);
    return typeof made === 'string' ? { number, kept: false, reason: made } : keptOutcome(number, made);
  };
}

/** An instance that holds, or why there is none. */
type Attempt = Instance | string;

async function attemptTask(library: Library, seed: number, number: number, verifier: Verifier): Promise<Attempt> {
  const candidate = makeCandidate(library, seed, number);
  const acceptance = await accept(candidate, verifier);
  return acceptance.accepted ? candidate.instance : acceptance.reason;
}

async function attemptMutation(library: Library, seed: number, number: number, verifier: Verifier): Promise<Attempt> {
  const instance = makeMutation(library, seed, number);
  if (instance === undefined) return 'nothing to change in the way that was drawn';
  const acceptance = await acceptMutation(instance, verifier);
  return acceptance.accepted ? instance : acceptance.reason;
}

/** What is needed of a row to tell it from others, and its text. */
export function keptOutcome(number: number, instance: Instance): KeptOutcome {
  const { problem_statement: prompt, gold_solution: gold = {}, metadata, expected_resources: types = {} } = instance;
  const configuration = Object.values(gold).join('\n');
  return {
    number,
    kept: true,
    line: JSON.stringify(instance),
    structure: String(metadata.structure),
    types: Object.keys(types),
    whole: signatureOf(`${prompt}\n${configuration}`),
    prompt: signatureOf(prompt),
    configuration: signatureOf(configuration),
  };
}
