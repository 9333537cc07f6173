/** One row: an intent, and prompt, configuration, clone and policy derived from it. Nothing is verified here. */
import { formatConfiguration } from '../../verify/index.ts';
import type { Difficulty, Instance } from '../instance.ts';
import { brokenVariants } from './broken.ts';
import { composeIntent } from './compose.ts';
import type { Intent, Level, Value } from './intent.ts';
import type { Library } from './library.ts';
import { type Dialect, policyOf } from './policy.ts';
import { promptOf } from './prompt/prompt.ts';
import { type Random, randomOf } from './random.ts';
import { chooseStyle, type Files, type Parameter, renderIntent, type Style } from './render/index.ts';
import { structureOf } from './structure.ts';

export interface Candidate {
  readonly instance: Instance;
  readonly intent: Intent;
  readonly clone: Files;
  /** Configurations that the policy must refuse; some may not even be valid. */
  readonly broken: readonly Files[];
}

/** The candidate of a seed and a number: equal seeds and numbers give equal candidates, whatever was made before. */
export function makeCandidate(library: Library, seed: number, number: number): Candidate {
  const random = randomOf('synth', seed, number, library.provider);
  const intent = composeIntent(library, random, { resources: chooseSize(random), level: chooseLevel(random) });
  return candidateOf(intent, { seed, number }, random);
}

/** What is derived from an intent. */
export function candidateOf(
  intent: Intent,
  { seed, number }: Pick<Derived, 'seed' | 'number'>,
  random: Random,
): Candidate {
  const resources = intent.nodes.length;
  const style = chooseStyle(random, resources, intent.regionMatters);
  const gold = written(intent, style, random);
  const clone = writtenOtherwise(intent, gold, random);
  const prompt = promptOf(intent, random);
  const policy = policyOf(intent, chooseDialect(random));
  const broken = brokenVariants(intent, random).map((variant) => written(variant, style, random));
  return { instance: instanceOf(intent, { seed, number, prompt, policy, gold, clone }), intent, clone, broken };
}

const SIZES = [1, 2, 3, 4, 5, 6, 8, 10] as const;
const SIZE_WEIGHTS: Readonly<Record<number, number>> = { 1: 42, 2: 26, 3: 12, 4: 8, 5: 5, 6: 4, 8: 3, 10: 2 };
const LEVEL_WEIGHTS: Readonly<Record<Level, number>> = { engineer: 50, explicit: 30, abstract: 20 };

const chooseSize = (random: Random) => random.weighted(SIZES, (size) => SIZE_WEIGHTS[size] ?? 0);
const chooseLevel = (random: Random) =>
  random.weighted(['engineer', 'explicit', 'abstract'] as const, (level) => LEVEL_WEIGHTS[level]);

export function chooseDialect(random: Random): Dialect {
  return {
    package: random.pick(['terraform.validation', 'terraform.validation', 'terraform.policy', 'main']),
    style: random.chance(0.7) ? 'v1' : 'keywords',
  };
}

const STYLES_TRIED = 4;

/** Another implementation: styles are drawn until one shows; the last resort has variables for all plain values. */
function writtenOtherwise(intent: Intent, than: Files, random: Random): Files {
  const style = () => chooseStyle(random, intent.nodes.length, intent.regionMatters);
  for (let tried = 0; tried < STYLES_TRIED; tried++) {
    const files = written(intent, style(), random);
    if (!isSame(files, than)) return files;
  }
  return written(intent, { ...style(), variables: 1, locals: 0 }, random);
}

export const isSame = (a: Files, b: Files): boolean => JSON.stringify(a) === JSON.stringify(b);

/** An intent as formatted files. */
export function written(intent: Intent, style: Style, random: Random, fixed?: ReadonlyMap<Value, Parameter>): Files {
  const files = Object.entries(renderIntent(intent, style, random, fixed));
  return Object.fromEntries(files.map(([path, text]) => [path, formatConfiguration(text)]));
}

interface Derived {
  readonly seed: number;
  readonly number: number;
  readonly prompt: string;
  readonly policy: string;
  readonly gold: Files;
  readonly clone: Files;
}

function instanceOf(intent: Intent, { seed, number, prompt, policy, gold, clone }: Derived): Instance {
  return {
    instance_id: `synth-${intent.provider}-${seed}-${number}`,
    problem_statement: prompt,
    difficulty: difficultyOf(intent),
    tags: ['synth', intent.provider, intent.level, ...new Set(intent.nodes.map(({ type }) => type))],
    provider: intent.provider,
    ...(intent.provider === 'aws' ? { region: intent.region } : {}),
    expected_resources: countsOf(intent),
    required_outputs: [],
    metadata: { seed, number, level: intent.level, structure: structureOf(intent), clone },
    gold_solution: gold,
    hints: [],
    policy,
  };
}

export function difficultyOf({ nodes }: Intent): Difficulty {
  return nodes.length <= 2 ? 'easy' : nodes.length <= 5 ? 'medium' : 'hard';
}

export function countsOf({ nodes }: Intent): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { type, instances } of nodes) counts[type] = (counts[type] ?? 0) + (instances?.length ?? 1);
  return counts;
}
