/** What `data synth` and `data mutate` have in common: their options, the run and its summary. */
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { EarlierRow, Shard, SynthOptions, Tally } from '../../../dataset/index.ts';
import { CliError } from '../../errors.ts';
import { progressOn } from '../../progress.ts';
import { type QueueFlags, queueOption } from '../bench/queue-option.ts';

export interface RowFlags extends QueueFlags {
  readonly seed: string;
  readonly count: string;
  readonly output: string;
  readonly providers: string;
  readonly jobs: string;
  readonly shard?: string;
  readonly exclude?: readonly string[];
  readonly resume?: boolean;
  readonly json?: boolean;
}

const DEFAULT_PROVIDERS = 'aws=6,azurerm=2,google=2,kubernetes=1';
const collect = (value: string, list: readonly string[]): string[] => [...list, value];

/** A command that makes rows of a kind. */
export function addRowOptions(command: Command, task: SynthOptions['task']): Command {
  return command
    .requiredOption('-o, --output <file>', 'where the rows go (JSONL)')
    .option('--seed <n>', 'equal seeds give equal rows', '0')
    .option('--count <n>', 'rows wanted', '1000')
    .option('--providers <list>', 'of which providers, with weights', DEFAULT_PROVIDERS)
    .option('--jobs <n>', 'worker threads', '1')
    .option('--shard <i/n>', 'make only the i-th of n parts, as one of n machines')
    .addOption(queueOption('let `terrasmith worker` on other machines make the rows'))
    .option('--exclude <dataset>', 'leave out rows like a task of this data set (repeatable)', collect, [])
    .option('--resume', 'go on where an interrupted run stopped')
    .option('--json', 'print the summary as JSON')
    .action((flags: RowFlags) => makeRows(flags, task));
}

async function makeRows(flags: RowFlags, task: SynthOptions['task']): Promise<void> {
  const { appendingTo, DatasetError, SynthFileError, synthesise } = await import('../../../dataset/index.ts');
  try {
    const options = await optionsOf(flags, task);
    const write = appendingTo(flags.output);
    const progress = progressOn(process.stderr, 'made', true, options.count);
    const started = Date.now();
    const rows = synthesise(options);
    let next = await rows.next();
    for (; next.done !== true; next = await rows.next()) {
      write(next.value);
      progress.step();
    }
    progress.end(`rows in ${flags.output}`);
    report(next.value, (Date.now() - started) / 1000, flags);
  } catch (error) {
    if (error instanceof DatasetError || error instanceof SynthFileError || isQueueError(error))
      throw new CliError(error.message);
    throw error;
  }
}

const isQueueError = (error: unknown): error is Error => error instanceof Error && error.name === 'QueueError';

async function optionsOf(flags: RowFlags, task: SynthOptions['task']): Promise<SynthOptions> {
  const seed = wholeNumber('--seed', flags.seed, 0);
  return {
    task,
    seed,
    count: wholeNumber('--count', flags.count, 1),
    jobs: wholeNumber('--jobs', flags.jobs, 1),
    providers: await providersOf(flags.providers),
    ...(flags.shard === undefined ? {} : { shard: shardOf(flags.shard) }),
    ...(flags.queue === undefined ? {} : { distribute: await distributeOver(flags.queue, flags) }),
    exclude: flags.exclude ?? [],
    earlier: await earlierRows(flags, seed),
  };
}

/** Rows of equal options are one run, whose results are found again when it is resumed. */
async function distributeOver(url: string, flags: RowFlags): Promise<NonNullable<SynthOptions['distribute']>> {
  const { shareParts } = await import('../../../benchmark/index.ts');
  const { version } = await import('../../version.ts');
  const onNotice = (notice: string) => void process.stderr.write(`note: ${notice}\n`);
  const common = { url, kind: 'rows', onNotice, version: await version() };
  const run = (recipe: object) => `rows ${resolve(flags.output)} ${flags.shard ?? '1/1'} ${JSON.stringify(recipe)}`;
  return (recipe, parts) => shareParts(parts, { ...common, recipe, run: run(recipe) });
}

async function earlierRows({ output, resume }: RowFlags, seed: number): Promise<readonly EarlierRow[]> {
  if (resume === true) return (await import('../../../dataset/index.ts')).readEarlier(output, seed);
  if (existsSync(output) && statSync(output).size > 0) {
    throw new CliError(`${output} exists: continue it with --resume, remove it, or name another file`);
  }
  return [];
}

async function providersOf(text: string): Promise<Readonly<Record<string, number>>> {
  const { SYNTH_PROVIDERS } = await import('../../../dataset/index.ts');
  const entries = text.split(',').map((item): [string, number] => {
    const [name = '', weight = '1'] = item.trim().split('=');
    if (!SYNTH_PROVIDERS.includes(name) || !(Number(weight) > 0)) {
      throw new CliError(`--providers takes aws=4,azurerm=1 (known: ${SYNTH_PROVIDERS.join(', ')}), not "${text}"`);
    }
    return [name, Number(weight)];
  });
  return Object.fromEntries(entries);
}

function shardOf(text: string): Shard {
  const match = /^(\d+)\/(\d+)$/.exec(text);
  const [index, of] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || index < 1 || index > of) throw new CliError(`--shard takes i/n, such as 2/4, not "${text}"`);
  return { index: index - 1, of };
}

function wholeNumber(flag: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least) {
    throw new CliError(`${flag} takes a whole number of at least ${least}, not "${text}"`);
  }
  return value;
}

function report(tally: Tally, seconds: number, { json, output }: RowFlags): void {
  const { rows, tried, refused, nearDuplicates, excluded, reasons, structures, types } = tally;
  const summary = {
    file: output,
    rows,
    tried,
    refused,
    near_duplicates: nearDuplicates,
    excluded,
    near_duplicate_rate: rows + nearDuplicates === 0 ? 0 : nearDuplicates / (rows + nearDuplicates),
    resource_types: types.size,
    structures: structures.size,
    seconds,
  };
  if (json === true) {
    process.stdout.write(`${JSON.stringify({ ...summary, reasons: Object.fromEntries(reasons) })}\n`);
    return;
  }
  const share = (100 * summary.near_duplicate_rate).toFixed(2);
  process.stdout.write(
    `${rows} rows, ${types.size} resource types, ${structures.size} structures; of ${tried} candidates ${refused} did not hold, ` +
      `${nearDuplicates} (${share} %) were near-duplicates, ${excluded} were like an excluded task; left out.\n`,
  );
  const worst = [...reasons].sort(([, a], [, b]) => b - a).slice(0, 5);
  for (const [reason, count] of worst) process.stderr.write(`${count} refused: ${reason.slice(0, 200)}\n`);
}
