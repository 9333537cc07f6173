/** `terrasmith data`: check, convert and split data sets. */
import type { Command } from 'commander';
import type { Dataset } from '../../dataset/index.ts';
import type { Register } from '../commands.ts';
import { CliError, EXIT } from '../errors.ts';
import { registerCurate } from './data/curate.ts';
import { registerExport } from './data/export.ts';
import { registerMutate } from './data/mutate.ts';
import { sharesFrom, wholeNumber } from './data/numbers.ts';
import { registerPairs } from './data/pairs.ts';
import { registerShow } from './data/show.ts';
import { registerStats } from './data/stats.ts';
import { registerSynth } from './data/synth.ts';

export const registerData: Register = (program: Command, report) => {
  const data = program.command('data').description('Check, convert and split data sets.');
  data
    .command('check')
    .description('Say which rows of a data set cannot be used, and why.')
    .argument('<dataset...>', 'names or paths')
    .action(async (names: string[]) => report(await checkDatasets(names)));
  data
    .command('convert')
    .description('Write a data set (IaC-Eval CSV, folders, …) as JSONL.')
    .argument('<dataset>', 'a name or path')
    .requiredOption('-o, --output <file>', 'where the JSONL goes')
    .action(async (name: string, { output }: { output: string }) => {
      const dataset = await load(name);
      dataset.save(output);
      process.stderr.write(`${dataset.length} instances written to ${output}\n`);
    });
  data
    .command('split')
    .description('Split by the hash of the prompt, so that equal prompts stay together.')
    .argument('<dataset>', 'a name or path')
    .requiredOption('-o, --output <prefix>', 'files are named PREFIX.PART.jsonl')
    .option('--shares <list>', 'parts and their shares', 'train=0.8,test=0.2')
    .option('--seed <n>', 'another seed gives another split', '0')
    .option('--together', 'rows of one repository (metadata.repository) and near-duplicates go to one part')
    .option(
      '--exclude <dataset>',
      'leave out rows like a task of this data set (repeatable; goes with --together)',
      collect,
      [],
    )
    .action(splitDataset);
  registerCurate(data, report);
  registerExport(data);
  registerMutate(data);
  registerPairs(data);
  registerShow(data);
  registerStats(data);
  registerSynth(data);
};

async function checkDatasets(names: readonly string[]): Promise<number> {
  const { formatRowProblem } = await import('../../dataset/index.ts');
  let refused = 0;
  for (const name of names) {
    const { length, problems } = await load(name);
    for (const problem of problems) process.stdout.write(`${formatRowProblem(problem)}\n`);
    process.stdout.write(`${name}: ${length} instances, ${problems.length} problems\n`);
    refused += problems.length;
  }
  return refused > 0 ? EXIT.usage : EXIT.passed;
}

interface SplitFlags {
  readonly output: string;
  readonly shares: string;
  readonly seed: string;
  readonly together?: boolean;
  readonly exclude: readonly string[];
}

const collect = (value: string, list: readonly string[]): string[] => [...list, value];

async function splitDataset(name: string, flags: SplitFlags): Promise<void> {
  const shares = sharesFrom(flags.shares);
  const seed = wholeNumber('--seed', flags.seed, 0);
  const dataset = await load(name);
  const guarded = flags.together === true || flags.exclude.length > 0;
  const parts = guarded ? await partsWithoutLeaks(dataset, shares, seed, flags) : dataset.split(shares, seed);
  for (const [part, chosen] of Object.entries(parts)) {
    const path = `${flags.output}.${part}.jsonl`;
    chosen.save(path);
    process.stderr.write(`${chosen.length} instances written to ${path}\n`);
  }
}

async function partsWithoutLeaks(
  dataset: Dataset,
  shares: Readonly<Record<string, number>>,
  seed: number,
  { exclude }: SplitFlags,
): Promise<Readonly<Record<string, Dataset>>> {
  const { DatasetError, splitWithoutLeaks } = await import('../../dataset/index.ts');
  const { parts, excluded, groups, largest } = await splitWithoutLeaks(dataset, { shares, seed, exclude }).catch(
    (error: unknown) => {
      throw error instanceof DatasetError ? new CliError(error.message) : error;
    },
  );
  process.stderr.write(
    `${groups} groups stay together, the largest of ${largest}; ${excluded} rows are like an excluded task\n`,
  );
  return parts;
}

async function load(name: string): Promise<Dataset> {
  const { DatasetError, loadDataset } = await import('../../dataset/index.ts');
  try {
    return await loadDataset(name);
  } catch (error) {
    if (error instanceof DatasetError) throw new CliError(error.message);
    throw error;
  }
}
