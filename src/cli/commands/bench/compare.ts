/** `bench compare`: two runs, or two models of one run, on the instances they share. */
import { basename } from 'node:path';
import type { Command } from 'commander';
import type { Contestant, Report } from '../../../benchmark/index.ts';
import { CliError } from '../../errors.ts';
import { asUsage } from './as-usage.ts';

export function registerCompare(bench: Command): void {
  bench
    .command('compare')
    .description('Compare two runs, or the first two models of one, on the instances they share.')
    .argument('<first>', 'a run directory')
    .argument('[second]', 'another run directory')
    .option('--json', 'as JSON')
    .action(compareRuns);
}

async function compareRuns(first: string, second: string | undefined, { json }: { json?: boolean }): Promise<void> {
  const { compare, contestant, createReport } = await import('../../../benchmark/index.ts');
  const reports = await asUsage(() =>
    Promise.all([first, ...(second === undefined ? [] : [second])].map((each) => createReport(each))),
  );
  const contestants = reports.flatMap((report): Contestant[] =>
    report.models.map((model) =>
      contestant(labelOf(report, model.model, second !== undefined), report.outcomes, model),
    ),
  );
  const perRun = reports[0]?.models.length ?? 0;
  const pair = second === undefined ? [contestants[1], contestants[0]] : [contestants[0], contestants[perRun]];
  const [a, b] = pair;
  if (a === undefined || b === undefined)
    throw new CliError('there are no two models to compare: name two runs, or one with several models');
  const result = compare(a, b);
  if (json) {
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return;
  }
  const row = (name: string, { difference, interval, p, pairs }: typeof result.score) =>
    `${name}  ${signed(difference)}  (95 %: ${interval.map(signed).join(' to ')}; p = ${p.toFixed(4)}; ${pairs} instances)`;
  const lines = [
    `from ${result.first} to ${result.second}`,
    row('score    ', result.score),
    row('pass rate', result.passRate),
    `gained (${result.gained.length}): ${result.gained.join(', ')}`,
    `lost (${result.lost.length}): ${result.lost.join(', ')}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

const signed = (value: number) => `${value < 0 ? '' : '+'}${value.toFixed(3)}`;

const labelOf = (report: Report, model: string, withRun: boolean) =>
  withRun ? `${basename(report.directory)}: ${model}` : model;
