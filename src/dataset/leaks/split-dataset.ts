import { createDataset, type Dataset } from '../dataset.ts';
import { filesText } from '../export/chat.ts';
import type { Instance } from '../instance.ts';
import { signatureOf } from '../likeness/index.ts';
import { createExclusion } from '../synth/exclusion.ts';
import { guardedSplit } from './split.ts';

export interface LeaklessOptions {
  readonly shares: Readonly<Record<string, number>>;
  readonly seed: number;
  /** Names or paths of data sets: rows like a task of theirs go to no part. */
  readonly exclude: readonly string[];
}

export interface LeaklessSplit {
  readonly parts: Readonly<Record<string, Dataset>>;
  readonly excluded: number;
  readonly groups: number;
  /** Rows of the largest group. */
  readonly largest: number;
}

/** Rows of one repository (`metadata.repository`) and rows that are nearly the same go to one part. Throws DatasetError. */
export async function splitWithoutLeaks(
  dataset: Dataset,
  { shares, seed, exclude }: LeaklessOptions,
): Promise<LeaklessSplit> {
  const exclusion = exclude.length === 0 ? undefined : await createExclusion(exclude);
  const rows = dataset.instances.filter((instance) => {
    const { problem_statement: prompt } = instance;
    return !exclusion?.excludes(signatureOf(prompt), signatureOf(configurationOf(instance) ?? prompt));
  });
  const kin = rows.map((instance) => {
    const { problem_statement: prompt, metadata } = instance;
    const repository = typeof metadata.repository === 'string' ? metadata.repository : undefined;
    return { key: repository ?? prompt, repository, prompt, configuration: configurationOf(instance) };
  });
  const { parts, groups, largest } = guardedSplit(kin, { shares, seed });
  const inPart = (name: string): Instance[] =>
    rows.flatMap((row, index) => (parts[index] === name ? [{ ...row, split: name }] : []));
  return {
    parts: Object.fromEntries(
      Object.keys(shares).map((name) => [name, createDataset(`${dataset.name}/${name}`, inPart(name))]),
    ),
    excluded: dataset.length - rows.length,
    groups,
    largest,
  };
}

function configurationOf({ gold_solution: gold }: Instance): string | undefined {
  return gold === undefined ? undefined : filesText(gold);
}
