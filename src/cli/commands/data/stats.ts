/** `terrasmith data stats`: what a data set holds, as tables and as a data card with pictures. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { Command } from 'commander';
import type { Survey } from '../../../dataset/index.ts';
import { CliError } from '../../errors.ts';
import { progressOn } from '../../progress.ts';

interface Flags {
  readonly output?: string;
  readonly name?: string;
  readonly likeness: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ terrasmith data stats train.jsonl
  $ terrasmith data stats train.jsonl -o card            card/README.md with pictures, and card/card.html
  $ terrasmith data stats pairs.jsonl --json

Counts, splits, difficulty (IaC-Eval's levels of the solutions), lengths, and what providers and resource types are covered.`;

export function registerStats(data: Command): void {
  data
    .command('stats')
    .description('Say what a data set holds; with -o write its data card with pictures.')
    .argument('<dataset>', 'instances or pairs: a name or a path')
    .option('-o, --output <folder>', 'where the card goes: README.md, its pictures, and card.html')
    .option('--name <name>', 'title of the card; default: the name of the file')
    .option('--no-likeness', 'do not look for near-duplicates, which takes most of the time')
    .option('--json', 'print everything as JSON')
    .addHelpText('after', EXAMPLES)
    .action(stats);
}

async function stats(dataset: string, flags: Flags): Promise<void> {
  const { cardOf, DatasetError, formatRowProblem, surveyOf } = await import('../../../dataset/index.ts');
  const progress = progressOn(process.stderr, 'read');
  const onProblem = (problem: Parameters<typeof formatRowProblem>[0]) =>
    process.stderr.write(`left out: ${formatRowProblem(problem)}\n`);
  const survey = await surveyOf(dataset, { likeness: flags.likeness, onRow: progress.step, onProblem }).catch(
    (error: unknown) => {
      throw error instanceof DatasetError ? new CliError(error.message) : error;
    },
  );
  if (flags.output !== undefined) {
    const { markdown, html, pictures } = cardOf(flags.name ?? basename(dataset, extname(dataset)), survey);
    mkdirSync(flags.output, { recursive: true });
    const files = { 'README.md': markdown, 'card.html': html, ...pictures };
    for (const [file, text] of Object.entries(files)) writeFileSync(join(flags.output, file), text);
    process.stderr.write(
      `the card is in ${flags.output}: README.md, card.html and ${Object.keys(pictures).length} pictures\n`,
    );
  }
  process.stdout.write(flags.json === true ? `${JSON.stringify(await summary(survey))}\n` : await forPeople(survey));
}

async function summary({ promptWords, solutionLines, resources, ...counts }: Survey): Promise<object> {
  const { summaryOf } = await import('../../../dataset/index.ts');
  return {
    ...counts,
    prompt_words: summaryOf(promptWords),
    solution_lines: summaryOf(solutionLines),
    resources: summaryOf(resources),
  };
}

const SHOWN = 8;

async function forPeople(survey: Survey): Promise<string> {
  const { summaryOf } = await import('../../../dataset/index.ts');
  const { textTable } = await import('../../../util/text-table.ts');
  const counts = (values: Readonly<Record<string, number>>) => {
    const entries = Object.entries(values).sort(([, a], [, b]) => b - a);
    const more = entries.length > SHOWN ? `, … (${entries.length} in all)` : '';
    return (
      entries
        .slice(0, SHOWN)
        .map(([name, count]) => `${name} ${count}`)
        .join(', ') + more
    );
  };
  const lengths = (values: readonly number[]) => {
    const found = summaryOf(values);
    return found === undefined ? '' : `median ${found.median}, 95 % at most ${found.p95}, most ${found.most}`;
  };
  const rows: [string, string][] = [
    ['rows', String(survey.rows)],
    ['have', counts(survey.parts)],
    ['splits', counts(survey.splits)],
    ['providers', counts(survey.providers)],
    ['difficulty', counts(survey.difficulties)],
    ['levels', counts(survey.levels)],
    ['resource types', `${Object.keys(survey.types).length}: ${counts(survey.types)}`],
    ['data sources', `${Object.keys(survey.dataSources).length}: ${counts(survey.dataSources)}`],
    ['words of the prompt', lengths(survey.promptWords)],
    ['lines of the solution', lengths(survey.solutionLines)],
    ['resources', lengths(survey.resources)],
    ['prompts repeated', String(survey.repeatedPrompts)],
    ['near-duplicates', survey.nearDuplicates === undefined ? 'not looked at' : String(survey.nearDuplicates)],
    ['error modes', counts(survey.modes)],
    ['fail first at', counts(survey.stages)],
  ];
  return `${textTable(
    ['of the data set', ''],
    rows.filter(([, value]) => value !== ''),
  )}\n`;
}
