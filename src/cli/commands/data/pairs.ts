/** `terrasmith data pairs`: preference pairs from error injection and from recorded drafts. */
import { createWriteStream } from 'node:fs';
import type { Command } from 'commander';
import type { Dataset, Pair, PairCounts, PairOptions } from '../../../dataset/index.ts';
import { CliError } from '../../errors.ts';
import { progressOn } from '../../progress.ts';
import { fraction, sharesFrom, wholeNumber } from './numbers.ts';

interface Flags {
  readonly output?: string;
  readonly perInstance: string;
  readonly seed: string;
  readonly shares: string;
  readonly canonical?: boolean;
  readonly rightDrafts?: string;
  readonly drafts?: string;
  readonly modes?: string;
  readonly maxPairs?: string;
}

const EXAMPLES = `
Examples:
  $ terrasmith data pairs train.jsonl --per-instance 3 -o pairs.jsonl
  $ terrasmith data pairs train.jsonl --modes missing-block,cycle -o pairs.jsonl
  $ terrasmith data pairs train.jsonl --canonical --right-drafts 0.5 -o pairs.jsonl
  $ terrasmith data pairs bundled --drafts runs/mine/samples.jsonl -o pairs.jsonl
  $ terrasmith data pairs --list

Every pair holds a configuration that passes and one that fails as its error mode says; the verifier saw both.`;

export function registerPairs(data: Command): void {
  data
    .command('pairs')
    .description('Make preference pairs: references with one named error each, or drafts that models wrote.')
    .argument('[dataset]', 'instances with references: a name or a file')
    .option('-o, --output <file>', 'where the pairs go (JSONL)')
    .option('--per-instance <n>', 'pairs of each instance, each with another error', '1')
    .option('--max-pairs <n>', 'stop after so many')
    .option('--modes <list>', 'only these error modes')
    .option('--drafts <file>', 'samples.jsonl of a benchmark run, or a replay file: pairs from its drafts instead')
    .option(
      '--right-drafts <share>',
      'for controllers: in so many pairs the draft is right, and is to be left as it is',
    )
    .option('--canonical', 'references in one way of writing: no comments and provider blocks, plain labels')
    .option('--shares <list>', 'splits by the hash of the prompt', 'train=0.7,valid=0.2,test=0.1')
    .option('--seed <n>', 'the same seed gives the same pairs', '0')
    .option('--list', 'print the error modes with their weights and stages')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string | undefined, flags: Flags & { list?: boolean }) => {
      if (flags.list) return listModes();
      if (name === undefined || flags.output === undefined)
        throw new CliError('give a data set and -o FILE, or --list for the error modes');
      if (flags.drafts !== undefined && (flags.canonical || flags.rightDrafts !== undefined))
        throw new CliError('--canonical and --right-drafts are of injected errors; leave them out with --drafts');
      await makePairs(name, flags.output, flags);
    });
}

async function listModes(): Promise<void> {
  const { ERROR_MODES } = await import('../../../dataset/index.ts');
  const { textTable } = await import('../../../util/text-table.ts');
  const rows = ERROR_MODES.map(({ name, stage, weight }) => [name, stage, String(weight)]);
  process.stdout.write(`${textTable(['mode', 'stage', 'weight'], rows, new Set([2]))}\n`);
}

async function makePairs(name: string, path: string, flags: Flags): Promise<void> {
  const { DatasetError, loadDataset, pairCounts, pairsOf, readDrafts, recordedPairs } = await import(
    '../../../dataset/index.ts'
  );
  const { createVerifier } = await import('../../../verify/index.ts');
  const dataset = await loadDataset(name).catch((error: unknown) => {
    throw error instanceof DatasetError ? new CliError(error.message) : error;
  });
  const verifier = await createVerifier();
  const options = { ...(await optionsFrom(flags)), verifier };
  const counts = pairCounts();
  const source =
    flags.drafts === undefined
      ? injectedPairs(dataset)
      : recordedPairs(dataset, await readDrafts(flags.drafts), options);
  async function* injectedPairs(instances: Dataset): AsyncGenerator<Pair> {
    for (const instance of instances) yield* await pairsOf(instance, options, counts);
  }
  try {
    const written = await writePairs(source, path, limitOf(flags));
    process.stderr.write(`${written} pairs written to ${path}\n`);
    if (flags.drafts === undefined) process.stderr.write(await yieldTable(counts));
    if (written === 0) throw new CliError(`${name} gave no pair`);
  } finally {
    await verifier.close();
  }
}

async function optionsFrom(flags: Flags): Promise<Omit<PairOptions, 'verifier'>> {
  const { ERROR_MODES } = await import('../../../dataset/index.ts');
  const { format } = await import('../../../hcl/index.ts');
  const wanted = flags.modes?.split(',');
  const unknown = wanted?.find((mode) => !ERROR_MODES.some(({ name }) => name === mode));
  if (unknown !== undefined) throw new CliError(`there is no error mode "${unknown}"; --list names them`);
  return {
    format,
    seed: wholeNumber('--seed', flags.seed, 0),
    perInstance: wholeNumber('--per-instance', flags.perInstance, 1),
    shares: sharesFrom(flags.shares),
    canonical: flags.canonical === true,
    ...(flags.rightDrafts === undefined ? {} : { rightDrafts: fraction('--right-drafts', flags.rightDrafts) }),
    ...(wanted === undefined ? {} : { modes: ERROR_MODES.filter((mode) => wanted.includes(mode.name)) }),
  };
}

async function writePairs(pairs: AsyncIterable<Pair>, path: string, limit: number): Promise<number> {
  const out = createWriteStream(path);
  const progress = progressOn(process.stderr, 'pairs');
  let written = 0;
  for await (const pair of pairs) {
    out.write(`${JSON.stringify(pair)}\n`);
    progress.step();
    if (++written >= limit) break;
  }
  await new Promise((resolve) => out.end(resolve));
  return written;
}

async function yieldTable({ modes, instances, unusable, rightDrafts }: PairCounts): Promise<string> {
  const { textTable } = await import('../../../util/text-table.ts');
  const rows = [...modes].sort(([, one], [, other]) => other.kept - one.kept);
  const cells = rows.map(([mode, { tried, kept }]) => [mode, String(kept), String(tried)]);
  const table = textTable(['mode', 'kept', 'tried'], cells, new Set([1, 2]));
  return `${table}\n${instances} instances, ${unusable} without a reference that passes; ${rightDrafts} pairs with a right draft\n`;
}

const limitOf = ({ maxPairs }: Flags) =>
  maxPairs === undefined ? Number.POSITIVE_INFINITY : wholeNumber('--max-pairs', maxPairs, 1);
