/** `bench compare`: two runs, or two rows of one run, on the instances they share. */
import { basename } from 'node:path';
import type { Command } from 'commander';
import type { Comparison, Contestant, Report } from '../../../benchmark/index.ts';
import { CliError } from '../../errors.ts';
import { asUsage } from './as-usage.ts';

interface CompareFlags {
  readonly json?: boolean;
  readonly from?: string;
  readonly to?: string;
}

const EXAMPLES = `
Examples:
  $ terrasmith bench compare runs/a runs/b                          the best row of each
  $ terrasmith bench compare runs/a --from direct --to repair       two strategies of one run
  $ terrasmith bench compare runs/a runs/b --from gpt --to claude

p is that of the sign-flip permutation test over instances, two-sided; intervals (95 %) are bootstrapped over instances.`;

export function registerCompare(bench: Command): void {
  bench
    .command('compare')
    .description('Compare two runs, or two models or strategies of one, on the instances they share.')
    .argument('<first>', 'a run directory')
    .argument('[second]', 'another run directory')
    .option('--from <name>', 'the row of the first run whose model or strategy has this in its name')
    .option('--to <name>', 'the row of the second run, or the other row of the only one')
    .option('--json', 'as JSON')
    .addHelpText('after', EXAMPLES)
    .action(compareRuns);
}

async function compareRuns(first: string, second: string | undefined, flags: CompareFlags): Promise<void> {
  const { compare, createReport } = await import('../../../benchmark/index.ts');
  const reports = await asUsage(() =>
    Promise.all([first, ...(second === undefined ? [] : [second])].map((each) => createReport(each))),
  );
  const [a = [], b = a] = await Promise.all(reports.map((report) => rowsOf(report, second !== undefined)));
  const [from, to] = second === undefined ? rowsOfOne(a, flags) : [rowNamed(a, flags.from), rowNamed(b, flags.to)];
  if (from === undefined || to === undefined)
    throw new CliError('there are no two rows to compare: name two runs, or one with several models or strategies');
  const result = compare(from, to);
  process.stdout.write(flags.json ? `${JSON.stringify(result)}\n` : await comparisonText(result));
}

async function rowsOf(report: Report, withRun: boolean): Promise<Contestant[]> {
  const { contestant } = await import('../../../benchmark/index.ts');
  return report.models.map((row) => {
    const name = `${row.model} (${row.strategy})`;
    return contestant(withRun ? `${basename(report.directory)}: ${name}` : name, report.outcomes, row);
  });
}

/** Without names: from the second best to the best. */
function rowsOfOne(rows: readonly Contestant[], { from, to }: CompareFlags): (Contestant | undefined)[] {
  if (from === undefined && to === undefined) return [rows[1], rows[0]];
  if (from === undefined || to === undefined) throw new CliError('of one run name two rows: --from and --to');
  return [rowNamed(rows, from), rowNamed(rows, to)];
}

/** The best row without a name. A whole model or strategy goes before a part of one. */
function rowNamed(rows: readonly Contestant[], name: string | undefined): Contestant | undefined {
  if (name === undefined) return rows[0];
  const whole = rows.filter(({ outcomes }) => outcomes.some((each) => each.model === name || each.strategy === name));
  const found = whole.length > 0 ? whole : rows.filter(({ label }) => label.includes(name));
  if (found.length === 1) return found[0];
  const known = (found.length > 1 ? found : rows).map(({ label }) => label).join(', ');
  throw new CliError(`${found.length === 0 ? 'no row has' : 'several rows have'} "${name}" in the name: ${known}`);
}

async function comparisonText(result: Comparison): Promise<string> {
  const { formatMetric, METRICS } = await import('../../../benchmark/index.ts');
  const { textTable } = await import('../../../util/text-table.ts');
  const rows = METRICS.flatMap((metric) => {
    const found = result.metrics[metric.name];
    if (found === undefined) return [];
    const { first, second, difference, interval, p, pairs } = found;
    const figures = [formatMetric(metric, first), formatMetric(metric, second), signed(difference)];
    return [[metric.title, ...figures, interval.map(signed).join(' to '), p.toFixed(4), String(pairs)]];
  });
  const table = textTable(
    ['', 'from', 'to', 'difference', '95 %', 'p', 'instances'],
    rows,
    new Set([1, 2, 3, 4, 5, 6]),
  );
  return [
    `from ${result.first}`,
    `to   ${result.second}`,
    '',
    table,
    '',
    `gained (${result.gained.length}): ${result.gained.join(', ')}`,
    `lost (${result.lost.length}): ${result.lost.join(', ')}`,
    '',
  ].join('\n');
}

const signed = (value: number) => `${value < 0 ? '' : '+'}${value.toFixed(Math.abs(value) >= 100 ? 0 : 3)}`;
