/** What a data set holds, counted row by row: nothing but numbers is kept of a row. */
import { filesText } from '../export/chat.ts';
import type { Instance } from '../instance.ts';
import { createNeighbours, signatureOf } from '../likeness/index.ts';
import type { Pair } from '../pairs/pair.ts';
import { typesIn } from '../types-in.ts';
import { levelOf } from './level.ts';

export type Counts = Record<string, number>;

export interface Survey {
  rows: number;
  readonly splits: Counts;
  readonly providers: Counts;
  readonly difficulties: Counts;
  /** IaC-Eval's, of the reference solutions. */
  readonly levels: Counts;
  /** Rows in which a type of resource, or a data source, stands. */
  readonly types: Counts;
  readonly dataSources: Counts;
  /** Rows that have it. */
  readonly parts: Counts;
  readonly promptWords: number[];
  readonly solutionLines: number[];
  readonly resources: number[];
  repeatedPrompts: number;
  /** Rows that an earlier one is at least `LIKE` like; undefined where it was not looked at. */
  nearDuplicates: number | undefined;
  /** Of pairs. */
  readonly modes: Counts;
  readonly stages: Counts;
}

/** From 0 to 1: as the synthesis counts them. */
const LIKE = 0.9;

export interface Surveyor {
  readonly survey: Survey;
  addInstance(instance: Instance): void;
  addPair(pair: Pair): void;
}

export function createSurveyor({ likeness }: { readonly likeness: boolean }): Surveyor {
  const survey = emptySurvey(likeness);
  const prompts = new Set<string>();
  const known = createNeighbours();
  const addInstance = (instance: Instance): void => {
    const { problem_statement: prompt, gold_solution: gold, metadata } = instance;
    survey.rows++;
    add(survey.splits, instance.split ?? 'none');
    add(survey.providers, instance.provider ?? 'not given');
    add(survey.difficulties, instance.difficulty ?? 'not given');
    survey.promptWords.push(wordsIn(prompt));
    if (prompts.has(prompt)) survey.repeatedPrompts++;
    prompts.add(prompt);
    for (const [part, value] of Object.entries({ ...instance, clone: metadata.clone }))
      if (PARTS.has(part) && isThere(value)) add(survey.parts, part);
    const text = gold === undefined ? '' : filesText(gold);
    if (gold !== undefined) addSolution(survey, text, instance);
    else for (const type of Object.keys(instance.expected_resources ?? {})) add(survey.types, type);
    if (survey.nearDuplicates === undefined) return;
    const signature = signatureOf(`${prompt}\n${text}`);
    if (known.has(signature, LIKE)) survey.nearDuplicates++;
    else known.add(signature);
  };
  return {
    survey,
    addInstance,
    addPair(pair) {
      addInstance({ ...pair.instance, gold_solution: pair.preferred, ...(pair.split && { split: pair.split }) });
      add(survey.modes, pair.mode);
      add(survey.stages, pair.stage);
    },
  };
}

const isThere = (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length === 0);

const PARTS = new Set([
  'gold_solution',
  'policy',
  'base_files',
  'expected_resources',
  'required_outputs',
  'validation_script',
  'clone',
]);

function addSolution(survey: Survey, text: string, { expected_resources: expected }: Instance): void {
  const types = typesIn(text, 'resource');
  const counted = Object.values(expected ?? {}).reduce((total, count) => total + count, 0);
  survey.solutionLines.push(text.split('\n').filter((line) => line.trim() !== '').length);
  survey.resources.push(counted || types.length);
  add(survey.levels, levelOf(text));
  for (const type of new Set([...types, ...Object.keys(expected ?? {})])) add(survey.types, type);
  for (const type of new Set(typesIn(text, 'data'))) add(survey.dataSources, type);
}

const emptySurvey = (likeness: boolean): Survey => ({
  rows: 0,
  splits: {},
  providers: {},
  difficulties: {},
  levels: {},
  types: {},
  dataSources: {},
  parts: {},
  promptWords: [],
  solutionLines: [],
  resources: [],
  repeatedPrompts: 0,
  nearDuplicates: likeness ? 0 : undefined,
  modes: {},
  stages: {},
});

function add(counts: Counts, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

const wordsIn = (text: string) => text.match(/\S+/g)?.length ?? 0;
