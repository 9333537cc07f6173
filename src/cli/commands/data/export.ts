/** `terrasmith data export`: rows that TRL's trainers read. */
import { type Command, Option } from 'commander';
import type { ExportOptions } from '../../../dataset/index.ts';
import { CliError } from '../../errors.ts';

interface Flags {
  readonly format: 'sft' | 'dpo' | 'grpo';
  readonly output: string;
  readonly system?: string;
  readonly controller?: boolean;
  readonly maxCharacters?: string;
  readonly split?: string;
  readonly canonical?: boolean;
  readonly order: 'file' | 'shortest';
}

const EXAMPLES = `
Examples:
  $ terrasmith data export train.jsonl --format sft -o sft.parquet
  $ terrasmith data export train.jsonl --format grpo --max-characters 900 -o grpo.jsonl
  $ terrasmith data export pairs.jsonl --format dpo --controller -o dpo.jsonl

sft: prompt, completion (instances with a reference; pairs with --controller). grpo: prompt, instance (what the
reward needs, as JSON text). dpo: prompt, chosen, rejected (from the pairs that \`data pairs\` writes).`;

export function registerExport(data: Command): void {
  data
    .command('export')
    .description('Write instances or pairs as rows for training (SFT, DPO, GRPO), JSONL or Parquet.')
    .argument('<dataset>', 'instances or pairs: a name or a file')
    .addOption(new Option('--format <name>', 'what is trained').choices(['sft', 'dpo', 'grpo']).makeOptionMandatory())
    .requiredOption('-o, --output <file>', 'where the rows go; .parquet gives Parquet, anything else JSONL')
    .option('--system <text>', 'the system message; empty for none (default: the one that adapters carry along)')
    .option('--controller', 'pairs: the draft and its errors are part of the prompt, as for a post-editing model')
    .option('--max-characters <n>', 'leave out rows whose reference answer is longer')
    .option('--canonical', 'sft: answers in one way of writing: no comments and provider blocks, plain labels')
    .option('--split <name>', 'only rows of this split')
    .addOption(new Option('--order <name>', 'shortest: a curriculum').choices(['file', 'shortest']).default('file'))
    .addHelpText('after', EXAMPLES)
    .action(exportRows);
}

async function exportRows(name: string, flags: Flags): Promise<void> {
  const { DatasetError, exportDataset } = await import('../../../dataset/index.ts');
  const options: ExportOptions = {
    format: flags.format,
    order: flags.order,
    controller: flags.controller === true,
    canonical: flags.canonical === true,
    ...(flags.system === undefined ? {} : { system: flags.system }),
    ...(flags.split === undefined ? {} : { split: flags.split }),
    ...(flags.maxCharacters === undefined ? {} : { maxCharacters: atLeastOne(flags.maxCharacters) }),
  };
  try {
    const { rows, left } = await exportDataset(name, flags.output, options);
    if (rows === 0) throw new CliError(`${name} gave no row for ${flags.format}; ${left} were left out`);
    process.stderr.write(`${rows} rows written to ${flags.output}, ${left} left out\n`);
  } catch (error) {
    if (error instanceof DatasetError) throw new CliError(error.message);
    throw error;
  }
}

function atLeastOne(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new CliError(`--max-characters takes a whole number, not "${text}"`);
  return value;
}
