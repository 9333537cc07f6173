/** `bench report` and `bench leaderboard`: what came out of runs that are there already. */
import type { Command } from 'commander';
import { asUsage } from './as-usage.ts';

export function registerReport(bench: Command): void {
  bench
    .command('report')
    .description('Write summary.json, report.md and report.html of a run again, and print its table.')
    .argument('<directory>', 'a run directory')
    .action(rebuildReport);
  bench
    .command('leaderboard')
    .description('One table over the models of several runs, best first.')
    .argument('<directories...>', 'run directories')
    .option('--json', 'as JSON')
    .option('--markdown', 'as a table in Markdown')
    .action(showLeaderboard);
}

async function rebuildReport(directory: string): Promise<void> {
  const { createReport, metricsTable, summaryTable, writeReports } = await import('../../../benchmark/index.ts');
  const report = await asUsage(() => createReport(directory));
  await writeReports(directory, report);
  process.stderr.write(`report: ${directory}/report.html\n`);
  process.stdout.write(`${summaryTable(report.models)}\n\n${metricsTable(report.models)}\n`);
}

interface LeaderboardFlags {
  readonly json?: boolean;
  readonly markdown?: boolean;
}

async function showLeaderboard(directories: string[], { json, markdown }: LeaderboardFlags): Promise<void> {
  const { createReport, summaryMarkdown, summaryTable } = await import('../../../benchmark/index.ts');
  const reports = await asUsage(() => Promise.all(directories.map((directory) => createReport(directory))));
  const models = reports.flatMap((each) => each.models).sort((a, b) => b.mean_score - a.mean_score);
  if (json) process.stdout.write(`${JSON.stringify({ models })}\n`);
  else process.stdout.write(`${markdown ? summaryMarkdown(models) : summaryTable(models)}\n`);
}
