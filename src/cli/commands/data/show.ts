/** `terrasmith data show`: rows as people read them. */
import { existsSync, statSync } from 'node:fs';
import type { Command } from 'commander';
import pc from 'picocolors';
import type { Instance, Pair } from '../../../dataset/index.ts';
import { CliError } from '../../errors.ts';
import { wholeNumber } from './numbers.ts';

interface Flags {
  readonly count: string;
  readonly split?: string;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ terrasmith data show train.jsonl                 the first row
  $ terrasmith data show train.jsonl 40 --count 3    rows 40 to 42
  $ terrasmith data show bundled sqs-dead-letter     the row with this id
  $ terrasmith data show pairs.jsonl 7               what was wrong, as a difference`;

export function registerShow(data: Command): void {
  data
    .command('show')
    .description('Print rows of a data set so that they can be read.')
    .argument('<dataset>', 'instances or pairs: a name or a path')
    .argument('[row]', 'its id, or its number from 1', '1')
    .option('--count <n>', 'so many rows from there', '1')
    .option('--split <name>', 'count only rows of this split')
    .option('--json', 'print the rows as they are, as JSON')
    .addHelpText('after', EXAMPLES)
    .action(show);
}

async function show(dataset: string, wanted: string, flags: Flags): Promise<void> {
  const { DatasetError } = await import('../../../dataset/index.ts');
  const count = wholeNumber('--count', flags.count, 1);
  const isNumber = /^\d+$/.test(wanted);
  const from = isNumber ? wholeNumber('the row', wanted, 1) : undefined;
  let place = 0;
  let shown = 0;
  try {
    for await (const row of rowsOf(dataset)) {
      if (flags.split !== undefined && row.split !== flags.split) continue;
      place++;
      const begins = from === undefined ? idOf(row) === wanted : place >= from;
      if (!begins && shown === 0) continue;
      process.stdout.write(flags.json === true ? `${JSON.stringify(row)}\n` : await readable(row));
      if (++shown === count) return;
    }
  } catch (error) {
    throw error instanceof DatasetError ? new CliError(error.message) : error;
  }
  if (shown === 0) {
    const what = from === undefined ? `no row with the id "${wanted}"` : `no row ${wanted}: it has ${place}`;
    throw new CliError(`${dataset} has ${what}${flags.split === undefined ? '' : ` of the split ${flags.split}`}`);
  }
}

type Row = Instance | Pair;

async function* rowsOf(name: string): AsyncGenerator<Row> {
  const { holdsPairs, readPairs, streamDataset } = await import('../../../dataset/index.ts');
  const isFile = existsSync(name) && statSync(name).isFile();
  yield* isFile && holdsPairs(name) ? readPairs(name) : streamDataset(name);
}

const idOf = (row: Row) => ('instance' in row ? row.id : row.instance_id);

async function readable(row: Row): Promise<string> {
  return 'instance' in row ? pairText(row) : instanceText(row);
}

const title = (text: string) => pc.bold(pc.cyan(text));

function instanceText(instance: Instance): string {
  const { instance_id: id, problem_statement: prompt, difficulty, provider, region, split, tags } = instance;
  const facts = [difficulty, provider, region, split && `split ${split}`, tags.join(' ')].filter((fact) => fact);
  const { clone, ...metadata } = instance.metadata;
  const { expected_resources: expected = {}, required_outputs: outputs, hints } = instance;
  return sections([
    [id, facts.join(' · ')],
    ['asked for', wrapped(prompt)],
    ['to be changed', filesText(instance.base_files)],
    [
      'expected',
      Object.entries(expected)
        .map(([type, count]) => `${count} × ${type}`)
        .join('\n'),
    ],
    ['outputs', outputs.join(', ')],
    ['hints', hints.map(wrapped).join('\n')],
    ['solution', filesText(instance.gold_solution)],
    ['second implementation', filesText(clone as Files | undefined)],
    ['policy', instance.policy?.trim() ?? ''],
    ['check', instance.validation_script ?? ''],
    ['metadata', Object.keys(metadata).length === 0 ? '' : JSON.stringify(metadata, null, 2)],
  ]);
}

async function pairText({
  id,
  instance,
  preferred,
  dispreferred,
  mode,
  stage,
  certificate,
  split,
}: Pair): Promise<string> {
  const { coloured, differences } = await import('../../agent/write-files.ts');
  const facts = [mode, `fails at ${stage}`, split && `split ${split}`].filter((fact) => fact);
  return sections([
    [id, facts.join(' · ')],
    ['asked for', wrapped(instance.problem_statement)],
    ['preferred', filesText(preferred)],
    ['from the preferred to the dispreferred', coloured(differences(preferred, dispreferred)).trimEnd()],
    ['certificate', certificate.trim()],
  ]);
}

function sections(parts: readonly (readonly [string, string])[]): string {
  const shown = parts.filter(([, text]) => text !== '');
  return `${shown.map(([name, text]) => `${title(name)}\n${text}`).join('\n\n')}\n\n`;
}

type Files = Readonly<Record<string, string>>;

function filesText(files: Files | undefined): string {
  const entries = Object.entries(files ?? {});
  return entries.map(([path, text]) => `${pc.dim(`── ${path}`)}\n${text.trimEnd()}`).join('\n');
}

const WIDTH = 100;

/** Lines of at most so many columns, broken at spaces. */
function wrapped(text: string): string {
  return text
    .trim()
    .replaceAll(new RegExp(`(.{1,${WIDTH}})(?: +|$)\\n?|(\\S{${WIDTH},}?)(?: +|$)`, 'gm'), '$1$2\n')
    .trimEnd();
}
